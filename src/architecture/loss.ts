import { exp, log } from "../numerics/elementary";
import { placeOfLargest } from "../numerics/largest";
import { logistic, logOnePlusExp } from "../activations/logistic";
import { type Ending, endsOf, linkOf, type Logistic } from "./output";

/** The mean loss of examples, and ∂Cᵢ/∂z of each one's own loss Cᵢ, in float64. */
export interface LossValue {
  loss: number;
  /** ∂Cᵢ/∂z; examples × outputs. */
  delta: Float64Array;
}

/**
 * The loss of some examples from what the layers give, with all digits in every tail.
 *
 * Cross-entropy by softmax is Σⱼ yⱼ·ln(1 + e^d) with d = ln Σ_{k≠j} e^{z_k} − zⱼ, which keeps its digits where p is near 1 and has
 * no overflow; by sigmoids Σⱼ (1 − yⱼ)·ln(1 + e^zⱼ) + yⱼ·ln(1 + e^−zⱼ). The error p − y is p(1 − y) − y(1 − p), with 1 − p as the sum
 * of the others, or σ(−z). Squared error is ½Σ(p − y)².
 * @param outputs z, or what an activation made of it that the loss does not apply itself (`linkOf`); examples × outputs
 * @param targets of the same shape, as `targetsOf` gives them
 */
export function lossOf(ending: Ending, outputs: ArrayLike<number>, targets: ArrayLike<number>): LossValue {
  const delta = new Float64Array(outputs.length);
  const { outputs: width } = ending;
  const ofRow = rowLoss(ending);
  let sum = 0;
  for (let from = 0; from < outputs.length; from += width)
    sum += ofRow(outputs, targets, from, from + width, delta);
  return { loss: (sum * width) / outputs.length, delta };
}

/**
 * The answers that a net gives: probabilities, or what its activation makes of z; row by row.
 * @param outputs as for `lossOf`
 */
export function answersOf(ending: Ending, outputs: ArrayLike<number>): Float64Array {
  const answers = Float64Array.from(outputs);
  const link = linkOf(ending);
  if (link === "none") return answers;
  if (link !== "softmax") return answers.map((z) => link.low + link.height * logistic(link.steepness * z));
  const { outputs: width } = ending;
  for (let from = 0; from < answers.length; from += width) {
    const total = logSumExp(outputs, from, from + width);
    for (let j = from; j < from + width; j++) answers[j] = exp(outputs[j] - total);
  }
  return answers;
}

/** Answers to some examples: a class each, or a row of targets each. */
interface Answers<T extends ArrayLike<number> = ArrayLike<number>> {
  readonly labels: ArrayLike<number>;
  readonly targets?: T;
}

/**
 * The targets of examples, row by row: their own, or those that stand for their classes, one output for each, or one for both of two.
 * @param rows where these are written
 */
export function targetsOf<T extends ArrayLike<number>>(
  ending: Ending,
  { labels, targets }: Answers<T>,
  rows: Float32Array = new Float32Array(labels.length * ending.outputs),
): T | Float32Array {
  if (targets) return targets;
  const { on, off } = endsOf(ending);
  const { outputs } = ending;
  rows.fill(off);
  for (let i = 0; i < labels.length; i++) {
    if (outputs > 1) rows[i * outputs + labels[i]] = on;
    else if (labels[i] === 1) rows[i] = on;
  }
  return rows;
}

/**
 * The share of examples whose class is predicted right: whose largest output is the label's, or for one output is on its side of
 * the middle. Of targets, the share whose largest probability is where theirs is, or by sigmoids the share of all labels that are
 * on the right side of ½. NaN where there are only numbers to predict.
 */
export function accuracyOf(ending: Ending, outputs: ArrayLike<number>, answers: Answers): number {
  const { outputs: width } = ending;
  const known = classesOf(ending, answers);
  const middle = middleOf(ending);
  let right = 0;
  if (known) {
    for (let i = 0; i < known.length; i++) {
      const from = i * width;
      const predicted =
        width === 1 ? Number(outputs[from] > middle) : placeOfLargest(outputs, from, from + width);
      if (predicted === known[i]) right++;
    }
    return right / known.length;
  }
  if (!hasAccuracy(ending, answers)) return Number.NaN;
  for (let k = 0; k < outputs.length; k++) if (outputs[k] > middle === answers.targets![k] >= 0.5) right++;
  return right / outputs.length;
}

/** Whether there are classes or labels, so that answers can be right. */
export const hasAccuracy = ({ output, loss }: Ending, { labels }: Answers): boolean =>
  labels.length > 0 || loss === "crossEntropy" || output.name === "softmax";

/** The class of each example, also where probabilities tell it; undefined where there is none. */
export function classesOf(
  { outputs, output }: Ending,
  { labels, targets }: Answers,
): ArrayLike<number> | undefined {
  if (labels.length > 0) return labels;
  if (!targets || output.name !== "softmax") return undefined;
  return Int32Array.from({ length: targets.length / outputs }, (_, i) =>
    placeOfLargest(targets, i * outputs, (i + 1) * outputs),
  );
}

/** What the one output of two classes is compared with. */
export const middleOf = (ending: Ending): number => (linkOf(ending) === "none" ? 0.5 : 0);

/** ln Σ eᶻ from one place up to another, one of them left out; −Infinity for nothing. */
export function logSumExp(z: ArrayLike<number>, from = 0, to = z.length, without = -1): number {
  let top = -Infinity;
  for (let k = from; k < to; k++) if (k !== without && !(z[k] <= top)) top = z[k];
  if (!Number.isFinite(top)) return top;
  let sum = 0;
  for (let k = from; k < to; k++) if (k !== without) sum += exp(z[k] - top);
  return top + log(sum);
}

/** The loss of one row, which fills in its δ. */
type RowLoss = (
  z: ArrayLike<number>,
  y: ArrayLike<number>,
  from: number,
  to: number,
  delta: Float64Array,
) => number;

function rowLoss(ending: Ending): RowLoss {
  const link = linkOf(ending);
  if (ending.loss === "crossEntropy") return link === "softmax" ? softmax : binary;
  if (link === "softmax") return squaredErrorOfSoftmax;
  return link === "none" ? squaredError : squaredErrorOf(link);
}

const squaredError: RowLoss = (z, y, from, to, delta) => {
  let sum = 0;
  for (let j = from; j < to; j++) {
    delta[j] = z[j] - y[j];
    sum += delta[j] ** 2 / 2;
  }
  return sum;
};

/** With p = σ(steepness·z) and t the target on its scale, the error is height·(p(1 − t) − t(1 − p)) and φ′ height·steepness·p(1 − p). */
const squaredErrorOf =
  ({ low, height, steepness }: Logistic): RowLoss =>
  (z, y, from, to, delta) => {
    let sum = 0;
    for (let j = from; j < to; j++) {
      const [p, q] = [logistic(steepness * z[j]), logistic(-steepness * z[j])];
      const t = (y[j] - low) / height;
      const error = height * (p * (1 - t) - t * q);
      delta[j] = error * height * steepness * p * q;
      sum += error ** 2 / 2;
    }
    return sum;
  };

const binary: RowLoss = (z, y, from, to, delta) => {
  let sum = 0;
  for (let j = from; j < to; j++) {
    delta[j] = logistic(z[j]) * (1 - y[j]) - y[j] * logistic(-z[j]);
    sum += (1 - y[j]) * logOnePlusExp(z[j]) + y[j] * logOnePlusExp(-z[j]);
  }
  return sum;
};

const softmax: RowLoss = (z, y, from, to, delta) => {
  const total = logSumExp(z, from, to);
  let sum = 0;
  for (let j = from; j < to; j++) {
    delta[j] = exp(z[j] - total) * (1 - y[j]);
    if (y[j] === 0) continue;
    const others = logSumExp(z, from, to, j);
    delta[j] -= y[j] * exp(others - total);
    sum += y[j] * logOnePlusExp(others - z[j]);
  }
  return sum;
};

/** δⱼ = pⱼ Σₖ pₖ(eⱼ − eₖ), e = p − y: no difference of nearly equal numbers where p is near 0 or 1. */
const squaredErrorOfSoftmax: RowLoss = (z, y, from, to, delta) => {
  softmax(z, y, from, to, delta);
  const errors = delta.slice(from, to);
  const total = logSumExp(z, from, to);
  const shares = errors.map((_, k) => exp(z[from + k] - total));
  errors.forEach((error, j) => {
    delta[from + j] = shares[j] * shares.reduce((sum, share, k) => sum + share * (error - errors[k]), 0);
  });
  return errors.reduce((sum, error) => sum + error ** 2 / 2, 0);
};
