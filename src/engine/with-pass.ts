import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import type { Batch } from "../data/dataset";
import { withPassByAutodiff } from "./autodiff-pass";
import { isCompilable } from "./compilable";
import type { LayerPass, Pass, PassOptions } from "./executor";
import { withPassInFloat64 } from "./graph/float64-pass";
import { withPassInKernels } from "./kernels/look";
import { unlessTooLarge } from "./kernels/machine";
import { isFlat } from "./precision";
import { looksByKernels } from "./small";

/**
 * Runs one batch forward and backward, reads what it was like, and frees everything; the net is left as it was.
 *
 * In float64 by kernels. On the native backend these take small nets; large ones, and those in which float32 alone would lose
 * digits, which is to be told, run in float32 by autodiff, and where a layer's numbers leave its range once more in float64 by
 * the graph executor. What none can hold stays with autodiff.
 */
export function withPass<T>(net: Net, batch: Batch, options: PassOptions, read: (seen: Pass) => T): T {
  if (!looksByKernels(net, batch.size)) return withPassByTensorFlow(net, batch, options, read);
  const isNode = backend().name === "node";
  const losesDigits = ({ layers }: Pass): boolean =>
    layers.some(({ preactivation }, l) => isFlat(net.layers[l], preactivation));
  return unlessTooLarge(
    () => {
      const seen = withPassInKernels(net, batch, options, (pass) =>
        isNode && losesDigits(pass) ? undefined : { value: read(pass) },
      );
      return seen ? seen.value : withPassByTensorFlow(net, batch, options, read);
    },
    () => withPassByAutodiff(net, batch, options, read),
  );
}

function withPassByTensorFlow<T>(net: Net, batch: Batch, options: PassOptions, read: (seen: Pass) => T): T {
  const inGraph = isCompilable(net);
  type Seen = { value: T } | { float32: LayerPass["float32"][] };
  const seen = withPassByAutodiff(net, batch, options, (pass): Seen =>
    inGraph && !pass.isHeld ? { float32: pass.layers.map(({ float32 }) => float32) } : { value: read(pass) },
  );
  return "value" in seen ? seen.value : withPassInFloat64(net, batch, { ...options, ...seen }, read);
}
