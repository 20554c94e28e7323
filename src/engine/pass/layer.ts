import type { GradientContext } from "../../activations/activation";
import { effectOf } from "../../architecture/dropout";
import type { LayerPlan } from "../../architecture/layers";
import type { ParameterName, TRAINED } from "../../architecture/parameters";
import { NORMALIZATION_EPSILON } from "../normalization";
import type { Ops } from "../ops";

/** A layer's parameters; the names that it does not have are absent. */
export type LayerNodes<T> = Partial<Record<ParameterName, T>>;

/** The gradients of a layer's parameters. */
export type GradientNodes<T> = Partial<Record<(typeof TRAINED)[number], T>>;

/** What a layer's forward pass leaves for the backward pass. */
export interface ForwardNodes<T> {
  /** What came in, size × fanIn. */
  input: T;
  /** What φ was applied to, and what it gave. */
  preactivation: T;
  activation: T;
  /** What the layer passes on, after dropout and skip connection. */
  output: T;
  /** z before its gain and shift, and 1/√(variance + ε); absent without normalization. */
  normalized?: { value: T; inverse: T };
  /** The batch's mean and variance of z for each unit; absent without batch normalization. */
  statistics?: { mean: T; variance: T };
  /** What dropout multiplied with; absent without. */
  mask?: T;
  context: GradientContext<T>;
}

/** What a pass needs to know of a layer. */
export type LayerForm = Pick<LayerPlan, "activation" | "inLoss" | "normalization" | "skip" | "dropout">;

/** Uniform random numbers in the shape of others; the layer that asks twice for the same ones and range gets the same. */
export type Noise<T> = (like: T, low: number, high: number) => T;

/** Writes a layer's forward pass; `outputs[l]` is what layer l passes on, `outputs[0]` the input. */
export function forward<T>(
  g: Ops<T>,
  plan: LayerForm,
  parameters: LayerNodes<T>,
  outputs: readonly T[],
  { training, noise }: { training: boolean; noise?: Noise<T> },
): ForwardNodes<T> {
  const input = outputs.at(-1)!;
  const z = g.matMul(input, parameters.weights!, { plus: parameters.biases });
  const { value, ...normalization } = normalize(g, plan, parameters, z, training);
  const context = { ops: g, learned: parameters.slope, uniform: noise };
  const activation = plan.activation.forward(value, context);
  let output = plan.inLoss ? value : activation;
  let mask: T | undefined;
  if (noise && plan.dropout.rate > 0) {
    const { gain, kept, dropped } = effectOf(plan.dropout);
    const isKept = g.atLeast(noise(activation, 0, 1), plan.dropout.rate);
    mask = g.mul(isKept, gain);
    output = g.mul(output, mask);
    if (plan.dropout.kind === "alpha") output = g.add(output, g.add(g.mul(isKept, kept - dropped), dropped));
  }
  if (plan.skip) output = g.add(outputs[plan.skip.from], g.mul(output, plan.skip.scale));
  return {
    input,
    preactivation: value,
    activation,
    output,
    ...normalization,
    ...(mask && { mask }),
    context: { ...context, z: value, a: activation },
  };
}

/**
 * Writes a layer's backward pass.
 * @param upstream ∂C/∂output
 * @returns δ = ∂C/∂(Wa + b) and the gradients of the layer's parameters, summed over the batch
 */
export function backward<T>(
  g: Ops<T>,
  plan: LayerForm,
  parameters: LayerNodes<T>,
  nodes: ForwardNodes<T>,
  upstream: T,
): { delta: T; gradients: GradientNodes<T> } {
  const { activation, skip } = plan;
  let flow = upstream;
  if (skip && skip.scale !== 1) flow = g.mul(flow, skip.scale);
  if (nodes.mask) flow = g.mul(flow, nodes.mask);
  const gradients: GradientNodes<T> = {};
  if (activation.learnable) {
    const perElement = activation.learnedGradient!(flow, nodes.context);
    gradients.slope =
      activation.learnable.per === "unit" ? g.sum(perElement, 0) : g.reshape(g.sum(perElement, [0, 1]), [1]);
  }
  // What flows into a layer whose activation the loss applies belongs to its z.
  let delta = plan.inLoss ? flow : activation.gradient(flow, nodes.context);
  if (nodes.normalized) {
    const { value, inverse } = nodes.normalized;
    gradients.gain = g.sum(g.mul(delta, value), 0);
    gradients.shift = g.sum(delta, 0);
    const through = g.mul(delta, parameters.gain!);
    // Running statistics do not depend on z.
    const isFixed = plan.normalization === "batch" && !nodes.statistics;
    delta = isFixed ? g.mul(through, inverse) : throughNormalization(g, plan, through, value, inverse);
  }
  gradients.weights = g.matMul(nodes.input, delta, { a: true });
  if (parameters.biases) gradients.biases = g.biasAddGradient(delta);
  return { delta, gradients };
}

/** (z − mean)/√(variance + ε)·γ + β: over the batch for each unit, or over the units for each example. */
function normalize<T>(
  g: Ops<T>,
  { normalization }: LayerForm,
  { gain, shift, runningMean, runningVariance }: LayerNodes<T>,
  z: T,
  training: boolean,
): { value: T } & Pick<ForwardNodes<T>, "normalized" | "statistics"> {
  if (normalization === "none") return { value: z };
  const perUnit = normalization === "batch";
  const running = perUnit && !training;
  const axis = perUnit ? 0 : 1;
  const mean = running ? runningMean! : g.mean(z, axis, true);
  const variance = running ? runningVariance! : g.mean(g.square(g.sub(z, mean)), axis, true);
  const inverse = g.rsqrt(g.add(variance, NORMALIZATION_EPSILON));
  const value = g.mul(g.sub(z, mean), inverse);
  return {
    value: g.add(g.mul(value, gain!), shift!),
    normalized: { value, inverse },
    ...(perUnit && training ? { statistics: { mean: g.sum(mean, 0), variance: g.sum(variance, 0) } } : {}),
  };
}

/** ∂C/∂z from ∂C/∂ẑ, ẑ = (z − mean)·inverse: its mean and its part along ẑ drop out. */
function throughNormalization<T>(
  g: Ops<T>,
  { normalization }: LayerForm,
  upstream: T,
  value: T,
  inverse: T,
): T {
  const axis = normalization === "batch" ? 0 : 1;
  const mean = g.mean(upstream, axis, true);
  const along = g.mul(value, g.mean(g.mul(upstream, value), axis, true));
  return g.mul(g.sub(g.sub(upstream, mean), along), inverse);
}
