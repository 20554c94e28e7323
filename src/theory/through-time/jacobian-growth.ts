import { activation } from "../../activations";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { innerProducts, transposed } from "../../numerics/matrix-product";
import { norm } from "../../numerics/norm";
import { spectralNorm } from "../../numerics/spectral-norm";
import { random } from "../../random/random";
import { chi1 } from "../mean-field/mean-field";

/** How the Jacobian of one random recurrent net grows over time. */
export interface JacobianGrowth {
  /** g: the recurrent weights have variance g²/n. */
  gain: number;
  /** T at which the norm was taken, at most 50 of them, evenly spread. */
  steps: number[];
  /** ln‖∂h_T/∂h_0‖₂ at those steps. */
  logNorms: number[];
  /** The line's slope over its second half, by least squares: the largest Lyapunov exponent, per step. */
  exponent: number;
  /** What mean field has it at in a wide net: ½ ln χ₁. */
  meanField: number;
}

const NAME = "jacobianGrowth";
/** A line of more points looks no different. */
const LOOKS = 50;

/**
 * ln‖∂h_T/∂h_0‖₂ of h_t = tanh(U h_{t−1}), without input, by the exact product of Jacobians: a line whose slope is the largest
 * Lyapunov exponent, below 0 where two nearby states meet, above 0 in chaos (Engelken, Wolf & Abbott 2023; Mikhaeil,
 * Monfared & Durstewitz 2022).
 *
 * U has independent normal entries of variance g²/n, the same for each gain but for the factor; h_0 is standard normal.
 * @param options.gains one or more, each from 0.01 to 5
 * @param options.units n, 8 to 256; default 64
 * @param options.steps the longest T, 2 to 1000; default 100
 * @param options.seed a whole number from 0 to 2³² − 1
 */
export function jacobianGrowth(options: {
  gains: readonly number[];
  units?: number;
  steps?: number;
  seed: number;
}): JacobianGrowth[] {
  requireKnownKeys(`${NAME} options`, options, ["gains", "units", "steps", "seed"]);
  const gains = requireNumberList(`${NAME} gains`, options.gains, { least: 1, min: 0.01, max: 5 });
  const units = requireNumber(`${NAME} units`, options.units ?? 64, { min: 8, max: 256, whole: true });
  const last = requireNumber(`${NAME} steps`, options.steps ?? 100, { min: 2, max: 1000, whole: true });
  const draw = random(options.seed, NAME);
  const unscaled = Float64Array.from({ length: units * units }, () => draw.normal() / Math.sqrt(units));
  const start = Float64Array.from({ length: units }, () => draw.normal());
  const looks = Math.min(last, LOOKS);
  const steps = Array.from({ length: looks }, (_, i) => Math.round(((i + 1) * last) / looks));
  return gains.map((gain) => {
    const weights = unscaled.map((w) => gain * w);
    const logNorms = growth(weights, start, steps);
    const half = Math.floor(looks / 2);
    const exponent = slopeOf(steps.slice(half), logNorms.slice(half));
    const meanField = Math.log(chi1("tanh", { weights: gain ** 2 })) / 2;
    return { gain, steps, logNorms, exponent, meanField };
  });
}

/** ln of the spectral norm at some steps; the product is divided by its size at every step, so that none leaves float64. */
function growth(weights: Float64Array, start: Float64Array, steps: readonly number[]): number[] {
  const { f, derivative } = activation("tanh");
  const n = start.length;
  let state: Float64Array = start;
  // The transpose of the product so far, as `innerProducts` wants it.
  let product: Float64Array = Float64Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0));
  let [log, step] = [0, 0];
  return steps.map((until) => {
    for (; step < until; step++) {
      const z = innerProducts(weights, state, n, 1, n);
      const slopes = z.map(derivative);
      const next = innerProducts(weights, product, n, n, n).map((x, i) => x * slopes[Math.floor(i / n)]);
      state = z.map(f);
      const size = norm(next);
      log += Math.log(size);
      product = transposed(next.map((x) => x / size), n, n); // prettier-ignore
    }
    return log + Math.log(spectralNorm(product, n, n));
  });
}

/** The slope of the straight line nearest to some points. */
function slopeOf(x: readonly number[], y: readonly number[]): number {
  const [centre, level] = [x, y].map((all) => all.reduce((sum, each) => sum + each, 0) / all.length);
  const over = x.reduce((sum, each, i) => sum + (each - centre) * (y[i] - level), 0);
  return over / x.reduce((sum, each) => sum + (each - centre) ** 2, 0);
}
