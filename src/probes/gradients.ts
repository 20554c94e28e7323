import { norm, rms } from "./norm";
import type { Probe } from "./probe";

/** ‖∂C/∂W‖, Frobenius, C the batch's mean loss. */
export const weightNorm: Probe = {
  label: "‖∂C/∂W‖ (Frobenius)",
  logarithmic: true,
  cost: "weights",
  measure: (layer) => norm(layer.weightGradient),
};

/** ‖∂C/∂b‖, Euclidean: Nielsen's "speed of learning". */
export const biasNorm: Probe = {
  label: "‖∂C/∂b‖",
  logarithmic: true,
  cost: "weights",
  measure: (layer) => norm(layer.biasGradient),
};

/** Root mean square of δ = ∂C/∂z over examples and units. */
export const deltaRms: Probe = {
  label: "rms of δ = ∂C/∂z",
  logarithmic: true,
  cost: "batch",
  measure: (layer) => rms(layer.delta),
};

/** ‖∂C/∂W‖ ÷ ‖W‖, the relative change of the weights by a step of rate 1; multiply by the learning rate. */
export const updateRatio: Probe = {
  label: "update : weight, ‖∂C/∂W‖ ÷ ‖W‖ at rate 1",
  logarithmic: true,
  cost: "weights",
  measure(layer) {
    const size = norm(layer.weights);
    return size === 0 ? 0 : norm(layer.weightGradient) / size;
  },
};
