import type { Floats } from "../../numerics/norm";
import {
  borrowMachine,
  DOUBLE,
  type Format,
  giveBackMachine,
  type Machine,
  requireBytes,
  START,
} from "./machine";

/** An array in a machine's memory, row by row. One number alone fills a register there, so that kernels can take it for many. */
export interface Block {
  readonly shape: readonly number[];
  readonly length: number;
  /** The array that it is a part or another shape of, and how many bytes into it. */
  readonly whole: Whole;
  readonly offset: number;
}

/** What has a place in memory of its own. */
export interface Whole {
  readonly bytes: number;
  /** Whether it is kept beyond the last call that takes it. */
  kept: boolean;
  place: number;
}

/** What a call takes: where arrays lie, and numbers. */
export type Argument = Block | number;

/** A kernel's name, or what JavaScript does with places in `numbers`. */
export type Task = string | ((numbers: Floats, ...places: number[]) => void);

export interface Call {
  task: Task;
  taken: readonly Argument[];
}

export const lengthOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
export const isBlock = (argument: Argument): argument is Block => typeof argument !== "number";
/** Bytes that kernels take at once. */
const REGISTER = 16;
const rounded = (bytes: number): number => REGISTER * Math.ceil(bytes / REGISTER);

/** Calls in their order, noted once for arrays that get their places when all are known, and then repeated. */
export class Program {
  readonly calls: Call[] = [];
  private readonly kept: Whole[] = [];
  private readonly numbers: { block: Block; value: number }[] = [];
  private ready: (() => void)[] = [];
  /** Where its memory ends, and what is kept in it. */
  end = START;
  keptEnd = START;
  /** Bytes of a number, and how many a register holds. */
  readonly bytes: number;
  readonly lanes: number;

  constructor({ bytes }: Format = DOUBLE) {
    this.bytes = bytes;
    this.lanes = REGISTER / bytes;
  }

  /** An array; `kept` if others than calls use it. */
  block(shape: readonly number[], kept = false): Block {
    const length = lengthOf(shape);
    const whole: Whole = { bytes: rounded(this.bytes * length), kept, place: 0 };
    if (kept) this.kept.push(whole);
    return { shape, length, whole, offset: 0 };
  }

  /** Keeps an array that calls have made. */
  keep(block: Block): Block {
    if (!block.whole.kept) this.kept.push(block.whole);
    block.whole.kept = true;
    return block;
  }

  /** A number that stays. */
  constant(value: number): Block {
    const known = this.numbers.find((other) => Object.is(other.value, value));
    if (known) return known.block;
    const block = this.block([], true);
    this.numbers.push({ block, value });
    return block;
  }

  call(task: Task, ...taken: Argument[]): void {
    this.calls.push({ task, taken });
  }

  /** How many calls there are so far. */
  get length(): number {
    return this.calls.length;
  }

  /** Gives every array its place: what is kept lies first, in the order in which it came; the rest share what is left. */
  private layOut(): void {
    for (const whole of this.kept) this.end = placed(whole, this.end);
    this.keptEnd = this.end;
    const last = new Map<Whole, number>();
    this.calls.forEach(({ taken }, k) => {
      for (const { whole } of taken.filter(isBlock)) if (!whole.kept) last.set(whole, k);
    });
    const free = new Map<number, number[]>();
    this.calls.forEach(({ taken }, k) => {
      const here = new Set(taken.filter(isBlock).map(({ whole }) => whole));
      for (const whole of here) {
        if (whole.kept || whole.place > 0) continue;
        const place = free.get(whole.bytes)?.pop();
        if (place === undefined) this.end = placed(whole, this.end);
        else whole.place = place;
      }
      for (const whole of here) {
        if (last.get(whole) !== k) continue;
        const list = free.get(whole.bytes);
        if (list) list.push(whole.place);
        else free.set(whole.bytes, [whole.place]);
      }
    });
  }

  /**
   * Gives all arrays their places, and loads the calls into a machine.
   * @throws TooLarge when WebAssembly's memory cannot hold them in float64
   */
  load(machine: Machine): void {
    this.layOut();
    requireBytes((DOUBLE.bytes / this.bytes) * this.end);
    machine.reserve(this.end);
    this.ready = this.calls.map(({ task, taken }) => {
      const places = taken.map((one) => (isBlock(one) ? placeOf(one) : one));
      if (typeof task !== "string") return () => task(machine.numbers, ...places);
      return machine.kernels[task].bind(undefined, ...places);
    });
    for (const { block, value } of this.numbers) setNumber(machine, block, value);
  }

  run(from: number, to: number): void {
    const { ready } = this;
    for (let k = from; k < to; k++) ready[k]();
  }
}

/**
 * Uses a program of float64 in a machine of its own for so long.
 * @throws TooLarge when WebAssembly's memory cannot hold it
 */
export function withMachine<T>(program: Program, use: (machine: Machine<Float64Array>) => T): T {
  const machine = borrowMachine(DOUBLE);
  try {
    program.load(machine);
    return use(machine);
  } finally {
    giveBackMachine(machine);
  }
}

export const placeOf = ({ whole, offset }: Block): number => whole.place + offset;

function placed(whole: Whole, end: number): number {
  whole.place = end;
  return end + whole.bytes;
}

/** The numbers of an array, to be read or written until the memory grows. */
export function numbersOf<N extends Floats>({ numbers, format }: Machine<N>, block: Block): N {
  const at = placeOf(block) / format.bytes;
  return numbers.subarray(at, at + block.length) as N;
}

/** Reads one number. */
export const getNumber = ({ numbers, format }: Machine, block: Block): number =>
  numbers[placeOf(block) / format.bytes];

/** Reads the numbers at some places, counted in numbers. */
export function numbersAt({ numbers }: Machine, places: Int32Array): Float64Array {
  const all = new Float64Array(places.length);
  for (let k = 0; k < places.length; k++) all[k] = numbers[places[k]];
  return all;
}

/** Writes one number. */
export function setNumber({ numbers, format: { bytes } }: Machine, block: Block, value: number): void {
  const at = placeOf(block) / bytes;
  for (let k = 0; k < REGISTER / bytes; k++) numbers[at + k] = value;
}

/** Writes an array. */
export function setNumbers(machine: Machine, block: Block, values: ArrayLike<number>): void {
  if (block.length === 1) return setNumber(machine, block, values[0]);
  machine.numbers.set(values, placeOf(block) / machine.format.bytes);
}
