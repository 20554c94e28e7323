import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Loss } from "../architecture/description";
import type { TensorFlow } from "../backend/backend";
import type { Batch } from "../data/dataset";

/**
 * The mean loss of a batch, from the outputs before softmax or sigmoid.
 * Cross-entropy: binary in its overflow-free form for one output, with softmax for more; squared error: ½‖output − target‖².
 */
export function meanLoss(tf: TensorFlow, loss: Loss, outputs: Tensor2D, targets: Tensor2D): Scalar {
  const mean = (perExample: Tensor): Scalar => tf.mean(perExample) as Scalar;
  if (loss === "squaredError") return mean(tf.mul(tf.sum(tf.squaredDifference(outputs, targets), 1), 0.5));
  if (outputs.shape[1] === 1) {
    const tail = tf.log1p(tf.exp(tf.neg(tf.abs(outputs))));
    return mean(tf.add(tf.sub(tf.relu(outputs), tf.mul(outputs, targets)), tail));
  }
  return tf.neg(mean(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)), 1)));
}

/** The targets of a batch, size × outputs: its own, or one-hot rows, or the labels themselves for one output. */
export function targetsOf({ labels, targets }: Batch, outputs: number): Float32Array {
  if (targets) return targets;
  if (outputs === 1) return Float32Array.from(labels);
  const rows = new Float32Array(labels.length * outputs);
  labels.forEach((label, i) => (rows[i * outputs + label] = 1));
  return rows;
}

/** The share of examples whose largest output (or sign, for one output) is the label's; 0 where there are no labels. */
export function accuracyOf(outputs: Float32Array, labels: Int32Array): number {
  if (labels.length === 0) return 0;
  const width = outputs.length / labels.length;
  let right = 0;
  labels.forEach((label, i) => {
    const row = outputs.subarray(i * width, (i + 1) * width);
    const predicted = width === 1 ? Number(row[0] > 0) : row.indexOf(Math.max(...row));
    if (predicted === label) right++;
  });
  return right / labels.length;
}
