import type { Loss } from "../../architecture/description";
import type { Node } from "./builder";
import type { GraphOps } from "./ops";

/** What the loss of a batch leaves: its mean, and ∂Cᵢ/∂output of each example's own loss. */
export interface LossNodes {
  loss: Node;
  delta: Node;
}

/** Writes the mean loss of a batch from the outputs before softmax or sigmoid; targets as in the reference. */
export function lossOf(g: GraphOps, kind: Loss, outputs: number, z: Node, targets: Node): LossNodes {
  if (kind === "squaredError") {
    const error = g.sub(z, targets);
    return { loss: g.mean(g.mul(g.sum(g.square(error), 1), 0.5), 0), delta: error };
  }
  if (outputs === 1) {
    // With s = 1 − 2y the loss is ln(1 + e^{sz}) and its slope s·σ(sz), which keeps its precision however small.
    const sign = g.sub(1, g.mul(targets, 2));
    const signed = g.mul(z, sign);
    return { loss: g.mean(g.softplus(signed), [0, 1]), delta: g.mul(sign, g.sigmoid(signed)) };
  }
  const { losses, error } = g.softmaxCrossEntropy(z, targets);
  // p − y, the right class by the sum of the others: 1 − p would lose all digits where p is near 1.
  const others = g.mul(error, g.sub(1, targets));
  const miss = g.sum(others, 1, true);
  // −ln(1 − miss) up to ½: −ln p has lost its digits there.
  const near = g.mul(g.log1p(g.mul(g.reshape(g.minimum(miss, 0.5), [-1]), -1)), -1);
  const far = g.reshape(g.above(miss, 0.5), [-1]);
  const loss = g.mean(g.add(near, g.mul(far, g.sub(losses, near))), 0);
  return { loss, delta: g.sub(others, g.mul(targets, miss)) };
}

/** The share of examples whose largest output (or sign, for one output) is the label's. */
export function accuracyOf(g: GraphOps, outputs: number, z: Node, labels: Node): Node {
  const predicted =
    outputs === 1 ? g.cast(g.reshape(g.greater(z, 0), [-1], "bool"), "bool", "int32") : g.argMax(z);
  return g.mean(g.cast(g.equal(predicted, labels, "int32"), "bool", g.compute), 0);
}
