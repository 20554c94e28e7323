import { type ActivationInput, activation as recordOf } from "../../activations";
import { mlp } from "../../architecture/net";
import { requireKnownKeys, requireNumber } from "../../errors";
import { lecunNormal } from "../../initializers";
import { dot } from "../../numerics/dot";
import { exp } from "../../numerics/elementary";
import { mean, variance } from "../../numerics/norm";
import { inShort, shown } from "../../shown";
import { forward } from "../backpropagation/forward";
import { correlationMap, resolved } from "../mean-field/correlation-map";
import { type DepthScales, depthScales } from "../mean-field/depth-scales";
import { requireVariances, type Variances, varianceMap } from "../mean-field/mean-field";

/** How far a quantity is from where it settles, from the first layer on. */
export interface Distances {
  /** Where it settles; 0 and Infinity stand for the limits. */
  settles: number;
  /** Layers after which the distance is an e-th of what it was, far down: ξ. */
  scale: number;
  /** |distance| in theory, by iterating the map. */
  theory: number[];
  /** e^(−l/ξ) through the last of these that is more than rounding; NaN where ξ is not finite. */
  asymptote: number[];
  /** The same of the mean over nets. */
  measured: number[];
  /** The standard error of that mean: what is smaller than this is noise. */
  error: number[];
}

/** The decay of q and c over the layers, in theory and in nets. */
export interface SignalDecay {
  /** The hidden layers, from 1. */
  layers: number[];
  /** Of q, the mean square of z. */
  variance: Distances;
  /** Of c, the correlation of two inputs' z. */
  correlation: Distances;
}

/**
 * How fast a wide net forgets how large its input was, and how much alike two inputs were: |q_l − q*| and |c_l − c*| over the layers
 * (Schoenholz et al. 2017, section 3, figure 2), with the depth scales that they come to, beside nets drawn and run in float64.
 * The inputs have mean square 1; where q* is ∞ its distance is not finite.
 * @param variances σ_w², above 0, and σ_b²
 * @param options.layers hidden layers, a whole number from 2 to 200
 * @param options.width of the nets, an even number from 2 to 1024
 * @param options.nets how many are drawn, a whole number from 2 to 1000
 * @param options.inputCosine of the two inputs, −1 to 1; default 0
 * @param options.seed of the first net, the others follow
 * @throws InvalidArgument when an option is out of its range
 */
export function signalDecay(
  activation: ActivationInput,
  variances: Variances,
  options: { layers: number; width: number; nets: number; inputCosine?: number; seed: number },
): SignalDecay {
  requireKnownKeys("signalDecay options", options, ["layers", "width", "nets", "inputCosine", "seed"]);
  const { weights, biases } = requireVariances("signalDecay", variances);
  requireNumber("signalDecay weights", weights, { above: 0 });
  const layers = requireNumber("signalDecay layers", options.layers, { min: 2, max: 200, whole: true });
  const width = 2 * requireNumber("signalDecay width ÷ 2", options.width / 2, { min: 1, max: 512, whole: true }); // prettier-ignore
  const nets = requireNumber("signalDecay nets", options.nets, { min: 2, max: 1000, whole: true });
  const cosine = requireNumber("signalDecay inputCosine", options.inputCosine ?? 0, { min: -1, max: 1 });
  const seed = requireNumber("signalDecay seed", options.seed, { min: 0, max: 2 ** 31, whole: true });
  const record = recordOf(activation);
  const scales = depthScales(record, { weights, biases });
  const predicted = iterated(record, { weights, biases }, layers, cosine);
  const drawn = Array.from({ length: nets }, (_, i) => run(record, { weights, biases }, { layers, width, cosine, seed: seed + i })); // prettier-ignore
  return shown(
    {
      layers: predicted.q.map((_, i) => i + 1),
      variance: distances(predicted.q, scales.preactivationMeanSquare, scales.variance, drawn.map(({ q }) => q)), // prettier-ignore
      correlation: distances(predicted.c, scales.settledCorrelation, scales.correlation, drawn.map(({ c }) => c)), // prettier-ignore
    },
    (found) => inShort("Signal decay", `ξ_q ${told(scales, "variance")}, ξ_c ${told(scales, "correlation")} layers.`, found), // prettier-ignore
  );
}

const told = (scales: DepthScales, name: "variance" | "correlation"): string => scales[name].toPrecision(3);

/** q and c of each layer's z. */
interface Signal {
  q: number[];
  c: number[];
}

/** q and c layer by layer in a wide net; q stops growing where quadrature would. */
function iterated(
  record: ReturnType<typeof recordOf>,
  variances: Required<Variances>,
  layers: number,
  cosine: number,
): Signal {
  // prettier-ignore
  const { weights, biases } = variances;
  const q = [weights + biases];
  const c = [(weights * cosine + biases) / (weights + biases)];
  for (let l = 1; l < layers; l++) {
    c.push(correlationMap(record, variances, c[l - 1], { variance: resolved(q[l - 1]) }));
    q.push(varianceMap(record, variances, Math.min(1e100, q[l - 1])));
  }
  return { q, c };
}

/** q, the mean of two inputs', and c in a net. */
function run(
  activation: ReturnType<typeof recordOf>,
  { weights, biases }: Required<Variances>,
  { layers, width, cosine, seed }: { layers: number; width: number; cosine: number; seed: number },
): Signal {
  const init = lecunNormal({ gain: Math.sqrt(weights) });
  const net = mlp({ inputs: width, depth: layers, width, outputs: 1, output: "linear", activation, init, biasVariance: biases, seed }); // prettier-ignore
  const sine = Math.sqrt(1 - cosine ** 2);
  // Two vectors of mean square 1: all ones, and what is left of alternating signs beside its share in them.
  const inputs = Array.from({ length: 2 * width }, (_, i) =>
    i < width ? 1 : cosine + (i % 2 ? -sine : sine),
  );
  const pass = forward(net, { inputs, labels: [], targets: [0, 0] }).layers.slice(0, -1);
  const found = pass.map(({ preactivation }) => {
    const [x, y] = [preactivation.subarray(0, width), preactivation.subarray(width)];
    const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
    return { q: (xx + yy) / (2 * width), c: xy / Math.sqrt(xx * yy) };
  });
  return { q: found.map(({ q }) => q), c: found.map(({ c }) => c) };
}

function distances(
  predicted: readonly number[],
  settles: number,
  scale: number,
  drawn: readonly number[][],
): Distances {
  const at = predicted.map((_, l) => Float64Array.from(drawn, (net) => net[l]));
  const error = at.map((values) => Math.sqrt(variance(values) / (drawn.length - 1)));
  const theory = predicted.map((value) => Math.abs(value - settles));
  const anchor = theory.findLastIndex((value) => value > 1e-9 * Math.max(settles, 1e-6));
  const straight = (l: number): number => theory[anchor] * exp((anchor - l) / scale);
  return {
    settles,
    scale,
    theory,
    asymptote: theory.map((_, l) =>
      Number.isFinite(scale) && scale > 0 && anchor >= 0 ? straight(l) : Number.NaN,
    ),
    measured: at.map((values) => Math.abs(mean(values) - settles)),
    error,
  };
}
