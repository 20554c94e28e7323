import { logistic } from "../../activations/logistic";
import { requireNumber } from "../../errors";
import { cosh, log, tanh } from "../../numerics/elementary";

/** The inputs a for which a sigmoid neuron does not shrink the gradient: |wσ′(wa + b)| ≥ 1. */
export interface NielsenInterval {
  /** w. */
  weight: number;
  /** b. */
  bias: number;
  /** The smallest such a; NaN where there is none (|w| < 4). */
  from: number;
  /** The largest such a; NaN where there is none. */
  to: number;
  /** to − from; 0 where there is none. */
  width: number;
}

/**
 * The interval of inputs for which |wσ′(wa + b)| ≥ 1 (Nielsen 2015, chapter 5, problem).
 *
 * Its width is (2/|w|)·ln(|w|(1 + √(1 − 4/|w|))/2 − 1) for |w| ≥ 4; below there is none, since σ′ ≤ ¼.
 * @param weight w
 * @param bias b; it moves the interval, whose centre is −b/w, and leaves its width alone; default −w/2 (centre ½)
 */
export function nielsenInterval(weight: number, bias: number = -weight / 2): NielsenInterval {
  const size = Math.abs(requireNumber("nielsenInterval weight", weight));
  requireNumber("nielsenInterval bias", bias);
  if (size < 4) return { weight, bias, from: NaN, to: NaN, width: 0 };
  const edge = log((size * (1 + Math.sqrt(1 - 4 / size))) / 2 - 1);
  const centre = -bias / weight;
  return { weight, bias, from: centre - edge / size, to: centre + edge / size, width: (2 * edge) / size };
}

/** The interval together with the curve that it is cut from. */
export interface NielsenCurve extends NielsenInterval {
  /** Inputs a from 0 to 1, the interval's ends among them. */
  inputs: number[];
  /** |wσ′(wa + b)| at each of them. */
  factors: number[];
}

/**
 * |wσ′(wa + b)| over the inputs that a sigmoid neuron can send, and the interval where it is at least 1.
 * @param weight w
 * @param bias b; default −w/2, which puts the interval in the middle
 */
export function nielsenCurve(weight: number, bias: number = -weight / 2): NielsenCurve {
  const interval = nielsenInterval(weight, bias);
  const ends = [interval.from, interval.to].filter((a) => a > 0 && a < 1);
  const grid = Array.from({ length: 101 }, (_, i) => i / 100);
  const inputs = [...grid, ...ends].toSorted((a, b) => a - b);
  const factors = inputs.map((a) => {
    const z = weight * a + bias;
    return Math.abs(weight) * logistic(z) * logistic(-z);
  });
  return { ...interval, inputs, factors };
}

/**
 * The weight, above 0, for which the interval is widest: |w| ≈ 6.894, width ≈ 0.4477.
 *
 * At the interval's edge z = wa + b = ±Z and w = 1/σ′(Z) = 2 + 2cosh Z, so that its width is Z/(1 + cosh Z);
 * that is largest where Z·tanh(Z/2) = 1.
 */
export function widestNielsenInterval(): NielsenInterval {
  let edge = 1.5;
  // Newton's method converges from here to the last digit in four steps; a few more cost nothing.
  for (let i = 0; i < 8; i++) {
    const t = tanh(edge / 2);
    edge -= (edge * t - 1) / (t + (edge * (1 - t * t)) / 2);
  }
  return nielsenInterval(2 + 2 * cosh(edge));
}
