import type { Tensor2D } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";

/**
 * The mean loss of a batch, from the outputs before softmax or sigmoid.
 * One output: binary cross-entropy in its overflow-free form; two or more: softmax and cross-entropy.
 */
export function meanLoss(tf: TensorFlow, outputs: Tensor2D, targets: Tensor2D): ReturnType<typeof tf.scalar> {
  if (outputs.shape[1] === 1) {
    const tail = tf.log1p(tf.exp(tf.neg(tf.abs(outputs))));
    return tf.mean(tf.add(tf.sub(tf.relu(outputs), tf.mul(outputs, targets)), tail));
  }
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)), 1)));
}

/** The targets of a batch: one-hot rows, or the labels themselves for one output. */
export function targetsOf(labels: Int32Array, outputs: number): Float32Array {
  if (outputs === 1) return Float32Array.from(labels);
  const targets = new Float32Array(labels.length * outputs);
  labels.forEach((label, i) => (targets[i * outputs + label] = 1));
  return targets;
}

/** The share of examples whose largest output (or sign, for one output) is the label's. */
export function accuracyOf(outputs: Float32Array, labels: Int32Array): number {
  const width = outputs.length / labels.length;
  let right = 0;
  labels.forEach((label, i) => {
    const row = outputs.subarray(i * width, (i + 1) * width);
    const predicted = width === 1 ? Number(row[0] > 0) : row.indexOf(Math.max(...row));
    if (predicted === label) right++;
  });
  return right / labels.length;
}
