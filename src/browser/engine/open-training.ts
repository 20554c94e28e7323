import type { openTraining as original } from "../../engine/open-training";
import { KernelTraining } from "../../engine/kernels/training";

/** Loads a net for training by kernels. */
export const openTraining: typeof original = (net, rule, size) => ({
  session: new KernelTraining(net, rule, size),
  reason: "WebAssembly kernels run steps in float32, in the page",
});
