import type { GradSaveFunc, Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Loss } from "../architecture/description";
import type { TensorFlow } from "../backend/backend";
import type { Batch } from "../data/dataset";

/**
 * The mean loss of a batch, from the outputs before softmax or sigmoid; targets are one-hot rows but for squared error.
 * Cross-entropy: binary in its overflow-free form for one output, with softmax for more; squared error: ½‖output − target‖².
 */
export function meanLoss(tf: TensorFlow, loss: Loss, outputs: Tensor2D, targets: Tensor2D): Scalar {
  if (loss === "squaredError")
    return tf.mean(tf.mul(tf.sum(tf.squaredDifference(outputs, targets), 1), 0.5)) as Scalar;
  const { value, gradient } = outputs.shape[1] === 1 ? binary(tf, targets) : softmax(tf, targets);
  const perExample = tf.customGrad((z, save) => {
    // Otherwise z itself may be gone when the gradient asks for it.
    (save as GradSaveFunc)([z as Tensor]);
    return {
      value: value(z as Tensor),
      gradFunc: (upstream: Tensor, [saved]: Tensor[]) => tf.mul(upstream, gradient(saved)),
    };
  });
  return tf.mean(perExample(outputs)) as Scalar;
}

/** Each example's loss (size × 1), and its gradient in a form that keeps its digits where the loss is small. */
interface ExampleLoss {
  value: (z: Tensor) => Tensor;
  gradient: (z: Tensor) => Tensor;
}

/** With s = 1 − 2y: ln(1 + e^{sz}), whose slope is s·σ(sz). */
function binary(tf: TensorFlow, targets: Tensor): ExampleLoss {
  return {
    value: (z) => tf.add(tf.sub(tf.relu(z), tf.mul(z, targets)), tf.log1p(tf.exp(tf.neg(tf.abs(z))))),
    gradient: (z) => {
      const sign = tf.sub(1, tf.mul(targets, 2));
      return tf.mul(sign, tf.sigmoid(tf.mul(sign, z)));
    },
  };
}

/** p − y, the right class by the sum of the others: 1 − p has lost its digits where p is near 1. */
function softmax(tf: TensorFlow, targets: Tensor): ExampleLoss {
  return {
    value: (z) => tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(z)), 1, true)),
    gradient: (z) => {
      const others = tf.mul(tf.softmax(z as Tensor2D), tf.sub(1, targets));
      return tf.sub(others, tf.mul(targets, tf.sum(others, 1, true)));
    },
  };
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
