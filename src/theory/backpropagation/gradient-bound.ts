import { effectOf } from "../../architecture/dropout";
import { requireNumbers } from "./parameter-vector";
import { requireExamples } from "../guards";
import { timesTransposed } from "./backpropagation";
import { type Examples, type Forward, forward, type NetNumbers } from "./forward";
import { listenerOf, type ProgressOptions } from "../on-progress";
import { rms } from "../../numerics/norm";
import { spectralNorm } from "../../numerics/spectral-norm";

/** What one layer's δ is, and what it cannot exceed. */
export interface BoundedLayer {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** rms of δ over examples and units, in float64, as at test: a random slope has its test value, nothing is dropped out. */
  deltaRms: number;
  /** ∏ max|φ′|·‖W‖₂ over the layers above, times the output layer's rms δ: for whatever slopes and masks training draws. */
  bound: number;
  /** Both as base-10 logarithms, which go on where float64 ends (5·10⁻³²⁴); −Infinity for a true 0. */
  log10: {
    /** log₁₀ of rms δ. */
    deltaRms: number;
    /** log₁₀ of the bound. */
    bound: number;
  };
}

/**
 * rms δ of every layer and its upper bound ‖δˡ‖ ≤ ∏_{k ≥ l} max|φ′_k|·‖Wᵏ⁺¹‖₂ · ‖δ^L‖, both in float64.
 *
 * The bound holds for every net and every data set, given δ^L; it is reached only if every neuron sits where φ is steepest and every
 * δ points along the direction that its matrix stretches most (Pascanu et al. 2013, for depth in time).
 * @param options.onProgress told the share of the work that is done
 * @returns from the first hidden layer to the output
 */
export function gradientBound(
  net: NetNumbers,
  data: Examples,
  options: ProgressOptions = {},
): BoundedLayer[] {
  requireNumbers("gradientBound net", net);
  requireExamples("gradientBound data", data);
  const onProgress = listenerOf("gradientBound", options);
  const pass = forward(net, data, (share) => onProgress(share / 3));
  const { layers } = pass;
  const exact = deltaSizes(net, pass, (share) => onProgress((1 + share) / 3));
  const { gain } = effectOf(net.description.dropout);
  const bounded: BoundedLayer[] = [];
  // Norms over the batch, because ‖·‖₂ bounds norms; an rms is one divided by √(size × units).
  let norm = exact.at(-1)! + Math.log10(layers.at(-1)!.fanOut) / 2;
  for (let i = layers.length - 1; i >= 0; i--) {
    onProgress(1 - (i + 1) / layers.length / 3);
    const { fanOut, fanIn, slopeBound } = layers[i];
    // In training, what dropout keeps is scaled.
    if (i < layers.length - 1) norm += Math.log10(slopeBound * gain);
    const log10 = { deltaRms: exact[i], bound: norm - Math.log10(fanOut) / 2 };
    bounded.unshift({ layer: i + 1, deltaRms: 10 ** log10.deltaRms, bound: 10 ** log10.bound, log10 });
    if (i > 0) norm += Math.log10(spectralNorm(net.parameters[i].weights, fanIn, fanOut));
  }
  return bounded;
}

/** δ is brought back to the size of 1 where it leaves this range. */
const [LOW, HIGH] = [1e-100, 1e100];

/**
 * log₁₀ of every layer's rms δ: backpropagation without the gradients of the weights, which are half of its work, with δ
 * kept inside float64.
 */
function deltaSizes(
  { parameters }: NetNumbers,
  { layers, outputDelta, size }: Forward,
  onLayer: (share: number) => void,
): number[] {
  const { slopes: last } = layers.at(-1)!;
  let [delta, power] = [outputDelta.map((d, k) => d * last[k]), 0];
  const sizes = [Math.log10(rms(delta))];
  for (let i = layers.length - 1; i > 0; i--) {
    onLayer(1 - i / layers.length);
    const { slopes } = layers[i - 1];
    delta = timesTransposed(delta, parameters[i].weights, layers[i], size).map((d, k) => d * slopes[k]);
    const now = rms(delta);
    sizes.unshift(Math.log10(now) + power);
    if (now > 0 && now < Infinity && (now < LOW || now > HIGH)) {
      delta = delta.map((d) => d / now);
      power += Math.log10(now);
    }
  }
  return sizes;
}
