import { grouped } from "../grouped";
import { InvalidArgument } from "../errors";
import { wordOf } from "./grid";
import type { ComparisonRow } from "./run-comparison";

/** One net of a comparison, trained with several learning rates. */
export interface ByRate {
  /** What it is called without its optimizer; "net" for one alone. */
  name: string;
  /** The learning rates, in ascending order. */
  rates: number[];
  /** The row of each. */
  rows: ComparisonRow[];
}

/**
 * The trained rows of each net, by the learning rate.
 * @throws InvalidArgument when a net was not trained with `least` rates, or by an optimizer that has none
 */
export function byRate(argument: string, rows: readonly ComparisonRow[], least: number): ByRate[] {
  const nets = [...grouped(rows, nameOf)].map(([name, some]) => {
    const trained = some.filter(({ runs, optimizer }) => runs.length > 0 && optimizer !== undefined);
    const sorted = trained.map((row) => ({ row, rate: rateOf(argument, row) })).toSorted((a, b) => a.rate - b.rate); // prettier-ignore
    return { name, rates: sorted.map(({ rate }) => rate), rows: sorted.map(({ row }) => row) };
  });
  if (nets.every(({ rates }) => rates.length >= least)) return nets;
  const rule = `must each be trained with ${least === 1 ? "a learning rate" : "two learning rates or more"}, as by the axis optimizer: [sgd(0.1), sgd(1)]`;
  throw new InvalidArgument(argument, rule, rows.map(({ name }) => name)); // prettier-ignore
}

function nameOf({ settings }: ComparisonRow): string {
  const { optimizer: _, ...others } = settings;
  const words = Object.entries(others).map(([axis, label]) => wordOf(axis, label));
  return words.length > 0 ? words.join(", ") : "net";
}

function rateOf(argument: string, { name, optimizer }: ComparisonRow): number {
  const { rate } = optimizer!.parameters;
  if (typeof rate === "number") return rate;
  throw new InvalidArgument(`${argument} ${name}`, "must have an optimizer with a learning rate", optimizer!.name); // prettier-ignore
}
