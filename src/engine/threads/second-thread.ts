import type { receiveMessageOnPort as receive, MessagePort } from "node:worker_threads";

/** Where two threads' numbers to each other lie. */
export const CONTROL = { go: 0, done: 1, asleep: 2, command: 3, failed: 4, patience: 5 } as const;

/** A kernel, and where its arrays lie. */
export type PlacedCall = readonly [kernel: string, ...places: number[]];

/** What the second thread does of a program: of each section, the calls of each phase. */
export interface Share {
  kernels: WebAssembly.Module;
  memory: WebAssembly.Memory;
  sections: PlacedCall[][][];
}

/** What the second thread begins with. */
export interface Beginning {
  control: Int32Array;
  port: MessagePort;
  at: typeof CONTROL;
}

/**
 * The second thread: waits for a section's number, does its phases of it, each when the first thread has begun it, and says so.
 * −1 instead tells it to take the next message, a program. It is sent as text: it knows nothing else than its arguments.
 */
export function secondThread({ control, port, at }: Beginning, receiveMessageOnPort: typeof receive): void {
  let sections: (() => void)[][][] = [];
  let seen = 0;
  const patience = Atomics.load(control, at.patience) / 1000;
  /** Until the first thread has begun the next phase. */
  const begun = (): void => {
    for (const end = performance.now() + patience; performance.now() < end;) {
      for (let k = 0; k < 256; k++) {
        if (Atomics.load(control, at.go) === seen) continue;
        seen = (seen + 1) | 0;
        return;
      }
    }
    Atomics.store(control, at.asleep, 1);
    Atomics.wait(control, at.go, seen);
    Atomics.store(control, at.asleep, 0);
    seen = (seen + 1) | 0;
  };
  const done = (): void => {
    Atomics.add(control, at.done, 1);
    Atomics.notify(control, at.done);
  };
  try {
    done();
    for (;;) {
      begun();
      const section = Atomics.load(control, at.command);
      if (section < 0) {
        const { kernels, memory, sections: given } = receiveMessageOnPort(port)!.message as Share;
        const { exports } = new WebAssembly.Instance(kernels, { env: { memory } });
        sections = given.map((phases) =>
          phases.map((calls) =>
            calls.map(([name, ...places]) =>
              (exports[name] as () => void).bind(undefined, ...(places as [])),
            ),
          ),
        );
        done();
        continue;
      }
      const phases = sections[section];
      for (let phase = 0; phase < phases.length; phase++) {
        if (phase > 0) begun();
        const calls = phases[phase];
        for (let k = 0; k < calls.length; k++) calls[k]();
        done();
      }
    }
  } catch (error) {
    Atomics.store(control, at.failed, 1);
    Atomics.notify(control, at.done);
    throw error;
  }
}
