import { InvalidArgument } from "../../errors";
import type { Floats } from "../../numerics/norm";
import { BINARY, SPLIT } from "./binary";

/** A kernel: takes places in memory, lengths and steps. */
export type Kernel = (...places: number[]) => void;

/** What the numbers of a machine are: kernels are compiled for each. */
export interface Format<N extends Floats = Floats> {
  /** Of a number. */
  readonly bytes: 4 | 8;
  /** The kernels in hexadecimal digits. */
  readonly binary: string;
  view(memory: WebAssembly.Memory): N;
}

export const DOUBLE: Format<Float64Array> = {
  bytes: 8,
  binary: BINARY.slice(0, SPLIT),
  view: ({ buffer }) => new Float64Array(buffer),
};

/** Of which a register holds twice as many. */
export const SINGLE: Format<Float32Array> = {
  bytes: 4,
  binary: BINARY.slice(SPLIT),
  view: ({ buffer }) => new Float32Array(buffer),
};

/** Bytes of WebAssembly's pages, and those that programs may take at most: what the build tells the kernels' memory too. */
export const PAGE = 2 ** 16;
const MOST_BYTES = 2 ** 31 - PAGE;
/** Pages of a memory from the beginning, and at most. */
export const EXTENT = { initial: 1, maximum: MOST_BYTES / PAGE };
/** Bytes of memory up to which an idle machine is kept, and how many are. */
const IDLE_BYTES = 2 ** 26;
const MOST_IDLE = 4;

/** Where programs begin: the first page holds the kernels' own tables. */
export const START = PAGE;

const inGigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** A program that WebAssembly's memory cannot hold; where nothing else can run it, an argument's fault. */
export class TooLarge extends InvalidArgument {
  /** How much it is, and how much there is. */
  readonly why: string;

  constructor(end: number, limit: string) {
    super("net and batch", `must have a pass that WebAssembly's memory can hold, where ${limit}`, `${inGigabytes(end)} in float64`); // prettier-ignore
    this.why = `it takes ${inGigabytes(end)} in float64, and ${limit}`;
  }
}

/**
 * What `make` makes, or where WebAssembly's memory cannot hold it, what `otherwise` does.
 * @param otherwise is told why
 */
export function unlessTooLarge<T>(make: () => T, otherwise: (why: string) => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return otherwise(error.why);
  }
}

/**
 * Checks that a program which ends there in float64 can be held at all.
 * @throws TooLarge with both sizes
 */
export function requireBytes(end: number): void {
  if (end > MOST_BYTES) throw new TooLarge(end, `WebAssembly is given ${inGigabytes(MOST_BYTES)} at most`);
}

/** The kernels with a memory of their own, which lies in `numbers`. */
export class Machine<N extends Floats = Floats> {
  kernels!: Readonly<Record<string, Kernel>>;
  numbers!: N;
  private memory!: WebAssembly.Memory;

  constructor(readonly format: Format<N>) {
    this.use(new WebAssembly.Memory(EXTENT), moduleOf(format));
  }

  /** Takes a memory, and the kernels that go with its kind. */
  use(memory: WebAssembly.Memory, kernels: WebAssembly.Module): void {
    this.kernels = kernelsOn(memory, kernels);
    this.memory = memory;
    this.numbers = this.format.view(memory);
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /**
   * Makes room for a program that ends there.
   * @throws TooLarge when the system has no such memory
   */
  reserve(end: number): void {
    if (end <= this.bytes) return;
    try {
      this.memory.grow(Math.ceil((end - this.bytes) / PAGE));
    } catch {
      throw new TooLarge((DOUBLE.bytes / this.format.bytes) * end, "the system does not give them");
    }
    // Growing has taken the memory from every view of it.
    this.numbers = this.format.view(this.memory);
  }
}

const idle: Machine[] = [];

/** A machine that nobody uses, with anything in its memory. */
export function borrowMachine<N extends Floats>(format: Format<N>): Machine<N> {
  const k = idle.findLastIndex((one) => one.format === format);
  return k < 0 ? new Machine(format) : (idle.splice(k, 1)[0] as Machine<N>);
}

/** Gives a machine back, to be used again unless it has grown large. */
export function giveBackMachine(machine: Machine): void {
  if (machine.bytes <= IDLE_BYTES && idle.length < MOST_IDLE) idle.push(machine);
}

const modules = new Map<Format, WebAssembly.Module>();

function moduleOf(format: Format): WebAssembly.Module {
  const module = modules.get(format) ?? new WebAssembly.Module(bytesOf(format));
  modules.set(format, module);
  return module;
}

/** The kernels' own bytes. */
export const bytesOf = ({ binary }: Format): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: binary.length / 2 }, (_, i) => Number(`0x${binary.slice(2 * i, 2 * i + 2)}`));

const kernelsOn = (memory: WebAssembly.Memory, kernels: WebAssembly.Module): Record<string, Kernel> =>
  new WebAssembly.Instance(kernels, { env: { memory } }).exports as Record<string, unknown> as Record<string, Kernel>; // prettier-ignore
