import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";

/** Examples × weights of a layer up to which kernels have looked at a net before TensorFlow has been called for each operation. */
const LOOKED_AT = 2 ** 21;
/** And up to which they train it no slower than a graph does, which takes longer to load than many trainings of such a net. */
const TRAINED = 2 ** 17;

const largest = ({ layers }: Net, size: number): number =>
  Math.max(...layers.map(({ fanIn, fanOut }) => size * fanIn * fanOut));

/** Whether kernels take a look at a net, at batches of that size. */
export const looksByKernels = (net: Net, size: number): boolean => byKernels(net, size, LOOKED_AT);

/** Whether kernels train a net, by batches of that size. */
export const trainsByKernels = (net: Net, size: number): boolean => byKernels(net, size, TRAINED);

function byKernels(net: Net, size: number, most: number): boolean {
  const { kernels } = backend();
  return kernels === "all" || (kernels === "small" && largest(net, size) <= most);
}
