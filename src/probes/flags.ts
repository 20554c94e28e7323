import type { LayerPass } from "../engine/executor";
import type { Floats } from "../numerics/norm";
import type { Probe } from "./probe";

/** The share of entries of W, ∂C/∂W, ∂C/∂b, δ, pre-activations and activations that are NaN or infinite; above 0 it says why others are NaN. */
export const nonFiniteShare: Probe = {
  symbol: "Share not finite",
  label: "share of NaN and infinite numbers",
  logarithmic: false,
  measure(layer) {
    let [broken, count] = [0, 0];
    for (const values of arraysOf(layer)) {
      // What is not finite is no 0 less itself.
      for (let i = 0; i < values.length; i++) if (values[i] - values[i] !== 0) broken++;
      count += values.length;
    }
    return broken / count;
  },
};

/** 1 where every entry of ∂C/∂W is exactly 0, as behind dead units or below float32's range; else 0. */
export const zeroGradient: Probe = {
  symbol: "∂C/∂W is 0",
  label: "∂C/∂W is exactly 0 (1: yes)",
  logarithmic: false,
  measure: ({ weightGradient }) => (weightGradient.every((g) => g === 0) ? 1 : 0),
};

const arraysOf = (layer: LayerPass): Floats[] => [
  layer.weights,
  layer.weightGradient,
  layer.biasGradient,
  ...[layer.slopeGradient, layer.gainGradient, layer.shiftGradient].filter((values) => values !== undefined),
  layer.delta,
  layer.preactivation,
  layer.activation,
];
