import { requireNumber, requireNumberList } from "../../errors";
import { exp } from "../../numerics/elementary";
import {
  type Curve,
  type CurveInput,
  curveOf,
  meanSquaredValue,
  meanSquaredSlope,
} from "../optimization/curve";
import { fixedPoint } from "./mean-field";
import { rootBetween } from "../../numerics/root";

/** A point on the line between order and chaos. */
export interface CriticalPoint {
  /** σ_b². */
  biases: number;
  /** σ_w². */
  weights: number;
  /** q*, at which the net settles there; 0 and Infinity stand for the limits. */
  preactivationMeanSquare: number;
}

/**
 * The σ_w² at which χ₁ = 1 for a given σ_b² (Poole et al. 2016; Schoenholz et al. 2017), found without iterating the
 * variance map: q itself is the parameter of the line, σ_w² = 1/E φ′(z)² and σ_b² = q − σ_w² E φ(z)², z ~ N(0, q).
 * @param biases σ_b², 0 up
 * @returns undefined where no critical point is one that the variance map settles at from q = 1
 */
export function criticalPoint(activation: CurveInput, biases = 0): CriticalPoint | undefined {
  return criticalAt(remembering(curveOf(activation)), biases);
}

/** A curve, and for its q that have been asked for the σ_b² that makes each critical. */
interface Remembering {
  curve: Curve;
  biasVarianceAt(logQ: number): number;
}

function remembering(curve: Curve): Remembering {
  const known = new Map<number, number>();
  return {
    curve,
    biasVarianceAt(logQ) {
      if (!known.has(logQ)) known.set(logQ, biasVarianceAt(curve, exp(logQ)));
      return known.get(logQ)!;
    },
  };
}

function criticalAt(line: Remembering, biases: number): CriticalPoint | undefined {
  const { curve } = line;
  requireNumber("criticalPoint biases", biases, { min: 0 });
  for (const q of candidates(line, biases)) {
    const weights = 1 / meanSquaredSlope(curve, Math.min(q, 1e100));
    const settled = fixedPoint(curve, { weights, biases });
    const reached = q === Infinity || q === 0 ? settled === q : Math.abs(settled / q - 1) < 1e-6;
    if (reached) return { biases, weights, preactivationMeanSquare: q };
    // A net without bias whose every q is a fixed point, as of ReLU, is critical wherever it starts.
    if (q === 0 && settled === 1) return { biases, weights, preactivationMeanSquare: 1 };
  }
  return undefined;
}

/** The critical line: the critical point of each σ_b² that has one. */
export function criticalLine(activation: CurveInput, biases: ArrayLike<number>): CriticalPoint[] {
  const line = remembering(curveOf(activation));
  const points = requireNumberList("criticalLine biases", biases).map((b) => criticalAt(line, b));
  return points.filter((point) => point !== undefined);
}

/** Natural logarithms of q between which roots are looked for, in steps of ¼: 10⁻¹⁰ to 10¹⁰. */
const SPAN = 23;

/** Every q at which χ₁ = 1 belongs to this σ_b²: the limit 0, the roots in between, the limit ∞. */
function candidates({ curve, biasVarianceAt: at }: Remembering, biases: number): number[] {
  const found = biases === 0 && curve.f(0) === 0 ? [0] : [];
  const excess = (logQ: number): number => (at(logQ) - biases) / exp(logQ);
  let before = excess(-SPAN);
  for (let logQ = -SPAN; logQ < SPAN; logQ += 0.25) {
    const after = excess(logQ + 0.25);
    // Where both are rounding errors of 0, as for ReLU, there is no crossing.
    const crosses = Math.sign(before) !== Math.sign(after) && Math.abs(before - after) > 1e-11;
    if (crosses) found.push(exp(rootBetween(excess, logQ, logQ + 0.25)));
    before = after;
  }
  return [...found, Infinity];
}

/** The σ_b² for which q is the fixed point of the net with χ₁ = 1 there. */
function biasVarianceAt(curve: Curve, q: number): number {
  return q - meanSquaredValue(curve, q) / meanSquaredSlope(curve, q);
}
