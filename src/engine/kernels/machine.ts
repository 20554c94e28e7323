import { InvalidArgument } from "../../errors";
import { BINARY } from "./binary";

/** A kernel: takes places in memory, lengths and steps. */
export type Kernel = (...places: number[]) => void;

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
 * Checks that a program which ends there can be held at all.
 * @throws TooLarge with both sizes
 */
export function requireBytes(end: number): void {
  if (end > MOST_BYTES) throw new TooLarge(end, `WebAssembly is given ${inGigabytes(MOST_BYTES)} at most`);
}

/** The kernels with a memory of their own, which lies in `numbers` as float64. */
export class Machine {
  kernels!: Readonly<Record<string, Kernel>>;
  numbers!: Float64Array;
  private memory!: WebAssembly.Memory;

  constructor() {
    this.use(new WebAssembly.Memory(EXTENT), (module ??= new WebAssembly.Module(binary())));
  }

  /** Takes a memory, and the kernels that go with its kind. */
  use(memory: WebAssembly.Memory, kernels: WebAssembly.Module): void {
    this.kernels = kernelsOn(memory, kernels);
    this.memory = memory;
    this.numbers = new Float64Array(memory.buffer);
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
      throw new TooLarge(end, "the system does not give them");
    }
    // Growing has taken the memory from every view of it.
    this.numbers = new Float64Array(this.memory.buffer);
  }
}

const idle: Machine[] = [];

/** A machine that nobody uses, with anything in its memory. */
export const borrowMachine = (): Machine => idle.pop() ?? new Machine();

/** Gives a machine back, to be used again unless it has grown large. */
export function giveBackMachine(machine: Machine): void {
  if (machine.bytes <= IDLE_BYTES && idle.length < MOST_IDLE) idle.push(machine);
}

let module: WebAssembly.Module | undefined;

/** The kernels' own bytes. */
export const binary = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: BINARY.length / 2 }, (_, i) => Number(`0x${BINARY.slice(2 * i, 2 * i + 2)}`));

const kernelsOn = (memory: WebAssembly.Memory, kernels: WebAssembly.Module): Record<string, Kernel> =>
  new WebAssembly.Instance(kernels, { env: { memory } }).exports as Record<string, unknown> as Record<string, Kernel>; // prettier-ignore
