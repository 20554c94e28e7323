/** Bytes that a page may have: WebAssembly's memory ends there. */
export const machineMemory = (): number => 2 ** 31;
