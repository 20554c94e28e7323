import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";
import type { Arithmetic } from "../optimizers/optimizer";

/** The optimizers' arithmetic on tensors at a step; 0/0 is 0, as on numbers. */
export const tensorArithmetic = (tf: TensorFlow, step: number): Arithmetic<Tensor> => ({
  add: (a, b) => tf.add(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.divNoNan(a, b),
  sqrt: (a) => tf.sqrt(a),
  norm: (a) => tf.norm(a),
  scale: (a, factor) => tf.mul(a, factor),
  scaleAtStep: (a, factor) => tf.mul(a, factor(step)),
  shift: (a, constant) => tf.add(a, constant),
});
