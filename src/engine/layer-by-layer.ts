import type { Tensor } from "@tensorflow/tfjs";
import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import type { Batch } from "../data/dataset";
import { type LayerTrace, runLayer, tensorsOf } from "./propagate";

/**
 * Runs a batch forward one layer after the other, as at test, and frees everything. While a layer is visited, its own parameters
 * may be changed: `preactivation` computes z with those that the net has then.
 */
export function layerByLayer(
  net: Net,
  batch: Batch,
  visit: (index: number, preactivation: () => Float32Array) => void,
): void {
  const { tf } = backend();
  const outputs: Tensor[] = [tf.tensor2d(batch.inputs, [batch.size, net.description.inputs])];
  const run = (index: number): { preactivation: Float32Array; output: Tensor } => {
    const plan = net.layers[index];
    const traces: LayerTrace[] = [];
    const output = tf.tidy(() =>
      runLayer(tf, plan, tensorsOf(tf, plan, net.parameters[index]), outputs, { traces }),
    );
    const [{ preactivation, activation }] = traces;
    const read = preactivation.dataSync() as Float32Array;
    tf.dispose([preactivation, activation]);
    return { preactivation: read, output };
  };
  try {
    for (let index = 0; index < net.layers.length; index++) {
      visit(index, () => {
        const { preactivation, output } = run(index);
        output.dispose();
        return preactivation;
      });
      outputs.push(run(index).output);
    }
  } finally {
    tf.dispose(outputs);
  }
}
