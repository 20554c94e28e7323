import { setTimeout } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import { median } from "d3-array";

v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc") as () => void;

/** Bytes that are left after a full collection; what waited for its finalizer is left until the next one. */
function collectedBytes(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/**
 * Bytes that are reachable after a full collection, tensors of the wasm and cpu backends included. The size of the process
 * says less: the allocator gives memory back when it likes.
 */
export function heldBytes(): number {
  collect();
  return collectedBytes();
}

/**
 * The same, once V8 has nothing in hand: a function that it is just compiling in another thread holds some hundred thousand bytes
 * of its own.
 */
export async function settledBytes(): Promise<number> {
  for (let bytes = collectedBytes(); ;) {
    await setTimeout(20);
    const now = collectedBytes();
    if (now > bytes - 1000) return now;
    bytes = now;
  }
}

/**
 * Bytes that stay reachable of each round of something: the median over stretches of rounds. What leaks does so in all of them;
 * code that V8 compiles, or lets go of, when it sees fit, comes and goes in some.
 */
export async function heldPerRound(
  round: (k: number) => unknown,
  rounds: number,
  stretches = 6,
): Promise<number> {
  const stretch = Math.ceil(rounds / stretches);
  const growth: number[] = [];
  let before = await settledBytes();
  for (let k = 0; k < rounds;) {
    for (const end = k + stretch; k < end; k++) await round(k);
    const now = await settledBytes();
    growth.push((now - before) / stretch);
    before = now;
  }
  return median(growth)!;
}
