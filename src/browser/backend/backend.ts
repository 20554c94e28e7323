import type { backend as original } from "../../backend/backend";

/** What runs in a page: the kernels, and no TensorFlow. */
export const backend = (): Omit<ReturnType<typeof original>, "tf"> => ({
  name: "wasm",
  reason: "a page has WebAssembly and no TensorFlow",
  version: "",
  kernels: "all",
});
