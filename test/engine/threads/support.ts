import type { Net } from "../../../src/architecture/net";
import type { UpdateRule } from "../../../src/engine/executor";
import { DOUBLE, type Format } from "../../../src/engine/kernels/machine";
import type { Speed } from "../../../src/engine/kernels/speed";
import { KernelTraining } from "../../../src/engine/kernels/training";
import { byTwoThreads } from "../../../src/engine/threads";
import { divide, secondOne } from "../../../src/engine/threads/pair";
import { turn } from "../../../src/training/interrupt";

/** A training of kernels at some speed, for batches of a size; in float64 where nothing else is said. */
export const trainingAt = (
  speed: Speed | undefined,
  size: number,
  format: Format = DOUBLE,
): new (net: Net, rule: UpdateRule) => KernelTraining =>
  class extends KernelTraining {
    constructor(net: Net, rule: UpdateRule) {
      super(net, rule, size, { speed, format });
    }
  };

/** Runs what is divided for two threads by one, each phase in such an order. */
const inOrder =
  (...threads: ("own" | "other")[]): Speed =>
  (program, machine, sections, size) => {
    if (program.calls.some(({ task }) => typeof task !== "string")) return;
    const divided = divide(program, machine, sections, size)!;
    program.run = (from) => {
      const section = sections.findIndex((one) => one.from === from);
      divided.own[section].forEach((_, phase) => {
        for (const thread of threads) for (const call of divided[thread][section][phase]) call();
      });
    };
  };
export const ownFirst = inOrder("own", "other");
export const otherFirst = inOrder("other", "own");

/** Always by two, from the second step on. */
export const always = byTwoThreads(() => ({ byTwo: true, note: () => undefined }), 0);

/** The second thread, when it has begun. */
export async function begun(): Promise<NonNullable<ReturnType<typeof secondOne>>> {
  for (;;) {
    const second = secondOne();
    if (second) return second;
    await turn();
  }
}
