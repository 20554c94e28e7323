import { parseArgs, type ParseArgsConfig } from "node:util";
import { InvalidArgument, requireChoice, requireNumber } from "../../src/errors";

/** What every competitor has under the same name. */
export const activations = ["tanh", "sigmoid", "relu", "elu"] as const;
export type ActivationChoice = (typeof activations)[number];

/** A net size: hidden layers of equal width. */
export interface Cell {
  width: number;
  depth: number;
}

/** What both training benchmarks can be told. */
export interface CommonOptions {
  widths: number[] | undefined;
  depths: number[] | undefined;
  activation: ActivationChoice;
  rounds: number;
  /** How long one competitor's turn takes, about. */
  seconds: number;
  /** Where the JSON goes, instead of bench/results/. */
  json: string | undefined;
}

const common = {
  widths: { type: "string" },
  depths: { type: "string" },
  activation: { type: "string" },
  rounds: { type: "string" },
  seconds: { type: "string" },
  json: { type: "string" },
} as const;

type Values = Partial<Record<"widths" | "depths" | "json" | "frameworks", string>> &
  Record<"activation" | "rounds" | "seconds", string>;

/**
 * Reads the options of a benchmark.
 * @param frameworks the names that `--frameworks` may list, all of them by default; none: there is no such option
 * @param defaults of `--rounds` and `--seconds`, where others suit
 * @throws InvalidArgument or parseArgs' own error, naming the option
 */
export function parseOptions<Name extends string>(
  args: string[],
  frameworks: readonly Name[],
  defaults: { rounds?: string; seconds?: string } = {},
): CommonOptions & { frameworks: Name[] } {
  const own: ParseArgsConfig["options"] = frameworks.length > 0 ? { frameworks: { type: "string" } } : {};
  const options = { ...common, ...own };
  const values = { activation: "tanh", rounds: "9", seconds: "0.3", ...defaults, ...parseArgs({ args, options, strict: true }).values } as Values; // prettier-ignore
  return {
    widths: numbers("--widths", values.widths, { min: 1, max: 65_536 }),
    depths: numbers("--depths", values.depths, { min: 1, max: 1000 }),
    activation: requireChoice("--activation", values.activation, activations),
    rounds: whole("--rounds", values.rounds, { min: 1, max: 10_000 }),
    seconds: requireNumber("--seconds", Number(values.seconds), { above: 0, max: 60 }),
    json: values.json,
    frameworks: names(values.frameworks, frameworks),
  };
}

/** The nets of the goals; `--widths` and `--depths` replace them. */
export function cellsOf({ widths, depths }: Pick<CommonOptions, "widths" | "depths">): Cell[] {
  return (widths ?? [16, 64, 256, 1024]).flatMap((width) =>
    (depths ?? (width < 1024 ? [5, 20, 50, 100] : [5, 20])).map((depth) => ({ width, depth })),
  );
}

/** Measures cell after cell, and says on the terminal which is at work. */
export async function eachCell<Result>(
  cells: readonly Cell[],
  measure: (cell: Cell) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const cell of cells) {
    console.error(`width ${cell.width}, depth ${cell.depth} …`);
    results.push(await measure(cell));
  }
  return results;
}

type Range = { min: number; max: number };

/** A whole number; text such as "" or "0x10", which Number would take, is refused. */
function whole(option: string, text: string, range: Range): number {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (Number.isNaN(value))
    throw new InvalidArgument(option, "must be whole numbers, such as 16 or 5,20", text);
  return requireNumber(option, value, { ...range, whole: true });
}

function numbers(option: string, text: string | undefined, range: Range): number[] | undefined {
  return text?.split(",").map((part) => whole(option, part, range));
}

function names<Name extends string>(text: string | undefined, known: readonly Name[]): Name[] {
  if (text === undefined) return [...known];
  const chosen = new Set(text.split(",").map((name) => requireChoice("--frameworks", name.trim(), known)));
  return known.filter((name) => chosen.has(name));
}
