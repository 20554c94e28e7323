import type { NetDescription } from "../../architecture/description";
import type { LayerPlan } from "../../architecture/layers";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../../errors";
import { negativeShare } from "../../numerics/orthant";
import { random } from "../../random/random";
import { inShort, shown } from "../../shown";
import { layersIn } from "../backpropagation/described";
import type { Examples } from "../backpropagation/forward";
import { requireExamples } from "../guards";
import { arcCosine } from "../random-matrices/shattering";

/** What theory says of the dead units of a layer. */
export interface DeadLayer {
  /** 1 for the first hidden layer. */
  layer: number;
  /** The share of units that are off for every example. */
  deadShare: number;
}

/** The dead units of a wide net, layer by layer. */
export interface DeadUnits {
  /** From the first hidden layer to the last. */
  layers: DeadLayer[];
  /** The largest standard error of the shares, ½/√draws. */
  standardError: number;
}

/** More examples than this make the covariances slow. */
const MOST_POINTS = 1000;

/**
 * The share of units that are dead for a data set, in a wide ReLU net at initialization.
 *
 * There a unit's pre-activations of all examples are jointly normal (Neal 1996; Lee et al. 2018; Matthews et al. 2018), with covariance
 * K′(x, y) = n_in·Var(W)·√(K(x,x)K(y,y))·(√(1 − c²) + c(π − arccos c))/2π + Var(b), c their correlation (Cho & Saul 2009); a unit is
 * dead when all of them are negative, whose probability is found by drawing them.
 * @param net a net, or its description alone: ReLU, without normalization, skip connections and dropout
 * @param net.description all that is used of a net
 * @param data inputs (points × features), up to 1000 points
 * @param options.draws a whole number from 100 to 1 000 000; default 4000
 * @param options.seed of the draws; default 1
 * @throws InvalidArgument for other nets, or data that does not fit
 */
export function deadUnits(
  net: { readonly description: NetDescription } | NetDescription,
  data: Examples,
  options: { draws?: number; seed?: number } = {},
): DeadUnits {
  requireKnownKeys("deadUnits options", options, ["draws", "seed"]);
  const draws = requireNumber("deadUnits draws", options.draws ?? 4000, { min: 100, max: 1e6, whole: true });
  const seed = requireNumber("deadUnits seed", options.seed ?? 1, { min: 0, max: 2 ** 32 - 1, whole: true });
  const plans = layersIn("deadUnits net", net).slice(0, -1);
  plans.forEach(requireKernel);
  requireExamples("deadUnits data", data);
  const features = plans[0]?.fanIn ?? 1;
  const points = data.inputs.length / features;
  requireNumber("deadUnits data points", points, { min: 1, max: MOST_POINTS, whole: true });
  const { normal } = random(seed, "deadUnits");
  let covariance = products(data.inputs, points, features);
  const layers = plans.map(({ index, weightVariance, biasVariance, fanIn }) => {
    const passed = index === 1 ? covariance : rectified(covariance, points);
    // The first layer sums over its inputs; the others take the mean over units times their number.
    const scale = index === 1 ? weightVariance : fanIn * weightVariance;
    covariance = passed.map((value) => scale * value + biasVariance);
    const deadShare = negativeShare(correlations(covariance, points), points, draws, normal);
    return { layer: index, deadShare };
  });
  return shown({ layers, standardError: 0.5 / Math.sqrt(draws) }, (found) =>
    inShort("Dead units", layers.map(({ deadShare }) => deadShare.toFixed(2)).join(", "), found),
  );
}

function requireKernel({ index, activation, normalization, skip, dropout }: LayerPlan): void {
  const argument = `deadUnits layer ${index}`;
  if (activation.name !== "relu")
    throw new InvalidArgument(argument, "must be ReLU, whose kernel is known", activation.name);
  if (normalization !== "none" || skip || dropout.rate > 0) {
    const found = { normalization, skip, dropout: dropout.rate };
    throw new InvalidArgument(argument, "must have no normalization, skip connection or dropout", found);
  }
}

/** x·y of every two examples. */
function products(inputs: ArrayLike<number>, points: number, features: number): Float64Array {
  return Float64Array.from({ length: points * points }, (_, k) => {
    const [i, j] = [Math.floor(k / points), k % points];
    let sum = 0;
    for (let f = 0; f < features; f++) sum += inputs[i * features + f] * inputs[j * features + f];
    return sum;
  });
}

/** E max(0, x)·max(0, y) of jointly normal x and y. */
function rectified(covariance: Float64Array, points: number): Float64Array {
  const c = correlations(covariance, points);
  return covariance.map((_, k) => {
    const [i, j] = [Math.floor(k / points), k % points];
    const size = Math.sqrt(covariance[i * points + i] * covariance[j * points + j]);
    return (size * arcCosine(c[k])) / 2;
  });
}

function correlations(covariance: Float64Array, points: number): Float64Array {
  const deviations = Float64Array.from({ length: points }, (_, i) => Math.sqrt(covariance[i * points + i]));
  return covariance.map((value, k) => {
    const [i, j] = [Math.floor(k / points), k % points];
    const size = deviations[i] * deviations[j];
    // An input of zeros, without biases, has z = 0, which is not above 0 either: as if it were not there.
    return i === j ? 1 : size > 0 ? Math.min(1, Math.max(-1, value / size)) : 0;
  });
}
