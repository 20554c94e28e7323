import type { LayerPass } from "../engine/executor";
import { derivativesOf } from "../engine/kernels/derivatives";
import { hasNaN, mean, norm, rms, variance } from "../numerics/norm";
import type { Probe } from "./probe";

/** Mean activation over examples and units. */
export const activationMean: Probe = {
  symbol: "Mean activation",
  label: "mean activation",
  logarithmic: false,
  measure: (layer) => mean(layer.activation),
};

/** Standard deviation of the activations over examples and units. */
export const activationStd: Probe = {
  symbol: "Std of activations",
  label: "standard deviation of the activations",
  logarithmic: false,
  measure: (layer) => Math.sqrt(variance(layer.activation)),
};

/** Mean square of the pre-activations, which φ is applied to, over examples and units: the q of mean-field theory. */
export const preactivationMeanSquare: Probe = {
  symbol: "q",
  label: "q = mean of z²",
  logarithmic: true,
  measure: (layer) => rms(layer.preactivation) ** 2,
};

/** The share of (example, unit) pairs on a flat part of φ: |φ′| below 2.5 % of its bound. */
export const saturatedShare: Probe = {
  symbol: "Saturated share",
  label: "saturated share",
  logarithmic: false,
  measure(layer) {
    const { saturation } = layer.plan.activation;
    if (hasNaN(layer.preactivation)) return Number.NaN;
    if (saturation === 0) return 0;
    const slopes = slopesOf(layer);
    let count = 0;
    for (let i = 0; i < slopes.length; i++) if (Math.abs(slopes[i]) < saturation) count++;
    return count / slopes.length;
  },
};

/** The mean cosine of the activations of two examples, over all pairs of them; NaN for one example, or where all of one are 0. */
export const exampleCosine: Probe = {
  symbol: "Cosine",
  label: "cosine of two examples' activations",
  logarithmic: false,
  measure({ activation, size }) {
    if (size < 2) return Number.NaN;
    const entries = activation.length / size;
    const sum = new Float64Array(entries);
    for (let example = 0; example < size; example++) {
      const one = activation.subarray(example * entries, (example + 1) * entries);
      const length = norm(one);
      for (let k = 0; k < entries; k++) sum[k] += one[k] / length;
    }
    // |Σ â|² has each pair twice, and each example with itself once.
    return (norm(sum) ** 2 - size) / (size * (size - 1));
  },
};

/** The share of units whose derivative is 0 for every example of the batch. */
export const deadShare: Probe = {
  symbol: "Dead share",
  label: "dead share",
  logarithmic: false,
  // A comparison with NaN is false, which would count such a unit as dead under ReLU.
  measure: (layer) => (hasNaN(layer.preactivation) ? Number.NaN : deadUnits(layer) / layer.plan.fanOut),
};

/** The share of (example, unit) pairs whose activation is exactly 0. */
export const sparsity: Probe = {
  symbol: "Sparsity",
  label: "sparsity, share of activations = 0",
  logarithmic: false,
  measure({ activation }) {
    let zeros = 0;
    for (let i = 0; i < activation.length; i++) if (activation[i] === 0) zeros++;
    return zeros / activation.length;
  },
};

function deadUnits(layer: LayerPass): number {
  const { fanOut } = layer.plan;
  const slopes = slopesOf(layer);
  let dead = 0;
  for (let unit = 0; unit < fanOut; unit++) {
    let i = unit;
    while (i < slopes.length && slopes[i] === 0) i += fanOut;
    if (i >= slopes.length) dead++;
  }
  return dead;
}

const known = new WeakMap<LayerPass, Float64Array>();

/** φ′ of each pre-activation of a pass: size × fanOut. */
export function slopesOf(layer: LayerPass): Float64Array {
  const slopes = known.get(layer) ?? derivativesOf(layer.plan.activation, layer.preactivation);
  known.set(layer, slopes);
  return slopes;
}
