import { norm } from "../numerics/norm";
import type { Probe } from "./probe";
import { singularValues } from "../numerics/singular-values";

/** ‖W‖ of the weights themselves, Frobenius. */
export const matrixNorm: Probe = {
  label: "‖W‖ (Frobenius)",
  logarithmic: true,
  cost: "weights",
  measure: (layer) => norm(layer.weights),
};

/** ‖W‖₂, the largest singular value: the most by which W can stretch a vector; NaN where a weight is not finite. */
export const spectralNorm: Probe = {
  label: "‖W‖₂ (spectral)",
  logarithmic: true,
  cost: "singularValues",
  measure: ({ weights, plan }) => singularValues(weights, plan.fanIn, plan.fanOut)[0],
};

/** Mean of the learned slopes of a PReLU; 0 where there are none. */
export const slopeMean: Probe = {
  label: "mean learned slope",
  logarithmic: false,
  cost: "weights",
  measure: ({ slope }) => (slope ? slope.reduce((sum, value) => sum + value, 0) / slope.length : 0),
};
