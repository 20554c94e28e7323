import { type Description, resolveNamed } from "../named";
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
  resolveNamed<InitializerName, Sampler>("init", INITIALIZERS, input);

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
