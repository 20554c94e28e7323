import { resolveInitializer } from "../initializers";
import { type Random, random } from "../random/random";
import type { NetDescription } from "./description";
import type { LayerPlan } from "./layers";

/** The parameters of one layer as plain arrays; training replaces their contents. Absent: the layer has none. */
export interface LayerParameters {
  /** fanIn × fanOut, row by row. */
  readonly weights: Float32Array;
  /** fanOut numbers; none for a net without biases. */
  readonly biases: Float32Array;
  /** The learned slopes of a PReLU: one, or one per unit. */
  readonly slope?: Float32Array;
  /** The gains γ of a normalization, one per unit. */
  readonly gain?: Float32Array;
  /** The shifts β of a normalization, one per unit. */
  readonly shift?: Float32Array;
  /** Batch normalization's running mean of z, for inference; one per unit. */
  readonly runningMean?: Float32Array;
  /** Batch normalization's running variance of z, for inference; one per unit. */
  readonly runningVariance?: Float32Array;
}

export type ParameterName = keyof LayerParameters;

/** What is learned besides weights and biases: slopes α, and gains γ and shifts β of a normalization. */
export const LEARNED_BESIDES = ["slope", "gain", "shift"] as const satisfies ParameterName[];
export type LearnedBesides = (typeof LEARNED_BESIDES)[number];

/** The parameters that gradients change; the running statistics follow the data instead. */
export const TRAINED = ["weights", "biases", ...LEARNED_BESIDES] as const satisfies ParameterName[];

/** Every parameter name, in the order in which they are stored. */
export const PARAMETER_NAMES = [
  ...TRAINED,
  "runningMean",
  "runningVariance",
] as const satisfies ParameterName[];

/** The shape of a layer's parameter as a tensor. */
export const shapeOf = (name: ParameterName, values: { length: number }, plan: LayerPlan): number[] =>
  name === "weights" ? [plan.fanIn, plan.fanOut] : [values.length];

/** An array of parameters, with its shape as a tensor. */
export interface ParameterArray {
  readonly values: Float32Array;
  readonly shape: number[];
}

/** The arrays that a layer has, with their shapes. */
export const arraysOf = (
  plan: LayerPlan,
  parameters: LayerParameters,
): Partial<Record<ParameterName, ParameterArray>> =>
  Object.fromEntries(
    PARAMETER_NAMES.flatMap((name) => {
      const values = parameters[name];
      return values?.length ? [[name, { values, shape: shapeOf(name, values, plan) }]] : [];
    }),
  );

/** The same of all layers of a net. */
export const arraysOfLayers = ({
  layers,
  parameters,
}: {
  layers: readonly LayerPlan[];
  parameters: readonly LayerParameters[];
}): ReturnType<typeof arraysOf>[] => layers.map((plan, l) => arraysOf(plan, parameters[l]));

/** Draws a layer's parameters, each part from a stream of its own. */
export function drawParameters(plan: LayerPlan, description: NetDescription): LayerParameters {
  const { fanIn, fanOut, index, activation, normalization } = plan;
  const init = resolveInitializer(description.init);
  const stream = (part: string): Random => random(description.seed, part, index);
  const constant = (value: number, count = fanOut): Float32Array => new Float32Array(count).fill(value);
  const { learnable } = activation;
  return {
    weights: init.sample(stream("weights"), fanIn, fanOut),
    biases: plan.bias ? drawBiases(stream("biases"), plan, description) : new Float32Array(0),
    ...(learnable ? { slope: constant(learnable.initial, learnable.per === "unit" ? fanOut : 1) } : {}),
    ...(normalization === "none" ? {} : { gain: constant(1), shift: constant(0) }),
    ...(normalization === "batch" ? { runningMean: constant(0), runningVariance: constant(1) } : {}),
  };
}

function drawBiases(stream: Random, { fanIn, fanOut }: LayerPlan, description: NetDescription): Float32Array {
  const { biasVariance } = description;
  if (biasVariance !== undefined) {
    const deviation = Math.sqrt(biasVariance);
    return Float32Array.from({ length: fanOut }, () => deviation * stream.normal());
  }
  return resolveInitializer(description.init).sampleBias?.(stream, fanIn, fanOut) ?? new Float32Array(fanOut);
}
