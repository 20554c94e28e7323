import { middleOf } from "../../architecture/loss";
import { type Ending, linkOf, type Logistic } from "../../architecture/output";
import type { Node } from "./builder";
import type { GraphOps } from "./ops";

/** What the loss of a batch leaves: its mean, and ∂Cᵢ/∂output of each example's own loss. */
export interface LossNodes {
  loss: Node;
  delta: Node;
}

/** Writes the mean loss of a batch from what the last layer gives; the formulas are `lossOf`'s of the architecture. */
export function lossOf(g: GraphOps, ending: Ending, z: Node, targets: Node): LossNodes {
  const link = linkOf(ending);
  if (ending.loss === "crossEntropy")
    return link === "softmax" ? softmax(g, z, targets) : sigmoid(g, z, targets);
  if (link === "softmax") return squaredErrorOfSoftmax(g, ending.outputs, z, targets);
  const { error, delta } = link === "none" ? plainError(g, z, targets) : errorOf(g, link, z, targets);
  return { loss: squared(g, error), delta };
}

/** ½Σe², the mean over examples. */
const squared = (g: GraphOps, error: Node): Node => g.mean(g.mul(g.sum(g.square(error), 1), 0.5), 0);

function plainError(g: GraphOps, a: Node, targets: Node): { error: Node; delta: Node } {
  const error = g.sub(a, targets);
  return { error, delta: error };
}

/** p(1 − t) − t(1 − p) on the target's scale, times φ′ = height·steepness·p(1 − p). */
function errorOf(
  g: GraphOps,
  { low, height, steepness }: Logistic,
  z: Node,
  targets: Node,
): { error: Node; delta: Node } {
  const t = low === 0 && height === 1 ? targets : g.mul(g.add(targets, -low), 1 / height);
  const scaled = steepness === 1 ? z : g.mul(z, steepness);
  const [p, q] = [g.sigmoid(scaled), g.sigmoid(g.mul(scaled, -1))];
  const error = g.mul(g.sub(g.mul(p, g.sub(1, t)), g.mul(t, q)), height);
  return { error, delta: g.mul(error, g.mul(g.mul(p, q), height * steepness)) };
}

/** (1 − y)·ln(1 + eᶻ) + y·ln(1 + e⁻ᶻ), summed over the outputs, and its slope σ(z)(1 − y) − y·σ(−z). */
function sigmoid(g: GraphOps, z: Node, targets: Node): LossNodes {
  const [not, back] = [g.sub(1, targets), g.mul(z, -1)];
  const losses = g.add(g.mul(g.softplus(z), not), g.mul(g.softplus(back), targets));
  const delta = g.sub(g.mul(g.sigmoid(z), not), g.mul(g.sigmoid(back), targets));
  return { loss: g.mean(g.sum(losses, 1), 0), delta };
}

/** Cross-entropy, and p − y. */
function softmax(g: GraphOps, z: Node, targets: Node): LossNodes {
  const { losses, delta, sure, miss } = softmaxError(g, z, targets);
  // −ln(1 − miss) up to ½: −ln p has lost its digits there. Where no class is sure, there is no such p.
  const near = g.mul(g.log1p(g.mul(g.minimum(miss, 0.5), -1)), -1);
  const isNear = g.reshape(g.mul(sure, g.sub(1, g.above(miss, 0.5))), [-1]);
  const loss = g.add(losses, g.mul(isNear, g.sub(g.reshape(near, [-1]), losses)));
  return { loss: g.mean(loss, 0), delta };
}

/** p − y; where y is 1, by the sum of the others, since 1 − p would lose all digits where p is near 1. */
function softmaxError(
  g: GraphOps,
  z: Node,
  targets: Node,
): { losses: Node; delta: Node; sure: Node; miss: Node } {
  const { losses, error } = g.softmaxCrossEntropy(z, targets);
  const one = g.atLeast(targets, 1);
  const others = g.mul(error, g.sub(1, one));
  const miss = g.sum(others, 1, true);
  return { losses, delta: g.sub(others, g.mul(one, miss)), sure: g.sum(one, 1, true), miss };
}

/** δⱼ = pⱼ Σₖ pₖ(eⱼ − eₖ), over all pairs: nothing is lost where p is near 0 or 1. */
function squaredErrorOfSoftmax(g: GraphOps, outputs: number, z: Node, targets: Node): LossNodes {
  const { delta: error } = softmaxError(g, z, targets);
  const p = g.softmax(z);
  const differences = g.sub(g.reshape(error, [-1, outputs, 1]), g.reshape(error, [-1, 1, outputs]));
  const along = g.sum(g.mul(differences, g.reshape(p, [-1, 1, outputs])), 2);
  return { loss: squared(g, error), delta: g.mul(p, along) };
}

/**
 * The share of examples whose largest output (or sign, for one output) is the label's; by sigmoids, where an example's label is
 * −1, the share of its outputs on the side of ½ where its targets are.
 */
export function accuracyOf(g: GraphOps, ending: Ending, z: Node, targets: Node, labels: Node): Node {
  const { outputs, output, loss } = ending;
  const number = (flags: Node): Node => g.cast(flags, "bool", g.compute);
  const predicted =
    outputs === 1
      ? g.cast(g.reshape(g.greater(z, middleOf(ending)), [-1], "bool"), "bool", "int32")
      : g.argMax(z);
  const right = number(g.equal(predicted, labels, "int32"));
  if (loss === "squaredError" || output.name !== "sigmoid") return g.mean(right, 0);
  const sides = g.square(g.sub(g.above(z, 0), g.atLeast(targets, 0.5)));
  const unlabelled = number(g.equal(labels, g.constant(-1, "int32"), "int32"));
  return g.mean(g.add(right, g.mul(unlabelled, g.sub(1, g.mean(sides, 1)))), 0);
}
