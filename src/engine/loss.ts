import type { GradSaveFunc, Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Loss } from "../architecture/description";
import { lossOf } from "../architecture/loss";
import type { TensorFlow } from "../backend/backend";
import type { Batch } from "../data/dataset";

/**
 * The mean loss of a batch for autodiff, from the outputs before softmax or sigmoid; its value is `lossOf`'s, its gradient on
 * tensors.
 * @param tell is given the value in float64, which float32 may not hold
 */
export function meanLoss(
  tf: TensorFlow,
  kind: Loss,
  outputs: Tensor2D,
  targets: Tensor2D,
  tell: (loss: number) => void,
): Scalar {
  const mean = tf.customGrad((z, save) => {
    // Otherwise z itself may be gone when the gradient asks for it.
    (save as GradSaveFunc)([z as Tensor]);
    const [logits, wanted] = [z as Tensor, targets].map((tensor) => tensor.dataSync() as Float32Array);
    const { loss } = lossOf(kind, logits, wanted, outputs.shape[1]);
    tell(loss);
    const gradFunc = (upstream: Tensor, [saved]: Tensor[]): Tensor =>
      tf.mul(upstream, tf.div(errorOf(tf, kind, saved as Tensor2D, targets), outputs.shape[0]));
    return { value: tf.scalar(loss), gradFunc };
  });
  return mean(outputs) as Scalar;
}

/** ∂Cᵢ/∂z of each example's own loss, in forms that keep their digits where it is small. */
function errorOf(tf: TensorFlow, kind: Loss, z: Tensor2D, targets: Tensor2D): Tensor {
  if (kind === "squaredError") return tf.sub(z, targets);
  if (z.shape[1] === 1) {
    // With s = 1 − 2y: s·σ(sz).
    const sign = tf.sub(1, tf.mul(targets, 2));
    return tf.mul(sign, tf.sigmoid(tf.mul(sign, z)));
  }
  // p − y, the right class by the sum of the others: 1 − p has lost its digits where p is near 1.
  const others = tf.mul(tf.softmax(z), tf.sub(1, targets));
  return tf.sub(others, tf.mul(targets, tf.sum(others, 1, true)));
}

/** The place of the largest number; 0 where one is NaN. */
const largestOf = (row: Float32Array): number =>
  row.reduce((best, value, j) => (value > row[best] ? j : best), 0);

/** The targets of a batch, size × outputs: its own, or one-hot rows, or the labels themselves for one output. */
export function targetsOf({ labels, targets }: Batch, outputs: number): Float32Array {
  if (targets) return targets;
  if (outputs === 1) return Float32Array.from(labels);
  const rows = new Float32Array(labels.length * outputs);
  labels.forEach((label, i) => (rows[i * outputs + label] = 1));
  return rows;
}

/** The share of examples whose largest output (or sign, for one output) is the label's; NaN where there are no labels. */
export function accuracyOf(outputs: Float32Array, labels: Int32Array): number {
  if (labels.length === 0) return Number.NaN;
  const width = outputs.length / labels.length;
  let right = 0;
  labels.forEach((label, i) => {
    const row = outputs.subarray(i * width, (i + 1) * width);
    const predicted = width === 1 ? Number(row[0] > 0) : largestOf(row);
    if (predicted === label) right++;
  });
  return right / labels.length;
}
