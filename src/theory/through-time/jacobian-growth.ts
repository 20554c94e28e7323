import { activation } from "../../activations";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { log as ln } from "../../numerics/elementary";
import { innerProducts } from "../../numerics/matrix-product";
import { mean, norm, variance } from "../../numerics/norm";
import { slopeThrough } from "../../numerics/slope";
import { random } from "../../random/random";
import { chi1 } from "../mean-field/mean-field";

/** How a small push grows over time in random recurrent nets, at one gain. */
export interface JacobianGrowth {
  /** g: the recurrent weights have variance g²/n. */
  gain: number;
  /** T at which it was taken, at most 30 of them, evenly spread. */
  steps: number[];
  /** ln‖(∂h_T/∂h_0) v‖ at those steps, v a random direction, the mean over the nets. */
  logNorms: number[];
  /** Its standard deviation from net to net. */
  spread: number[];
  /** The slope over the second half, by least squares: the largest Lyapunov exponent, per step, as the mean over the nets. */
  exponent: number;
  /** What mean field has it at in a wide net: ½ ln χ₁. */
  meanField: number;
}

const NAME = "jacobianGrowth";
/** A line of more points looks no different. */
const LOOKS = 30;

/**
 * ln‖(∂h_T/∂h_0) v‖ of h_t = tanh(U h_{t−1}), without input, for a random unit vector v: a line whose slope is the largest
 * Lyapunov exponent, below 0 where two nearby states meet, above 0 in chaos (Engelken, Wolf & Abbott 2023; Mikhaeil,
 * Monfared & Durstewitz 2022).
 *
 * U has independent normal entries of variance g²/n, of a net the same for each gain but for the factor; h_0 is standard normal.
 * @param options.gains one or more, each from 0.01 to 5
 * @param options.units n, 2 to 1000; default 200
 * @param options.steps the longest T, 2 to 1000; default 100
 * @param options.nets how many are drawn, 1 to 100; default 6
 * @param options.seed a whole number from 0 to 2³² − 1
 */
export function jacobianGrowth(options: {
  gains: readonly number[];
  units?: number;
  steps?: number;
  nets?: number;
  seed: number;
}): JacobianGrowth[] {
  requireKnownKeys(`${NAME} options`, options, ["gains", "units", "steps", "nets", "seed"]);
  const gains = requireNumberList(`${NAME} gains`, options.gains, { least: 1, min: 0.01, max: 5 });
  const units = requireNumber(`${NAME} units`, options.units ?? 200, { min: 2, max: 1000, whole: true });
  const last = requireNumber(`${NAME} steps`, options.steps ?? 100, { min: 2, max: 1000, whole: true });
  const nets = requireNumber(`${NAME} nets`, options.nets ?? 6, { min: 1, max: 100, whole: true });
  const drawn = Array.from({ length: nets }, (_, i) => {
    const draw = random(options.seed, NAME, i);
    const weights = Float64Array.from({ length: units * units }, () => draw.normal() / Math.sqrt(units));
    const [start, push] = [0, 1].map(() => Float64Array.from({ length: units }, () => draw.normal()));
    return { weights, start, push };
  });
  const looks = Math.min(last, LOOKS);
  const steps = Array.from({ length: looks }, (_, i) => Math.round(((i + 1) * last) / looks));
  const half = Math.floor(looks / 2);
  return gains.map((gain) => {
    const all = drawn.map((net) => growth({ ...net, weights: net.weights.map((w) => gain * w) }, steps));
    const at = (i: number): Float64Array => Float64Array.from(all, (logNorms) => logNorms[i]);
    const logNorms = steps.map((_, i) => mean(at(i)));
    const spread = steps.map((_, i) => Math.sqrt(variance(at(i))));
    const exponent = slopeThrough(steps.slice(half), logNorms.slice(half));
    const meanField = ln(chi1("tanh", { weights: gain ** 2 })) / 2;
    return { gain, steps, logNorms, spread, exponent, meanField };
  });
}

/** A net, its state, and a push in it. */
interface Pushed {
  weights: Float64Array;
  start: Float64Array;
  push: Float64Array;
}

/** ln of the push's growth at some steps; it is brought back to length 1 at every one, so that it never leaves float64. */
function growth({ weights, start, push }: Pushed, steps: readonly number[]): number[] {
  const { f, derivative } = activation("tanh");
  const [n, length] = [start.length, norm(push)];
  let [state, direction, log, step] = [start, push.map((x) => x / length), 0, 0];
  return steps.map((until) => {
    for (; step < until; step++) {
      // Both products in one pass over the weights.
      const rows = Float64Array.of(...state, ...direction);
      const both = innerProducts(weights, rows, n, 2, n);
      const z = Float64Array.from({ length: n }, (_, i) => both[2 * i]);
      const pushed = z.map((x, i) => derivative(x) * both[2 * i + 1]);
      const size = norm(pushed);
      log += ln(size);
      [state, direction] = [z.map(f), pushed.map((x) => x / size)];
    }
    return log;
  });
}
