import { totalmem } from "node:os";

/** Bytes that this machine has, or that a container leaves of them. */
export const machineMemory = (): number => Math.min(totalmem(), process.constrainedMemory?.() || Infinity);
