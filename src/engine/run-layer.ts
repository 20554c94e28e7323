import type { Tensor } from "@tensorflow/tfjs";
import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import type { Floats } from "../numerics/norm";
import { type LayerRun, runLayerByKernels } from "./kernels/run-layer";
import { unlessTooLarge } from "./kernels/machine";
import { type LayerTrace, runLayer as runTensors, tensorsOf } from "./propagate";
import { looksByKernels } from "./small";

/**
 * Runs one layer forward, as at test, with the parameters that the net has now. By kernels where these take looks.
 * @param outputs what the layers below pass on, row by row, the first being the input
 */
export function runLayer(net: Net, index: number, outputs: readonly Floats[], size: number): LayerRun {
  const byReference = (): LayerRun => runLayerByReference(net, index, outputs, size);
  return looksByKernels(net, size)
    ? unlessTooLarge(() => runLayerByKernels(net, index, outputs, size), byReference)
    : byReference();
}

function runLayerByReference(net: Net, index: number, outputs: readonly Floats[], size: number): LayerRun {
  const { tf } = backend();
  const plan = net.layers[index];
  const traces: LayerTrace[] = [];
  const output = tf.tidy(() => {
    const tensors = outputs.map((values): Tensor => tf.tensor2d(Float32Array.from(values), [size, values.length / size])); // prettier-ignore
    return runTensors(tf, plan, tensorsOf(tf, plan, net.parameters[index]), tensors, { traces });
  });
  const [{ preactivation, activation }] = traces;
  const read = (tensor: Tensor): Float32Array => tensor.dataSync() as Float32Array;
  const run = { preactivation: read(preactivation), output: read(output) };
  tf.dispose([preactivation, activation, output]);
  return run;
}
