import type { NetDescription } from "../../architecture/description";
import { mlp } from "../../architecture/net";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../../errors";
import { log } from "../../numerics/elementary";
import { rms } from "../../numerics/norm";
import { counted, inShort, shown } from "../../shown";
import { deltas } from "../backpropagation/backpropagation";
import { forward } from "../backpropagation/forward";
import { meanField } from "../mean-field/net-mean-field";
import { finiteNet } from "./finite-net";
import type { LogMoments } from "./finite-width";

/** ln rms δ ÷ that of the last hidden layer: what theory says of a layer, and what nets have there. */
export interface FanLayer {
  /** 1 for the first hidden layer. */
  layer: number;
  /** In a net of infinite width. */
  wide: number;
  /** Mean and variance over draws of nets of this width. */
  finite: LogMoments;
  /** Of each living net. */
  nets: number[];
}

/** Many nets that differ in their seed alone. */
export interface FiniteFan {
  /** The hidden layers. */
  layers: FanLayer[];
  /** Nets in which a layer was dead for the input, so that no δ comes below; they are not among those of the layers. */
  dead: number;
  /** The probability of that. */
  deadProbability: number;
}

/**
 * Draws nets of finite width and takes the profile of δ of each, in float64 for one input, beside the mean and the variance of its
 * logarithm in theory (Hanin 2018; Hanin & Nica 2019) and the profile of a net of infinite width.
 * @param net a net, or its description alone: ReLU or linear, normal weights, no biases, a softmax over two outputs
 * @param net.description all that is used of a net; the seed is that of the first
 * @param options.nets how many, a whole number from 2 to 10 000
 * @throws InvalidArgument for other nets
 */
export function finiteFan(
  net: { readonly description: NetDescription } | NetDescription,
  options: { nets: number },
): FiniteFan {
  requireKnownKeys("finiteFan options", options, ["nets"]);
  const nets = requireNumber("finiteFan nets", options.nets, { min: 2, max: 10_000, whole: true });
  const finite = finiteNet(net);
  const description = "description" in net ? net.description : net;
  if (description.widths.length === 0)
    throw new InvalidArgument("finiteFan net", "must have a hidden layer", description.widths);
  // Only then is the direction of the output's δ the same in every net, (1, −1) up to its sign.
  if (description.outputs !== 2 || description.output.name !== "softmax")
    throw new InvalidArgument("finiteFan net", "must have a softmax over two outputs", { outputs: description.outputs, output: description.output.name }); // prettier-ignore
  const wide = meanField(description).layers;
  const drawn = Array.from({ length: nets }, (_, i) => profileOf({ ...description, seed: (description.seed + i) % 2 ** 32 })); // prettier-ignore
  const living = drawn.filter((profile) => profile.every(Number.isFinite));
  const last = finite.layers.length - 2;
  const layers = finite.layers.slice(0, -1).map(({ layer, deltaRms: { mean, variance } }, l) => ({
    layer,
    wide: (wide[l].log10DeltaRms - wide[last].log10DeltaRms) * Math.LN10,
    // What the last hidden layer has is a part of every other's independent terms.
    finite: { mean: mean - finite.layers[last].deltaRms.mean, variance: variance - finite.layers[last].deltaRms.variance }, // prettier-ignore
    nets: living.map((profile) => profile[l] - profile[last]),
  }));
  return shown(
    { layers, dead: nets - living.length, deadProbability: 1 - finite.aliveProbability },
    (found) =>
    inShort("Fan", `${counted(living.length, "net")} of ${counted(layers.length, "layer")}, ${found.dead} dead.`, found), // prettier-ignore
  );
}

/** ln rms δ of each layer, for an input of ones. */
function profileOf(description: NetDescription): number[] {
  const net = mlp(description);
  const inputs = Array.from({ length: description.inputs }, () => 1);
  return deltas(net, forward(net, { inputs, labels: [0] })).map(({ delta }) => log(rms(delta)));
}
