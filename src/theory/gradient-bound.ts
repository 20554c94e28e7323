import { requireNumbers } from "./parameter-vector";
import { requireExamples } from "./guards";
import { InvalidArgument, requireNumber, requireNumberList } from "../errors";
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { backpropagation } from "./backpropagation";
import { type Examples, forward, type NetNumbers } from "./forward";

/** What one layer's δ is, and what it cannot exceed. */
export interface BoundedLayer {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** rms of δ over examples and units, in float64. */
  deltaRms: number;
  /** The bound of it: ∏ max|φ′|·‖W‖₂ over the layers above, times the output layer's. */
  bound: number;
}

/**
 * rms δ of every layer and its worst-case bound ‖δˡ‖ ≤ ∏_{k ≥ l} max|φ′_k|·‖Wᵏ⁺¹‖₂ · ‖δ^L‖, both in float64.
 *
 * The bound holds for every net and every data set; it is reached only if every neuron sits where φ is steepest and every
 * δ points along the direction that its matrix stretches most (Pascanu et al. 2013, for depth in time).
 * @returns from the first hidden layer to the output
 */
export function gradientBound(net: NetNumbers, data: Examples): BoundedLayer[] {
  requireNumbers("gradientBound net", net);
  requireExamples("gradientBound data", data);
  const { layers } = forward(net, data);
  const exact = backpropagation(net, data).layers.map(({ delta }) => rms(delta));
  const bounded: BoundedLayer[] = [];
  // Norms over the batch, because ‖·‖₂ bounds norms; an rms is one divided by √(size × units).
  let norm = exact.at(-1)! * Math.sqrt(layers.at(-1)!.fanOut);
  for (let i = layers.length - 1; i >= 0; i--) {
    const { fanOut, fanIn, slopeBound } = layers[i];
    if (i < layers.length - 1) norm *= slopeBound;
    bounded.unshift({ layer: i + 1, deltaRms: exact[i], bound: norm / Math.sqrt(fanOut) });
    if (i > 0) norm *= spectralNorm(net.parameters[i].weights, fanIn, fanOut);
  }
  return bounded;
}

/** ‖W‖₂, the largest singular value of a rows × columns matrix. */
export function spectralNorm(weights: ArrayLike<number>, rows: number, columns: number): number {
  const range = { min: 1, whole: true };
  requireNumber("spectralNorm rows", rows, range);
  requireNumber("spectralNorm columns", columns, range);
  requireNumberList("spectralNorm weights", weights);
  if (weights.length !== rows * columns) {
    throw new InvalidArgument(
      "spectralNorm weights",
      `must be rows × columns (${rows * columns}) numbers`,
      weights.length,
    );
  }
  const matrix = Matrix.from1DArray(rows, columns, Array.from(weights));
  return new SingularValueDecomposition(matrix, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  }).norm2;
}

/** Root mean square, scaled by the largest entry so that no square underflows. */
function rms(values: Float64Array): number {
  const top = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (top === 0 || !Number.isFinite(top)) return top;
  return top * Math.sqrt(values.reduce((sum, value) => sum + (value / top) ** 2, 0) / values.length);
}
