import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";

/** Examples × weights of a layer, on average, up to which kernels have looked at a net before TensorFlow has been called for each operation. */
const LOOKED_AT = 2 ** 22;
/** And up to which they train it: 32 units at batches of 128. At four times as many a graph, which takes 30 ms longer to load, is faster. */
const TRAINED = 2 ** 17;

const average = ({ layers }: Net, size: number): number =>
  layers.reduce((sum, { fanIn, fanOut }) => sum + size * fanIn * fanOut, 0) / layers.length;

/** Whether kernels take a look at a net, at batches of that size. */
export const looksByKernels = (net: Net, size: number): boolean => byKernels(net, size, LOOKED_AT);

/** Whether kernels train a net, by batches of that size. */
export const trainsByKernels = (net: Net, size: number): boolean => byKernels(net, size, TRAINED);

function byKernels(net: Net, size: number, most: number): boolean {
  const { kernels } = backend();
  return kernels === "all" || (kernels === "small" && average(net, size) <= most);
}
