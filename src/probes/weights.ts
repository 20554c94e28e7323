import { norm } from "../numerics/norm";
import type { Probe } from "./probe";
import { singularValues } from "../numerics/singular-values";

/** ‖W‖ of the weights themselves, Frobenius. */
export const matrixNorm: Probe = {
  symbol: "‖W‖",
  label: "‖W‖ (Frobenius)",
  logarithmic: true,
  measure: (layer) => norm(layer.weights),
};

/** ‖W‖₂, the largest singular value: the most by which W can stretch a vector; NaN where a weight is not finite. Costs fanIn × fanOut × min(fanIn, fanOut). */
export const spectralNorm: Probe = {
  symbol: "‖W‖₂",
  label: "‖W‖₂ (spectral)",
  logarithmic: true,
  measure: ({ weights, plan }) => singularValues(weights, plan.fanIn, plan.fanOut)[0],
};

/** Mean of the learned slopes of a PReLU; 0 where there are none. */
export const slopeMean: Probe = {
  symbol: "Learned slope",
  label: "mean learned slope",
  logarithmic: false,
  measure: ({ slope }) => (slope ? slope.reduce((sum, value) => sum + value, 0) / slope.length : 0),
};
