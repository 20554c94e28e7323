import type { NetDescription } from "../architecture/description";
import { type LayerPlan, layersOf } from "../architecture/layers";
import { requireNumber } from "../errors";
import { type Curve, type CurveInput, curveOf } from "./curve";
import { expectation } from "./gaussian";
import { rootBetween } from "./root";

/** What theory predicts for one layer; the fields carry the names of the measured ones. */
export interface LayerPrediction {
  layer: number;
  /** q, the mean square of z. */
  preactivationVariance: number;
  /** E φ(z). */
  activationMean: number;
  /** Standard deviation of φ(z). */
  activationStd: number;
  /** rms of δ relative to the output layer's, which is 1. */
  deltaRms: number;
  /** rms δ of this layer ÷ rms δ of the layer above it; 1 for the output layer. */
  factor: number;
}

/** The mean-field prediction for a net, layer by layer. */
export interface MeanField {
  /** q₀, the mean square of the inputs that it starts from. */
  inputMeanSquare: number;
  /** From the first hidden layer to the output. */
  layers: LayerPrediction[];
  /** √χ per layer: the geometric mean of the factors between hidden layers (the first factor for depth 1; 1 for depth 0). */
  factorPerLayer: number;
}

/**
 * Mean-field theory of a given finite net at initialization: variances forward, rms of δ backward.
 *
 * Forward q_l = n_in·Var(W)·E φ(z)² + Var(b), z ~ N(0, q_{l−1}); backward E δ_l² = n_out·Var(W_{l+1})·E φ′(z)²·E δ_{l+1}²
 * (Poole et al. 2016; Schoenholz et al. 2017, eqs. 3 and 9), each layer with its own widths.
 * It is exact for wide nets on average over seeds; a narrow net scatters around it.
 * @param options.inputMeanSquare q₀, above 0; default 1, which is right for standardized data
 */
export function meanField(
  net: { readonly description: NetDescription } | NetDescription,
  { inputMeanSquare = 1 }: { inputMeanSquare?: number } = {},
): MeanField {
  requireNumber("meanField inputMeanSquare", inputMeanSquare, { above: 0 });
  const plans = layersOf("description" in net ? net.description : net);
  let meanSquare = inputMeanSquare;
  const layers = plans.map((plan) => {
    const prediction = forward(plan, meanSquare);
    meanSquare = prediction.activationStd ** 2 + prediction.activationMean ** 2;
    return prediction;
  });
  for (let i = plans.length - 2; i >= 0; i--) {
    const above = plans[i + 1];
    const slope = meanSquaredSlope(plans[i].activation, layers[i].preactivationVariance);
    layers[i].factor = Math.sqrt(above.fanOut * above.weightVariance * slope);
    layers[i].deltaRms = layers[i].factor * layers[i + 1].deltaRms;
  }
  const hidden = layers.slice(0, -1);
  const between = hidden.length > 1 ? hidden.slice(0, -1) : hidden;
  const logs = between.reduce((sum, { factor }) => sum + Math.log(factor), 0);
  return {
    inputMeanSquare,
    layers,
    factorPerLayer: between.length > 0 ? Math.exp(logs / between.length) : 1,
  };
}

function forward(plan: LayerPlan, inputMeanSquare: number): LayerPrediction {
  const q = plan.fanIn * plan.weightVariance * inputMeanSquare + plan.biasVariance;
  const { f, kinks } = plan.activation;
  const activationMean = expectation(f, { variance: q, kinks });
  const square = expectation((x) => f(x) ** 2, { variance: q, kinks });
  const activationStd = Math.sqrt(Math.max(0, square - activationMean ** 2));
  return {
    layer: plan.index,
    preactivationVariance: q,
    activationMean,
    activationStd,
    deltaRms: 1,
    factor: 1,
  };
}

/** E φ′(z)² for z ~ N(0, q); q = 0 stands for the limit q → 0, where a rectifier still has both of its slopes. */
export function meanSquaredSlope(activation: Curve, q: number): number {
  const { derivative, kinks } = activation;
  return expectation((x) => derivative(x) ** 2, { variance: Math.max(q, Number.MIN_VALUE), kinks });
}

/** σ_w² and σ_b² of a wide net: n·Var(W) and Var(b). */
export interface Variances {
  /** σ_w² = n·Var(W), 0 up. */
  weights: number;
  /** σ_b² = Var(b), 0 up; default 0. */
  biases?: number;
}

/** The variances, checked. */
export function requireVariances(argument: string, { weights, biases = 0 }: Variances): Required<Variances> {
  requireNumber(`${argument} weights`, weights, { min: 0 });
  requireNumber(`${argument} biases`, biases, { min: 0 });
  return { weights, biases };
}

/**
 * One step of the variance map: q′ = σ_w² E φ(z)² + σ_b², z ~ N(0, q) (Poole et al. 2016, eq. 3).
 * @param activation a name, a record, or the reader's own `{ f, derivative, kinks }`
 */
export function varianceMap(activation: CurveInput, variances: Variances, q: number): number {
  const { weights, biases } = requireVariances("varianceMap", variances);
  requireNumber("varianceMap q", q, { min: 0 });
  const { f, kinks } = curveOf(activation);
  return weights * expectation((x) => f(x) ** 2, { variance: q, kinks }) + biases;
}

/** Beyond 10^±10, a variance that no step of the map changes to this relative precision counts as 0 or ∞. */
const STATIONARY = 1e-12;

/**
 * The fixed point q* that the variance map reaches from q = 1; Infinity where it grows without bound.
 * The map is monotone, so its orbit ends at the first crossing q′ = q on its way: that crossing is bracketed and solved
 * for, since at criticality the orbit itself would take forever.
 */
export function fixedPoint(activation: CurveInput, variances: Variances): number {
  const curve = curveOf(activation);
  const growth = (logQ: number): number => {
    const q = Math.exp(logQ);
    return Math.log(varianceMap(curve, variances, q) / q);
  };
  const start = growth(0);
  if (Math.abs(start) <= STATIONARY) return 1;
  const limit = start > 0 ? Infinity : 0;
  const direction = Math.sign(start);
  for (let near = 0, value = start; Math.abs(near) < 230;) {
    const far = near + direction / 2;
    const next = growth(far);
    if (Math.abs(next) <= STATIONARY) return Math.abs(far) > 23 ? limit : Math.exp(far);
    if (Math.sign(next) !== Math.sign(value)) return Math.exp(rootBetween(growth, near, far));
    [near, value] = [far, next];
  }
  return limit;
}

/**
 * χ₁ = σ_w² E φ′(z)², z ~ N(0, q*): the factor on E δ² per layer going back (Schoenholz et al. 2017, eq. 5).
 * Below 1 gradients vanish, above 1 they explode; the norm changes by √χ₁.
 */
export function chi1(activation: CurveInput, variances: Variances): number {
  requireVariances("chi1", variances);
  const curve = curveOf(activation);
  const q = Math.min(fixedPoint(curve, variances), 1e100);
  return variances.weights * meanSquaredSlope(curve, q);
}
