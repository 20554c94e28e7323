import { log } from "../../numerics/elementary";
import { curveOf } from "../optimization/curve";
import type { ActivationInput } from "../../activations";
import { mlp } from "../../architecture/net";
import type { Dataset } from "../../data/dataset";
import { requireChoice, requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { lecunNormal } from "../../initializers";
import { rms } from "../../numerics/norm";
import { slopeThrough } from "../../numerics/slope";
import { adam } from "../../optimizers/adam";
import { numbers } from "../../optimizers/optimizer";
import { backward } from "../backpropagation/backpropagation";
import { forward, type NetNumbers } from "../backpropagation/forward";
import { requireRows } from "../guards";
import { gains } from "../mean-field/gains";

/** What one step of Adam does to z in a layer, over widths. */
export interface CoordinateChange {
  /** 1 for the first hidden layer. */
  layer: number;
  /** rms of z after the step − z before, over examples and units; one for each width. */
  change: number[];
  /** The exponent of the width in it, by least squares in logarithms; NaN where nothing changes. */
  exponent: number;
}

/** The coordinate check of one parametrization. */
export interface CoordinateCheck {
  /** The widths of the hidden layers. */
  widths: number[];
  /** From the first hidden layer to the output. */
  layers: CoordinateChange[];
}

const HIDDEN = 2;

/**
 * How much one step of Adam changes z in a net of two hidden layers, over its width: in the standard parametrization, one rate for
 * all weights, by a power of the width; in muP (Yang & Hu 2021; Yang et al. 2022, table 3, Adam) by the same at every width.
 *
 * There the rates of the weights whose fan-in is the width n, and the standard deviation of the output's, have a factor of
 * (narrowest width)/n and its root besides, so that both parametrizations agree at the narrowest.
 * All in float64, without biases; weights of the variance that `gains` gives for z ~ N(0, 1).
 * @param options.parametrization "standard" or "muP"
 * @param options.widths at least two, each a whole number from 2 to 4096
 * @param options.data examples with a class each
 * @param options.rate of Adam, above 0 up to 1; default 0.001
 * @param options.seed of the weights
 * @throws InvalidArgument when an option is out of its range
 */
export function coordinateCheck(
  activation: ActivationInput,
  options: {
    parametrization: "standard" | "muP";
    widths: ArrayLike<number>;
    data: Dataset;
    rate?: number;
    seed: number;
  },
): CoordinateCheck {
  requireKnownKeys("coordinateCheck options", options, ["parametrization", "widths", "data", "rate", "seed"]);
  const { data, seed, rate = 0.001 } = options;
  const muP =
    requireChoice("coordinateCheck parametrization", options.parametrization, ["standard", "muP"]) === "muP";
  const widths = requireNumberList("coordinateCheck widths", options.widths, { least: 2, min: 2, max: 4096, whole: true }); // prettier-ignore
  requireRows("coordinateCheck data", data);
  requireNumber("coordinateCheck rate", rate, { above: 0, max: 1 });
  requireNumber("coordinateCheck seed", seed, { min: 0, max: 2 ** 32 - 1, whole: true });
  const init = lecunNormal({ gain: Math.sqrt(gains(curveOf(activation)).forward) });
  const narrowest = Math.min(...widths);
  const changes = widths.map((width) => {
    const { description, parameters } = mlp({ inputs: data.features, depth: HIDDEN, width, outputs: data.classes, output: "softmax", activation, init, bias: false, seed }); // prettier-ignore
    const share = muP ? narrowest / width : 1;
    const weights = parameters.map((layer, i) => scaled(Float64Array.from(layer.weights), i === HIDDEN ? Math.sqrt(share) : 1)); // prettier-ignore
    const net = numbersOf(description, parameters, weights);
    return changeOf(net, data, weights.map((_, i) => rate * (i === 0 ? 1 : share))); // prettier-ignore
  });
  const layers = Array.from({ length: HIDDEN + 1 }, (_, i) => {
    const change = changes.map((layer) => layer[i]);
    return { layer: i + 1, change, exponent: slopeThrough(widths.map(log), change.map(log)) };
  });
  return { widths, layers };
}

const scaled = (values: Float64Array, factor: number): Float64Array => values.map((value) => factor * value);

const numbersOf = (
  description: NetNumbers["description"],
  parameters: NetNumbers["parameters"],
  weights: readonly Float64Array[],
): NetNumbers => ({
  description,
  parameters: parameters.map((layer, i) => ({ ...layer, weights: weights[i] })),
});

/** rms of the change of z in each layer by one step of Adam, with a rate for each layer. */
function changeOf(net: NetNumbers, data: Dataset, rates: readonly number[]): number[] {
  const before = forward(net, data);
  const slopes = backward(net, before).map(({ weightGradient }) => weightGradient);
  const stepped = net.parameters.map(({ weights }, i) => {
    const rule = adam(rates[i]);
    const [first, start] = [numbers(1), [0, 0]];
    return slopes[i].map((slope, k) => weights[k] - rule.update(first, slope, start).change);
  });
  const after = forward(numbersOf(net.description, net.parameters, stepped), data);
  return after.layers.map(({ preactivation }, i) =>
    rms(preactivation.map((z, k) => z - before.layers[i].preactivation[k])),
  );
}
