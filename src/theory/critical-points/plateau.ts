import { logistic } from "../../activations/logistic";
import type { Cost } from "../optimization/cost";

/**
 * One sigmoid neuron that should output 0, C = ½σ(w)²: with s = σ(w), C′ = s²(1 − s) and C″ = s²(1 − s)(2 − 3s).
 * Both ends are plateaus: the slope tends to 0 for w → ±∞, and there is no critical point anywhere.
 */
export const sigmoidPlateau = (): Cost => ({
  tex: "C = \\tfrac12 \\sigma(w)^2",
  infimum: 0,
  cost: ([w]) => logistic(w) ** 2 / 2,
  gradient: ([w]) => [slope(w)],
  curvature: ([w]) => ({ values: [slope(w) * (2 - 3 * logistic(w))], vectors: [[1]] }),
});

/** s²(1 − s), where 1 − s = σ(−w) keeps its precision when s rounds to 1. */
const slope = (w: number): number => logistic(w) ** 2 * logistic(-w);
