import { totalmem } from "node:os";

let bytes: number | undefined;

/** Bytes that this machine has, or that a container leaves of them; asked for once, as the answer is read from files. */
export const machineMemory = (): number =>
  (bytes ??= Math.min(totalmem(), process.constrainedMemory?.() || Infinity));
