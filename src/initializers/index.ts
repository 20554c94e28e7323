import { type Description, resolveNamed } from "../named";
import { random } from "../random/random";
import { pytorchDefault, tfjsDefault } from "./framework-defaults";
import type { Initializer, Sampler } from "./initializer";
import { orthogonal } from "./orthogonal";
import { constant, normal, uniform } from "./plain";
import { heNormal, heUniform, lecunNormal, lecunUniform, xavierNormal, xavierUniform } from "./scaled";

const INITIALIZERS = {
  constant,
  normal,
  uniform,
  lecunNormal,
  lecunUniform,
  xavierNormal,
  xavierUniform,
  heNormal,
  heUniform,
  orthogonal,
  pytorchDefault,
  tfjsDefault,
} as const;

/** The names of the initializers. */
export type InitializerName = keyof typeof INITIALIZERS;

/** A name, a record made by `heNormal(…)` and its like, or the plain form of either. */
export type InitializerInput = InitializerName | Initializer | InitializerDescription;

/** The plain, serializable form of an initializer: its name and parameters. */
export type InitializerDescription = Description<InitializerName>;

/** Every name that `initializer` takes. */
export const initializerNames = Object.keys(INITIALIZERS) as InitializerName[];

/** The initializer that an input stands for, able to draw. */
export const resolveInitializer = (input: InitializerInput): Sampler =>
  resolveNamed<InitializerName, Sampler>("init", INITIALIZERS, input, valuesOf);

/** Variances for some fans, and some draws. */
const valuesOf = (record: Sampler): unknown => [
  [record.variance(3, 3), record.variance(2, 7), record.variance(50, 4), record.biasVariance?.(3)],
  Array.from(record.sample(random(1, "init"), 2, 3)),
  Array.from(record.sampleBias?.(random(1, "bias"), 2, 3) ?? []),
];

/**
 * The record of an initializer: its variance as a formula, in TeX and in numbers.
 * @throws InvalidArgument that lists the valid names, or the rule that a parameter breaks
 */
export function initializer(input: InitializerInput): Initializer {
  return resolveInitializer(input);
}

export type { Initializer };
export {
  constant,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  normal,
  orthogonal,
  pytorchDefault,
  tfjsDefault,
  uniform,
  xavierNormal,
  xavierUniform,
};
