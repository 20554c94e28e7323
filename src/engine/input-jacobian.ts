import type { Activation } from "../activations/activation";
import { type LayerPlan, phisOf } from "../architecture/layers";
import type { Net } from "../architecture/net";
import type { LayerParameters } from "../architecture/parameters";
import { innerProducts } from "../numerics/matrix-product";
import { mean, variance } from "../numerics/norm";
import { NORMALIZATION_EPSILON } from "./normalization";

/** What one layer leaves for the way back, of one example. */
interface Passed {
  /** φ′ of what φ was applied to. */
  slopes: Float64Array;
  /** z before γ and β, where it is normalized: mean 0 and variance 1. */
  normalized?: Float64Array;
  /** What each unit's z was multiplied by on its way to φ, where it is normalized: γ/√(variance + ε). */
  factors?: Float64Array;
}

/**
 * ∂outputs/∂inputs at one point, at test behaviour, outputs before softmax or sigmoid, in float64 and without a tensor.
 * @param point as many numbers as the net has inputs
 * @returns outputs × inputs, row by row
 */
export function inputJacobian(net: Net, point: ArrayLike<number>): Float64Array {
  const { layers, parameters } = net;
  const { outputs } = net.description;
  const activations: Float64Array[] = [Float64Array.from(point)];
  const passes = layers.map((plan, i) => {
    const { output, passed } = forward(plan, parameters[i], activations[i]);
    activations.push(
      plan.skip ? output.map((a, j) => activations[plan.skip!.from][j] + plan.skip!.scale * a) : output,
    );
    return passed;
  });
  // ∂outputs/∂a of each layer's a, row by row, of which 0 is the input; gathered from above and from skip connections.
  const received = activations.map(({ length }) => new Float64Array(outputs * length));
  for (let i = 0; i < outputs; i++) received[layers.length][i * outputs + i] = 1;
  for (let l = layers.length - 1; l >= 0; l--) {
    const { skip, fanIn, fanOut } = layers[l];
    const above = received[l + 1];
    if (skip) addTo(received[skip.from], above);
    const delta = backward(above, passes[l], skip?.scale ?? 1);
    const weights = new Float64Array(parameters[l].weights);
    addTo(received[l], innerProducts(delta, weights, outputs, fanIn, fanOut));
  }
  return received[0];
}

function forward(
  plan: LayerPlan,
  parameters: LayerParameters,
  input: Float64Array,
): { output: Float64Array; passed: Passed } {
  const { fanIn, fanOut } = plan;
  const { weights, biases, slope } = parameters;
  const z = new Float64Array(fanOut);
  for (let i = 0; i < fanIn; i++) for (let j = 0; j < fanOut; j++) z[j] += input[i] * weights[i * fanOut + j];
  for (let j = 0; j < biases.length; j++) z[j] += biases[j];
  const normalization = normalize(plan, parameters, z);
  const phis = phisOf(plan, slope);
  const phi = (j: number): Activation => phis[j % phis.length];
  return {
    output: z.map((value, j) => phi(j).f(value)),
    passed: { slopes: z.map((value, j) => phi(j).derivative(value)), ...normalization },
  };
}

/** Normalizes z in place: by running statistics of each unit, or over the units. */
function normalize(
  { normalization }: LayerPlan,
  { gain, shift, runningMean, runningVariance }: LayerParameters,
  z: Float64Array,
): Pick<Passed, "normalized" | "factors"> {
  if (normalization === "none") return {};
  const n = z.length;
  const [centre, spread] = [mean(z), variance(z)];
  const perUnit = normalization === "batch";
  const factors = new Float64Array(n);
  const normalized = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const root = Math.sqrt((perUnit ? runningVariance![j] : spread) + NORMALIZATION_EPSILON);
    normalized[j] = (z[j] - (perUnit ? runningMean![j] : centre)) / root;
    factors[j] = gain![j] / root;
    z[j] = gain![j] * normalized[j] + shift![j];
  }
  return perUnit ? { factors } : { factors, normalized };
}

/** ∂outputs/∂(Wa + b) from ∂outputs/∂a, row by row. */
function backward(above: Float64Array, { slopes, normalized, factors }: Passed, scale: number): Float64Array {
  const n = slopes.length;
  const delta = above.map((value, k) => scale * value * slopes[k % n] * (factors ? factors[k % n] : 1));
  if (!normalized) return delta;
  for (let row = 0; row < delta.length; row += n) {
    // Mean and variance over the units answer to each of them.
    let [average, along] = [0, 0];
    for (let j = 0; j < n; j++) {
      average += delta[row + j] / n;
      along += (delta[row + j] * normalized[j]) / n;
    }
    for (let j = 0; j < n; j++) delta[row + j] -= average + normalized[j] * along;
  }
  return delta;
}

function addTo(sum: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += more[i];
}
