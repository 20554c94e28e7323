import { maxAbs, meanAbs, norm, relativeSize, rms } from "../numerics/norm";
import type { Probe } from "./probe";

/** ‖∂C/∂W‖, Frobenius, C the batch's mean loss. */
export const weightNorm: Probe = {
  symbol: "‖∂C/∂W‖",
  label: "‖∂C/∂W‖ (Frobenius)",
  logarithmic: true,
  measure: (layer) => layer.norms.weightGradient.value,
};

/** ‖∂C/∂b‖, Euclidean: Nielsen's "speed of learning". */
export const biasNorm: Probe = {
  symbol: "‖∂C/∂b‖",
  label: "‖∂C/∂b‖",
  logarithmic: true,
  measure: (layer) => layer.norms.biasGradient.value,
};

/** ‖∂C/∂α‖ of a PReLU's learned slopes; 0 where there are none. */
export const slopeNorm: Probe = {
  symbol: "‖∂C/∂α‖",
  label: "‖∂C/∂α‖, learned slopes",
  logarithmic: true,
  measure: (layer) => layer.norms.slopeGradient?.value ?? 0,
};

/** ‖∂C/∂γ‖ of a normalization's gains; 0 where there are none. */
export const gainNorm: Probe = {
  symbol: "‖∂C/∂γ‖",
  label: "‖∂C/∂γ‖, gains of normalization",
  logarithmic: true,
  measure: (layer) => layer.norms.gainGradient?.value ?? 0,
};

/** ‖∂C/∂β‖ of a normalization's shifts; 0 where there are none. */
export const shiftNorm: Probe = {
  symbol: "‖∂C/∂β‖",
  label: "‖∂C/∂β‖, shifts of normalization",
  logarithmic: true,
  measure: (layer) => layer.norms.shiftGradient?.value ?? 0,
};

/** Root mean square of δ = ∂C/∂z over examples and units. */
export const deltaRms: Probe = {
  symbol: "δ",
  label: "rms of δ = ∂C/∂z",
  logarithmic: true,
  measure: (layer) => layer.norms.deltaRms.value,
};

/** ‖∂C/∂W‖ ÷ ‖W‖: the relative change of the weights by gradient descent at rate 1; other rules go other ways. */
export const updateRatio: Probe = {
  symbol: "Update : weight",
  label: "update : weight, ‖∂C/∂W‖ ÷ ‖W‖ at rate 1",
  logarithmic: true,
  measure: (layer) => relativeSize(layer.norms.weightGradient.value, norm(layer.weights)),
};

/** Root mean square of ∂C/∂W over its entries, comparable between layers of different sizes. */
export const gradientRms: Probe = {
  symbol: "∂C/∂W",
  label: "rms of ∂C/∂W",
  logarithmic: true,
  measure: (layer) => rms(layer.weightGradient),
};

/** Mean of |∂C/∂w| over the entries of W, as much published work reports it. */
export const gradientMeanAbs: Probe = {
  symbol: "mean |∂C/∂w|",
  label: "mean |∂C/∂w|",
  logarithmic: true,
  measure: (layer) => meanAbs(layer.weightGradient),
};

/** Largest |∂C/∂w|; NaN where an entry is NaN. */
export const gradientMax: Probe = {
  symbol: "max |∂C/∂w|",
  label: "max |∂C/∂w|",
  logarithmic: true,
  measure: (layer) => maxAbs(layer.weightGradient),
};

/** ‖δ‖ over a layer's units, its root mean square over examples: √units times `deltaRms`. */
export const deltaNorm: Probe = {
  symbol: "‖δ‖",
  label: "‖δ‖, rms over examples",
  logarithmic: true,
  measure: (layer) => layer.norms.deltaRms.value * Math.sqrt(layer.plan.fanOut),
};

/** Largest |δ| over examples and units; NaN where one is NaN. */
export const deltaMax: Probe = {
  symbol: "max |δ|",
  label: "max |δ|",
  logarithmic: true,
  measure: (layer) => maxAbs(layer.delta),
};
