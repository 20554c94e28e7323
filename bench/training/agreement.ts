import { competitorOf, type CompetitorName } from "./competitors";
import type { Cell } from "./options";
import type { Trace } from "./protocol";

/** Steps that all competitors must agree on before anything is timed. */
export const CHECKED_STEPS = 5;
/** Relative; float32 sums in another order differ by less, also after five steps through a hundred layers. */
export const TOLERANCE = 1e-3;
/** A float32 norm below this is wrong, because its squares underflow: frameworks cannot agree there. */
export const FLOOR = 1e-14;

/** Where two traces differ. */
export interface Disagreement {
  /** From 0. */
  step: number;
  /** Such as "the loss", "layer 3's weight norm". */
  what: string;
  expected: number;
  got: number;
}

/** How well a trace agrees with another: the largest relative difference, and the first one beyond the tolerance. */
export interface Agreement {
  largest: number;
  disagreement?: Disagreement;
}

/** Compares losses and norms step by step; what the expected trace has below the floor is left out. */
export function agreement(expected: Trace, got: Trace): Agreement {
  const differences = expected.losses.flatMap((loss, step) => {
    const norms = expected.norms[step].map((norm, i) => ({
      step,
      what: `layer ${1 + (i >> 1)}'s ${i % 2 === 0 ? "weight" : "bias"} norm`,
      expected: norm,
      got: got.norms[step]?.[i] ?? NaN,
    }));
    return [{ step, what: "the loss", expected: loss, got: got.losses[step] ?? NaN }, ...norms];
  });
  const seen = differences.filter((pair) => !(Math.abs(pair.expected) < FLOOR));
  const disagreement = seen.find((pair) => !(relative(pair) <= TOLERANCE));
  return { largest: Math.max(...seen.map(relative)), ...(disagreement && { disagreement }) };
}

const relative = ({ expected, got }: Disagreement): number => Math.abs(got - expected) / Math.abs(expected);

/** Competitors that do not train the same net cannot be compared. */
export class Disagreed extends Error {
  override readonly name = "Disagreed";
}

/**
 * The largest relative difference of each competitor to ours.
 * @throws Disagreed that names who disagrees, where, and by how much
 */
export function requireAgreement(
  traces: ReadonlyMap<CompetitorName, Trace>,
  { width, depth }: Cell,
): Map<CompetitorName, number> {
  const expected = traces.get("ours")!;
  return new Map(
    [...traces].map(([name, got]) => {
      const { largest, disagreement } = agreement(expected, got);
      if (!disagreement) return [name, largest];
      const { label } = competitorOf(name);
      throw new Disagreed(`Width ${width}, depth ${depth}: ${explain(label, disagreement)}`);
    }),
  );
}

const explain = (label: string, { step, what, expected, got }: Disagreement): string =>
  `${label} disagrees with ours at step ${step}: ${what} is ${got.toPrecision(6)} instead of ${expected.toPrecision(6)}.`;
