import type { Tensor } from "@tensorflow/tfjs";
import type { Elementwise } from "../activations/elementwise";
import type { TensorFlow } from "../backend/backend";

/** The activations' operations on tfjs's tensors, whose gradients autodiff finds. */
export const tensorElementwise = (tf: TensorFlow): Elementwise<Tensor> => ({
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  abs: tf.abs,
  square: tf.square,
  exp: tf.exp,
  minimum: tf.minimum,
  clipByValue: tf.clipByValue,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  softplus: tf.softplus,
  erf: tf.erf,
  normalShare: (a) => tf.mul(tf.add(tf.erf(tf.mul(a, Math.SQRT1_2)), 1), 0.5),
  relu: tf.relu,
  relu6: tf.relu6,
  elu: tf.elu,
  selu: tf.selu,
  pointwise: (a, f, derivative) =>
    tf.customGrad((x) => {
      const { shape } = x as Tensor;
      const values = (x as Tensor).dataSync().slice() as Float32Array;
      return {
        value: tf.tensor(values.map(f), shape),
        gradFunc: (upstream: Tensor) => tf.mul(upstream, tf.tensor(values.map(derivative), shape)),
      };
    })(a),
});
