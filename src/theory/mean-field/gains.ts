import { requireKnownKeys, requireNumber } from "../../errors";
import { expectation } from "../../numerics/gaussian";
import {
  type Curve,
  type CurveInput,
  curveOf,
  meanSquaredValue,
  meanSquaredSlope,
} from "../optimization/curve";

/** gain² = n·Var(W), with n the fan-in going forward and the fan-out going backward. */
export interface Gains {
  /** Keeps the mean square of the pre-activations: q/E φ(z)². */
  forward: number;
  /** Keeps the mean square of δ: 1/E φ′(z)². */
  backward: number;
  /**
   * Keeps the variance of the activations, for weights that let no mean through (rows that sum to 0): q/Var φ(z), the γ² of
   * nets without normalization (Brock et al. 2021); Infinity for a constant.
   */
  centred: number;
}

/** Variances of one weight. */
export interface WeightVariances extends Pick<Gains, "forward" | "backward"> {
  /** The harmonic mean of the two; 2/(fanIn + fanOut) for a linear net (Glorot & Bengio 2010, eq. 12). */
  compromise: number;
}

/**
 * The squared gains that an activation needs, z ~ N(0, q): 2 for ReLU and 2/(1 + α²) for a leaky one at every q (He et
 * al. 2015, eqs. 10, 14 and 15); 1 for tanh at q → 0 (Glorot & Bengio 2010); forward 1 for SELU at q = 1 (Klambauer et al.
 * 2017).
 * @param options.preactivationMeanSquare q, the size of z at which it is to be kept, 0 up (0: the limit); default 1
 */
export function gains(activation: CurveInput, options: { preactivationMeanSquare?: number } = {}): Gains {
  requireKnownKeys("gains options", options, ["preactivationMeanSquare"]);
  const { preactivationMeanSquare = 1 } = options;
  requireNumber("gains preactivationMeanSquare", preactivationMeanSquare, { min: 0 });
  const curve = curveOf(activation);
  const q = Math.max(preactivationMeanSquare, VANISHING);
  // Where φ(0) ≠ 0 the signal does not shrink with q, and the gain that keeps it does.
  const silent = preactivationMeanSquare === 0 && curve.f(0) !== 0;
  return {
    forward: silent ? 0 : q / meanSquaredValue(curve, q),
    backward: 1 / meanSquaredSlope(curve, q),
    centred: centredGain(curve, Math.max(q, SMALL)),
  };
}

/** q/Var φ(z), the mean taken out before squaring, so that what is left keeps its digits. */
function centredGain(curve: Curve, q: number): number {
  const { f, kinks, random } = curve;
  const mean = expectation(f, { variance: q, kinks });
  const variance = expectation((x) => (f(x) - mean) ** 2, { variance: q, kinks });
  const ofSlopes = random
    ? meanSquaredValue(curve, q) - meanSquaredValue({ ...curve, random: undefined }, q)
    : 0;
  return q / (variance + ofSlopes);
}

/** Small enough for the limit q → 0, large enough that squares of φ(√q z) do not underflow. */
const VANISHING = 1e-60;
/** Small enough for the limit, large enough that φ(√q z) − E φ keeps ten digits beside φ(0). */
const SMALL = 1e-12;

/**
 * The variances of a weight that keep q going forward (gain²/fanIn) and δ going backward (gain²/fanOut).
 * @param options.fanIn inputs of the layer, a whole number from 1
 * @param options.fanOut units of the layer, a whole number from 1
 * @param options.preactivationMeanSquare as in `gains`
 */
export function keepingVariances(
  activation: CurveInput,
  options: { fanIn: number; fanOut: number; preactivationMeanSquare?: number },
): WeightVariances {
  requireKnownKeys("keepingVariances options", options, ["fanIn", "fanOut", "preactivationMeanSquare"]);
  const fanIn = requireNumber("keepingVariances fanIn", options.fanIn, { min: 1, whole: true });
  const fanOut = requireNumber("keepingVariances fanOut", options.fanOut, { min: 1, whole: true });
  const { preactivationMeanSquare } = options;
  const gain = gains(activation, { preactivationMeanSquare });
  const [forward, backward] = [gain.forward / fanIn, gain.backward / fanOut];
  return { forward, backward, compromise: 2 / (1 / forward + 1 / backward) };
}
