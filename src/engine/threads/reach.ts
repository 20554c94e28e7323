import type { Argument, Block, Call, Whole } from "../kernels/program";

/** Bytes of an array that a call reads, or writes. */
export interface Reach {
  readonly whole: Whole;
  readonly from: number;
  readonly to: number;
  readonly written: boolean;
}

/** A kernel's call on some rows of its result, or all. */
export interface Part {
  readonly kernel: string;
  readonly taken: readonly Argument[];
  readonly reaches: readonly Reach[];
  /** About how many nanoseconds it takes. */
  readonly cost: number;
}

/** Rows of a result. */
interface Rows {
  from: number;
  to: number;
}

type Taken = readonly Argument[];

const reach = (block: Block, from: number, to: number, written: boolean): Reach => ({
  whole: block.whole,
  from: block.offset + from,
  // Registers of numbers are taken at once.
  to: block.offset + 16 * Math.ceil(to / 16),
  written,
});
const all = (block: Block, bytes: number, written = false): Reach =>
  reach(block, 0, bytes * block.length, written);
const moved = (block: Block, bytes: number): Block => ({ ...block, offset: block.offset + bytes });

/** What a call of a kernel is on some rows of its result, of numbers of so many bytes; its cost is that in float64. */
type Describe = (taken: Taken, rows: Rows, count: number, bytes: number) => Omit<Part, "kernel">;

/**
 * On numbers one by one.
 * @param shape of each argument: `w`ritten, `r`ead with its step, `o`ne number, `p`lain: read without a step, `u`pdated
 */
const numbers =
  (shape: string, cost: number): Describe =>
  (taken, rows, count, bytes) => {
    const length = taken.at(-1) as number;
    const share = length / count;
    const [from, to] = [share * rows.from, share * rows.to];
    const args: Argument[] = [];
    const reaches: Reach[] = [];
    let k = 0;
    for (const kind of shape) {
      const block = taken[k++] as Block;
      const step = kind === "r" ? (taken[k++] as number) : 16;
      const alone = kind === "o" || step === 0;
      args.push(alone ? block : moved(block, bytes * from), ...(kind === "r" ? [step] : []));
      if (kind !== "w")
        reaches.push(alone ? reach(block, 0, 16, false) : reach(block, bytes * from, bytes * to, false));
      if (kind === "w" || kind === "u") reaches.push(reach(block, bytes * from, bytes * to, true));
    }
    return { taken: [...args, to - from], reaches, cost: cost * (to - from) };
  };

/** Row by row: arrays and whether they are written, each with the numbers of a row. */
const byRows =
  (kinds: string, widthOf: (array: number, columns: number) => number, cost: number): Describe =>
  (taken, { from, to }, _, bytes) => {
    const columns = taken.at(-1) as number;
    const args = [...kinds].map((kind, k) => {
      const block = taken[k] as Block;
      const width = bytes * widthOf(k, columns);
      return {
        block: moved(block, width * from),
        reach: reach(block, width * from, width * to, kind === "w"),
      };
    });
    return {
      taken: [...args.map(({ block }) => block), to - from, columns],
      reaches: args.map((one) => one.reach),
      cost: cost * columns * (to - from),
    };
  };

const product: Describe = (taken, { from, to }, _, bytes) => {
  const [out, a, aRow, aColumn, b, , inner, columns, c, cRow] = taken as [Block, Block, number, number, Block, number, number, number, Block | undefined, number]; // prettier-ignore
  const width = bytes * columns;
  return {
    taken: [moved(out, width * from), moved(a, aRow * from), aRow, aColumn, b, to - from, inner, columns, ...(c ? [moved(c, cRow * from), cRow] : [])], // prettier-ignore
    reaches: [
      reach(out, width * from, width * to, true),
      aColumn === bytes ? reach(a, aRow * from, aRow * to, false) : all(a, bytes),
      all(b, bytes),
      ...(c ? [cRow === 0 ? all(c, bytes) : reach(c, cRow * from, cRow * to, false)] : []),
    ],
    cost: 0.13 * (to - from) * inner * columns,
  };
};

/** What is not divided: the first array is written, the others are read. */
const whole =
  (cost: number): Describe =>
  (taken, _, __, bytes) => {
    const blocks = taken.filter((one): one is Block => typeof one !== "number");
    return {
      taken,
      reaches: blocks.map((block, k) => all(block, bytes, k === 0)),
      cost: cost * Math.max(...blocks.map(({ length }) => length)),
    };
  };

const each = (names: string, describe: Describe): Record<string, Describe> =>
  Object.fromEntries(names.split(" ").map((name) => [name, describe]));

/** Kernels whose result is as many rows as one likes to ask for. */
const DIVISIBLE: Readonly<Record<string, Describe>> = {
  ...each("abs square sqrt rsqrt", numbers("wr", 0.6)),
  ...each("exp softplus log1p expm1 erf normalShare", numbers("wr", 5)),
  ...each("add sub mul div divNoNan minimum maximum above atLeast", numbers("wrr", 0.6)),
  select: numbers("wrrr", 0.8),
  ...each("tanh sigmoid", numbers("wwr", 4.6)),
  descend: numbers("uop", 0.8),
  round: numbers("wp", 0.6),
  ...each("matMul matMulPlus", product),
  repeatRow: (taken, { from, to }, _, bytes) => {
    const [out, row, , columns] = taken as [Block, Block, number, number];
    return {
      taken: [moved(out, bytes * columns * from), row, to - from, columns],
      reaches: [reach(out, bytes * columns * from, bytes * columns * to, true), all(row, bytes)],
      cost: 0.3 * columns * (to - from),
    };
  },
  repeatColumn: byRows("wr", (k, columns) => (k === 0 ? columns : 1), 0.6),
  sumColumns: byRows("wr", (k, columns) => (k === 0 ? 1 : columns), 0.6),
  softmax: byRows("wr", (_, columns) => columns, 8),
  softmaxCrossEntropy: byRows("wwrr", (k, columns) => (k === 0 ? 1 : columns), 8),
  softmaxGradient: byRows("wrr", (_, columns) => columns, 10),
};

const INDIVISIBLE: Readonly<Record<string, Describe>> = {
  ...each("transpose sumRows", whole(0.5)),
  copy: (taken, _, __, bytes) => {
    const [out, from, count] = taken as [Block, Block, number];
    const reaches = [out, from].map((block, k) => ({ ...reach(block, 0, 0, k === 0), to: block.offset + bytes * count })); // prettier-ignore
    return { taken, reaches, cost: 0.1 * count };
  },
  ...each("halfSquare norm", whole(0.4)),
  largest: whole(1),
};

/** Nanoseconds that a call takes besides. */
const CALL = 25;

/** The rows of a call's result; 1 where it cannot be divided. */
export const rowsOf = ({ task, taken }: Call): number =>
  typeof task === "string" && task in DIVISIBLE ? ((taken[0] as Block).shape[0] ?? 1) : 1;

/** A call on some rows of its result, all where none are named, of numbers of so many bytes. */
export function partOf(
  { task, taken }: Call,
  bytes: number,
  count: number,
  rows: Rows = { from: 0, to: count },
): Part {
  const kernel = task as string;
  const describe = DIVISIBLE[kernel] ?? INDIVISIBLE[kernel];
  const part = describe(taken, rows, count, bytes);
  return { kernel, ...part, cost: CALL + (bytes / 8) * part.cost };
}
