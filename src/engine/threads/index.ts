import { availableParallelism } from "node:os";
import type { Speed } from "../kernels/speed";
import { type Chooser, Choice } from "./choice";
import { divide, type Divided, runAlone, secondOne, SHORT } from "./pair";

/** Milliseconds of steps before a second thread is begun: it and what V8 compiles for it take a while, which a short training does not gain back. */
const PATIENCE = 500;

/**
 * Has steps taken by two threads, to the bit as by one.
 * @param chooserOf makes what decides from step to step
 * @param patience milliseconds of steps before a second thread is begun
 */
export const byTwoThreads =
  (chooserOf: () => Chooser, patience: number): Speed =>
  (program, machine, sections, size) => {
    // Functions of JavaScript do not leave their thread.
    if (program.calls.some(({ task }) => typeof task !== "string")) return;
    const alone = program.run.bind(program);
    const last = sections.length - 1;
    const chooser = chooserOf();
    let divided: Divided | undefined;
    let took = 0;
    let spent = 0;
    let steps = 0;
    program.run = (from, to) => {
      const section = sections.findIndex((one) => one.from === from && one.to === to);
      const start = performance.now();
      const second = divided && chooser.byTwo && divided.isLong[section] ? secondOne() : undefined;
      if (!divided) alone(from, to);
      else if (second) second.run(divided, section);
      else runAlone(divided, section);
      took += performance.now() - start;
      if (section < last) return;
      if (divided) chooser.note(took);
      spent += took;
      took = 0;
      steps++;
      // Between steps alone, as places change.
      if (divided || spent < patience || spent / steps < SHORT || !secondOne()) return;
      divided = divide(program, machine, sections, size);
      if (!divided) program.run = alone;
    };
  };

/** Has long trainings' steps taken by two threads where that is faster. */
export const onTwoThreads: Speed | undefined =
  availableParallelism() < 2 ? undefined : byTwoThreads(() => new Choice(), PATIENCE);
