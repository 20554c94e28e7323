import type { Tensor } from "@tensorflow/tfjs";
import type { Net } from "../architecture/net";
import { PARAMETER_NAMES, shapeOf } from "../architecture/parameters";
import { backend } from "../backend/backend";
import { type LayerTensors, propagate } from "./propagate";

/**
 * ∂(Σ cotangents · outputs)/∂inputs by one backward pass at test behaviour, outputs before softmax or sigmoid.
 * @param inputs size × inputs, row by row; each row's gradient is its own
 * @param cotangents size × outputs
 * @returns size × inputs
 */
export function inputGradients(
  net: Net,
  inputs: Float32Array,
  cotangents: Float32Array,
  size: number,
): Float32Array {
  const { tf } = backend();
  // Arrays must not be what `tidy` returns: it would look for tensors in each of their numbers.
  const found = tf.tidy(() => {
    const layers = net.layers.map((plan, i) => {
      const tensors: LayerTensors = {};
      for (const name of PARAMETER_NAMES) {
        const values = net.parameters[i][name];
        if (values?.length) tensors[name] = tf.tensor(values.slice(), shapeOf(name, values, plan));
      }
      return tensors;
    });
    const weighted = tf.tensor2d(cotangents, [size, net.description.outputs]);
    const gradient = tf.grad((x: Tensor) => tf.sum(tf.mul(propagate(tf, net.layers, layers, x), weighted)));
    const x = tf.tensor2d(inputs, [size, net.description.inputs]);
    return gradient(x);
  });
  try {
    return (found.dataSync() as Float32Array).slice();
  } finally {
    found.dispose();
  }
}
