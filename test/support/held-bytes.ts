import v8 from "node:v8";
import vm from "node:vm";

/**
 * Bytes that are reachable after a full collection, tensors of the wasm and cpu backends included. The size of the process
 * says less: the allocator gives memory back when it likes.
 */
export function heldBytes(): number {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void;
  for (let pass = 0; pass < 2; pass++) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
