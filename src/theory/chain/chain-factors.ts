import { type ActivationInput, activation } from "../../activations";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";

/** More rows than this no chart shows. */
const MOST_ROWS = 50;

/** How much a chain of equal neurons multiplies a gradient by, for every weight and depth; powers of ten. */
export interface ChainFactors {
  /** φ. */
  activation: string;
  /** The bound of |φ′|. */
  slopeBound: number;
  /** The weights, one per column. */
  weights: number[];
  /** The depths, one per row: every one from 1, or 50 of them where there are more. */
  depths: number[];
  /** log₁₀ (|w|·max|φ′|)^L, depth × weight: every neuron at its steepest point; −Infinity for an exact 0. */
  best: number[][];
  /** log₁₀ ∏|wφ′(zˡ)|, depth × weight, with the zˡ that the chain really takes; −Infinity for an exact 0. */
  run: number[][];
}

/**
 * The factor |∂a^L/∂a⁰| = ∏|wφ′(zˡ)| of a chain with one weight and one bias for all its neurons.
 * @param options.activation φ; default "sigmoid"
 * @param options.weights the weights to try
 * @param options.depth the largest depth, from 1
 * @param options.bias default 0
 * @param options.input a⁰; default 1
 */
export function chainFactors(options: {
  activation?: ActivationInput;
  weights: ArrayLike<number>;
  depth: number;
  bias?: number;
  input?: number;
}): ChainFactors {
  requireKnownKeys("chainFactors options", options, ["activation", "weights", "depth", "bias", "input"]);
  const weights = [...requireNumberList("chainFactors weights", options.weights, { least: 1 })];
  requireNumber("chainFactors bias", options.bias ?? 0);
  requireNumber("chainFactors input", options.input ?? 1);
  const phi = activation(options.activation ?? "sigmoid");
  const depth = requireNumber("chainFactors depth", options.depth, { min: 1, whole: true });
  const columns = weights.map((w) => column(phi, w, depth, options.bias ?? 0, options.input ?? 1));
  const rows = Math.min(depth, MOST_ROWS);
  const depths = Array.from({ length: rows }, (_, i) => Math.round(((i + 1) * depth) / rows));
  return {
    activation: phi.name,
    slopeBound: phi.bound.value,
    weights,
    depths,
    best: depths.map((L) => weights.map((w) => L * Math.log10(Math.abs(w) * phi.bound.value))),
    run: depths.map((L) => columns.map((values) => values[L - 1])),
  };
}

/** The running sum of log₁₀|wφ′(zˡ)| down one chain. */
function column(
  phi: ReturnType<typeof activation>,
  weight: number,
  depth: number,
  bias: number,
  input: number,
): number[] {
  let a = input;
  let sum = 0;
  return Array.from({ length: depth }, () => {
    const z = weight * a + bias;
    a = phi.f(z);
    return (sum += Math.log10(Math.abs(weight * phi.derivative(z))));
  });
}
