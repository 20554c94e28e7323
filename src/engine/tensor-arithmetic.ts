import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";
import type { Arithmetic } from "../optimizers/optimizer";
import { norm } from "../numerics/norm";
import { type Magnitude, magnitude } from "../numerics/magnitude";

/** A tensor that is to be multiplied by 2^exponent, because float32 may not hold it then. */
export interface Scaled {
  readonly tensor: Tensor;
  readonly exponent: number;
}

export const scaled = (tensor: Tensor, exponent = 0): Scaled => ({ tensor, exponent });

/** The tensor with its power of two multiplied in: 0 below float32's range. */
export function materialize(tf: TensorFlow, { tensor, exponent }: Scaled): Tensor {
  let [found, left] = [tensor, exponent];
  // In parts, because the power itself may be out of range.
  while (left !== 0) {
    const part = Math.max(-100, Math.min(100, left));
    found = tf.mul(found, 2 ** part);
    left -= part;
  }
  return found;
}

/** ‖a‖ in float64, where no square is out of range. */
export const sizeOf = ({ tensor, exponent }: Scaled, factor = 1): Magnitude =>
  magnitude(factor * norm(tensor.dataSync() as Float32Array), exponent);

/** √(a² + b²) of numbers from 0 up, of which no square is taken that float32 does not hold. */
function hypot(tf: TensorFlow, a: Tensor, b: Tensor): Tensor {
  const larger = tf.maximum(a, b);
  return tf.mul(larger, tf.sqrt(tf.add(tf.square(tf.divNoNan(tf.minimum(a, b), larger)), 1)));
}

/** The optimizers' arithmetic on tensors at a step; 0/0 is 0, as on numbers. */
export function tensorArithmetic(tf: TensorFlow, step: number): Arithmetic<Scaled> {
  const both = (a: Scaled, b: Scaled, op: (a: Tensor, b: Tensor) => Tensor): Scaled =>
    scaled(op(materialize(tf, a), materialize(tf, b)));
  const times = ({ tensor, exponent }: Scaled, factor: number): Scaled =>
    scaled(tf.mul(tensor, factor), exponent);
  return {
    add: (a, b) => both(a, b, tf.add),
    // The powers leave each other: what they say may be far out of range.
    div: (a, b) => scaled(tf.divNoNan(a.tensor, b.tensor), a.exponent - b.exponent),
    hypot: (a, b) => both(a, b, (x, y) => hypot(tf, tf.abs(x), tf.abs(y))),
    norm: ({ tensor, exponent }) => scaled(tf.scalar(norm(tensor.dataSync() as Float32Array)), exponent),
    scale: times,
    scaleAtStep: (a, factor) => times(a, factor(step)),
    shift: (a, constant) => scaled(tf.add(materialize(tf, a), constant)),
  };
}
