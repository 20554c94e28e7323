import { type Ending, linkOf, type Logistic } from "../../architecture/output";
import type { Ops } from "../ops";

/** What the loss of a batch leaves: its mean, and ∂Cᵢ/∂output of each example's own loss. */
export interface LossNodes<T> {
  loss: T;
  delta: T;
}

/** Writes the mean loss of a batch from what the last layer gives; the formulas are `lossOf`'s of the architecture. */
export function lossOf<T>(g: Ops<T>, ending: Ending, z: T, targets: T): LossNodes<T> {
  const link = linkOf(ending);
  if (ending.loss === "crossEntropy")
    return link === "softmax" ? softmax(g, z, targets) : sigmoid(g, z, targets);
  if (link === "softmax") return squaredErrorOfSoftmax(g, ending.outputs, z, targets);
  const { error, delta } = link === "none" ? plainError(g, z, targets) : errorOf(g, link, z, targets);
  return { loss: squared(g, error), delta };
}

/** ½Σe², the mean over examples. */
const squared = <T>(g: Ops<T>, error: T): T => g.mean(g.mul(g.sum(g.square(error), 1), 0.5), 0);

function plainError<T>(g: Ops<T>, a: T, targets: T): { error: T; delta: T } {
  const error = g.sub(a, targets);
  return { error, delta: error };
}

/** p(1 − t) − t(1 − p) on the target's scale, times φ′ = height·steepness·p(1 − p). */
function errorOf<T>(
  g: Ops<T>,
  { low, height, steepness }: Logistic,
  z: T,
  targets: T,
): { error: T; delta: T } {
  const t = low === 0 && height === 1 ? targets : g.mul(g.add(targets, -low), 1 / height);
  const scaled = steepness === 1 ? z : g.mul(z, steepness);
  const [p, q] = [g.sigmoid(scaled), g.sigmoid(g.mul(scaled, -1))];
  const error = g.mul(g.sub(g.mul(p, g.sub(1, t)), g.mul(t, q)), height);
  return { error, delta: g.mul(error, g.mul(g.mul(p, q), height * steepness)) };
}

/** (1 − y)·ln(1 + eᶻ) + y·ln(1 + e⁻ᶻ), summed over the outputs, and its slope σ(z)(1 − y) − y·σ(−z). */
function sigmoid<T>(g: Ops<T>, z: T, targets: T): LossNodes<T> {
  const [not, back] = [g.sub(1, targets), g.mul(z, -1)];
  const losses = g.add(g.mul(g.softplus(z), not), g.mul(g.softplus(back), targets));
  const delta = g.sub(g.mul(g.sigmoid(z), not), g.mul(g.sigmoid(back), targets));
  return { loss: g.mean(g.sum(losses, 1), 0), delta };
}

/** Cross-entropy, and p − y. */
function softmax<T>(g: Ops<T>, z: T, targets: T): LossNodes<T> {
  const { losses, delta, sure, miss } = softmaxError(g, z, targets);
  // −ln(1 − miss) up to ½: −ln p has lost its digits there. Where no class is sure, there is no such p.
  const near = g.mul(g.log1p(g.mul(g.minimum(miss, 0.5), -1)), -1);
  const isNear = g.reshape(g.mul(sure, g.sub(1, g.above(miss, 0.5))), [-1]);
  const loss = g.add(losses, g.mul(isNear, g.sub(g.reshape(near, [-1]), losses)));
  return { loss: g.mean(loss, 0), delta };
}

/** p − y; where y is 1, by the sum of the others, since 1 − p would lose all digits where p is near 1. */
function softmaxError<T>(g: Ops<T>, z: T, targets: T): { losses: T; delta: T; sure: T; miss: T } {
  const { losses, error } = g.softmaxCrossEntropy(z, targets);
  const one = g.atLeast(targets, 1);
  const others = g.mul(error, g.sub(1, one));
  const miss = g.sum(others, 1, true);
  return { losses, delta: g.sub(others, g.mul(one, miss)), sure: g.sum(one, 1, true), miss };
}

/** ½‖p − y‖², and its gradient through softmax. */
function squaredErrorOfSoftmax<T>(g: Ops<T>, outputs: number, z: T, targets: T): LossNodes<T> {
  const { delta: error } = softmaxError(g, z, targets);
  return { loss: squared(g, error), delta: g.softmaxGradient(g.softmax(z), error, outputs) };
}
