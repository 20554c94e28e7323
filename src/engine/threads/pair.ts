import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { bytesOf, DOUBLE, EXTENT, type Format, type Machine, PAGE } from "../kernels/machine";
import { isBlock, placeOf, type Program } from "../kernels/program";
import type { Section } from "../kernels/speed";
import type { Part } from "./reach";
import { type Phase, placesIn, scheduled } from "./schedule";
import { type Beginning, CONTROL, type PlacedCall, secondThread, type Share } from "./second-thread";

/** Microseconds that a thread looks again and again whether the other one is ready before it sleeps: longer than from step to step. */
const PATIENT = 400;
/** Milliseconds of work below which two threads gain nothing. */
export const SHORT = 0.03;
/** Bytes of a program that is divided, at most. */
const MOST_BYTES = 2 ** 28;

/** The second thread of this process, and what tells it what to do. */
class Second {
  private readonly control = new Int32Array(new SharedArrayBuffer(4 * Object.keys(CONTROL).length));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  /** How often it must have said that it is done. */
  private expected = 1;
  /** The program that it has, and whether a section is under way. */
  private program: WeakRef<Shared> | undefined;
  private isBusy = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    const { control } = this;
    Atomics.store(control, CONTROL.patience, PATIENT);
    const beginning: Beginning = { control, port: port2, at: CONTROL };
    const script = `const { workerData, receiveMessageOnPort } = require("node:worker_threads");\n(${secondThread})(workerData, receiveMessageOnPort);`;
    // Without what Node was told to load for this thread.
    this.worker = new Worker(script, { eval: true, workerData: beginning, transferList: [port2], execArgv: [], env: {} }); // prettier-ignore
    this.worker.on("error", () => undefined);
    this.worker.unref();
    port1.unref();
    this.port = port1;
  }

  /** Whether it has begun, and can be asked. */
  get isReady(): boolean {
    return Atomics.load(this.control, CONTROL.done) !== 0 && !this.isLost;
  }

  /** Whether it has failed, or was left in the middle of a section: by a debugger, or what ended a cell. */
  get isLost(): boolean {
    return this.isBusy || Atomics.load(this.control, CONTROL.failed) !== 0;
  }

  /** Does a section of a program with it. */
  run(program: Shared, section: number): void {
    this.isBusy = true;
    if (this.program?.deref() !== program) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of Node's, not a window
      this.port.postMessage(program.share);
      this.program = new WeakRef(program);
      this.go(-1);
      this.wait();
    }
    const phases = program.own[section];
    for (const calls of phases) {
      this.go(section);
      for (let k = 0; k < calls.length; k++) calls[k]();
      this.wait();
    }
    this.isBusy = false;
  }

  /** Lets go of the last program's memory. */
  forget(): void {
    if (this.isLost || this.program?.deref()) return;
    const memory = new WebAssembly.Memory({ ...EXTENT, shared: true });
    this.run({ own: [[]], share: { kernels: sharing(DOUBLE), memory, sections: [[]] } }, 0);
  }

  private go(command: number): void {
    const { control } = this;
    Atomics.store(control, CONTROL.command, command);
    Atomics.add(control, CONTROL.go, 1);
    this.expected = (this.expected + 1) | 0;
    if (Atomics.load(control, CONTROL.asleep) === 1) Atomics.notify(control, CONTROL.go);
  }

  private wait(): void {
    const { control, expected } = this;
    for (const end = performance.now() + PATIENT / 1000; performance.now() < end;)
      for (let k = 0; k < 256; k++) if (Atomics.load(control, CONTROL.done) === expected) return;
    for (;;) {
      const done = Atomics.load(control, CONTROL.done);
      if (done === expected) return;
      if (Atomics.load(control, CONTROL.failed) !== 0)
        throw new Error("The second thread of the kernels has ended.");
      Atomics.wait(control, CONTROL.done, done, 1000);
    }
  }

  close(): void {
    void this.worker.terminate();
  }
}

/** What a thread does of a program: of each section, in each phase. */
type Calls = (() => void)[][][];

/** A program for two threads. */
interface Shared {
  own: Calls;
  share: Share;
}

/** The same, and how one thread does it all. */
export interface Divided extends Shared {
  other: Calls;
  /** Which sections are worth two. */
  isLong: boolean[];
}

/** Does a section of a program, phase after phase, on this thread. */
export function runAlone({ own, other }: Divided, section: number): void {
  own[section].forEach((calls, phase) => {
    for (const call of calls) call();
    for (const call of other[section][phase]) call();
  });
}

let second: Second | undefined;
/** Programs that nobody runs any more leave their memory. */
const left = new FinalizationRegistry<undefined>(() => second?.forget());
/** The memory of those machines that two threads see. */
const shared = new WeakMap<Machine, WebAssembly.Memory>();

/** The kernels for a memory that is shared: the same bytes but for the one that says so. */
const sharingModules = new Map<Format, WebAssembly.Module>();
function sharing(format: Format): WebAssembly.Module {
  const known = sharingModules.get(format);
  if (known) return known;
  const bytes = bytesOf(format);
  const name = new TextEncoder().encode("\u0003env\u0006memory\u0002");
  const at = bytes.findIndex((_, k) => name.every((byte, i) => bytes[k + i] === byte)) + name.length;
  // Of a memory with a limit: alone, and shared.
  bytes[at] = 3;
  const module = new WebAssembly.Module(bytes);
  sharingModules.set(format, module);
  return module;
}

/** The thread, begun if there is none; undefined as long as it has not begun. */
export function secondOne(): Second | undefined {
  if (second?.isLost) {
    second.close();
    second = undefined;
  }
  second ??= new Second();
  return second.isReady ? second : undefined;
}

/** Makes a machine's memory one that two threads see. */
function share(machine: Machine): WebAssembly.Memory {
  const known = shared.get(machine);
  if (known) return known;
  const { numbers, bytes } = machine;
  const memory = new WebAssembly.Memory({ ...EXTENT, initial: bytes / PAGE, shared: true });
  machine.use(memory, sharing(machine.format));
  machine.numbers.set(numbers);
  shared.set(machine, memory);
  return memory;
}

/**
 * Divides a program between two threads, and gives its arrays other places, but for those that are kept.
 * @returns undefined where it is large: for a moment its memory is there twice, and arrays live longer in phases
 */
export function divide(
  program: Program,
  machine: Machine,
  sections: readonly Section[],
  size: number,
): Divided | undefined {
  const phases = sections.map(({ from, to }) =>
    scheduled(program.calls.slice(from, to), size, program.bytes),
  );
  const { places, end } = placesIn(phases.flat(), program.keptEnd);
  if (end > MOST_BYTES) return undefined;
  const memory = share(machine);
  machine.reserve(end);
  for (const [whole, place] of places) whole.place = place;
  const callOf = ({ kernel, taken }: Part): PlacedCall => [kernel, ...taken.map((one) => (isBlock(one) ? placeOf(one) : one))]; // prettier-ignore
  const callsOf = (thread: number): PlacedCall[][][] =>
    phases.map((section) => section.map((phase: Phase) => phase[thread].map(callOf)));
  const bound = (calls: PlacedCall[][][]): Calls =>
    calls.map((section) => section.map((phase) => phase.map(([kernel, ...places]) => machine.kernels[kernel].bind(undefined, ...places)))); // prettier-ignore
  const costOf = (section: Phase[]): number => section.flat(2).reduce((sum, { cost }) => sum + cost, 0);
  const others = callsOf(1);
  const divided = {
    own: bound(callsOf(0)),
    other: bound(others),
    share: { kernels: sharing(machine.format), memory, sections: others },
    isLong: phases.map((section) => costOf(section) >= 1e6 * SHORT),
  };
  left.register(divided, undefined);
  return divided;
}
