import { backpropagation as backpropagate } from "../theory/backpropagation/backpropagation";
import { gradientBound as boundGradient } from "../theory/backpropagation/gradient-bound";
import type { ProgressOptions } from "../theory/on-progress";
import { likelihoodPaths as climb } from "../theory/logistic/likelihood-paths";
import { weightGrowth as grow } from "../theory/logistic/weight-growth";
import { progress } from "./progress";

export * from "../theory";

/** The same function, whose last argument are options, with a progress bar where the reader brings no listener. */
function withBar<Arguments extends unknown[], Result>(
  label: string,
  compute: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  const place = compute.length;
  return (...args) => {
    const options = args[place] ?? {};
    // What are no options is refused by the function itself.
    const taken = args[place] === null || Object.prototype.toString.call(options) !== "[object Object]";
    if (taken || (options as ProgressOptions).onProgress !== undefined) return compute(...args);
    const start = Date.now();
    const bar = progress(label);
    const onProgress = (share: number): void => bar.update(share);
    const result = compute(...(args.slice(0, place).concat({ ...options, onProgress }) as Arguments));
    bar.finish(`${label}: ${((Date.now() - start) / 1000).toFixed(1)} s.`);
    return result;
  };
}

/**
 * Backpropagation by its four equations, in plain float64 and without autodiff; with a progress bar where it takes long.
 *
 * δ^L = p − y (or output − target); δˡ = (δˡ⁺¹ Wˡ⁺¹ᵀ) ⊙ φ′(zˡ); ∂C/∂Wˡ = aˡ⁻¹ᵀ δˡ / size; ∂C/∂bˡ = Σ δˡ / size, examples as rows
 * (Rumelhart, Hinton & Williams 1986; Nielsen 2015, eqs. BP1–BP4).
 * @param net a net, or any description with parameters of its shapes (float32 or float64)
 * @param data inputs (points × features) and labels or targets
 * @param options.onProgress told the share of the work that is done, in place of the bar
 * @throws InvalidArgument for normalization or skip connections, which it does not have, and for data that does not fit
 */
export const backpropagation: typeof backpropagate = withBar("Backpropagation in float64", backpropagate);

/**
 * rms δ of every layer and its upper bound ‖δˡ‖ ≤ ∏_{k ≥ l} max|φ′_k|·‖Wᵏ⁺¹‖₂ · ‖δ^L‖, both in float64; with a progress
 * bar where it takes long.
 *
 * The bound holds for every net and every data set, given δ^L; it is reached only if every neuron sits where φ is steepest
 * and every δ points along the direction that its matrix stretches most (Pascanu et al. 2013, for depth in time).
 * @param options.onProgress told the share of the work that is done, in place of the bar
 * @returns from the first hidden layer to the output
 */
export const gradientBound: typeof boundGradient = withBar("Bound of the gradient", boundGradient);

/**
 * Climbs the log-likelihood by Newton's method, which knows its curvature, and by gradient ascent; with a progress bar where it
 * takes long.
 * @param data one feature
 * @param options.rate of gradient ascent, above 0, up to 1000; default 1
 * @param options.steps of gradient ascent, 1 to 1 000 000; default 1000
 * @param options.onProgress told the share of the work that is done, in place of the bar
 * @throws InvalidArgument when an option is out of its range, or the data have not one feature
 */
export const likelihoodPaths: typeof climb = withBar("Gradient ascent", climb);

/**
 * ‖w‖ during gradient ascent on the mean log-likelihood, from w = 0: it tends to that of maximum likelihood where there is one,
 * and grows like ‖ŵ‖·ln t on separable data (Soudry et al., J. Mach. Learn. Res. 19 (2018), 70, theorem 3); with a progress bar
 * where it takes long.
 * @param data one feature
 * @param options.rate above 0, up to 1000; default 1
 * @param options.steps 1 to 1 000 000; default 1000
 * @param options.onProgress told the share of the work that is done, in place of the bar
 * @throws InvalidArgument when an option is out of its range, or the data have not one feature
 */
export const weightGrowth: typeof grow = withBar("Gradient ascent", grow);
