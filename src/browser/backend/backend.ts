import type * as original from "../../backend/backend";

export type { BackendReport } from "../../backend/backend";

/** What runs in a page: the kernels, and no TensorFlow. */
export const backend = (): Omit<ReturnType<typeof original.backend>, "tf"> => ({
  ...backendReport(),
  kernels: "all",
});

/** Says what runs nets in a page, and why. */
export const backendReport: typeof original.backendReport = () => ({
  name: "wasm",
  reason: "a page has WebAssembly, whose kernels run nets, and no TensorFlow.js",
  version: "",
});
