import type { Net } from "../architecture/net";
import type { Batch } from "../data/dataset";
import { withPassByAutodiff } from "./autodiff-pass";
import { looksByKernels } from "./small";
import { type AutodiffLayer, gradientsOnTape } from "./tape/gradients";

/**
 * Reads the gradient of the mean loss of a batch, as at test, by automatic differentiation in float32: of the nets that kernels look
 * at on a tape, of others by TensorFlow.js.
 */
export const withGradientsByAutodiff = <T>(
  net: Net,
  batch: Batch,
  read: (layers: readonly AutodiffLayer[]) => T,
): T =>
  looksByKernels(net, batch.size)
    ? read(gradientsOnTape(net, batch))
    : withPassByAutodiff(net, batch, { training: false }, ({ layers }) => read(layers));
