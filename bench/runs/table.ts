import { min } from "d3-array";
import { competitorOf, type CompetitorName, frameworkNames } from "../training/competitors";
import type { Machine } from "../training/result";
import { ratioOf, type Spread, spreadOf, verdict } from "../training/rounds";
import { digits, textTable, withQuartiles } from "../training/text-table";
import { LENGTHS, type Runs } from "./measure";

/** The most that a whole run may take, as a share of the best of the others' (issue 12). */
const GOAL = 0.8;

/** Ours ÷ the best of the others, round by round; undefined where nobody else ran. */
export function overBest({ rounds }: Pick<Runs, "rounds">, length: number): Spread | undefined {
  const pairs = rounds.map(({ ours, ...others }) => ({
    ours: ours![length],
    best: min(Object.values(others), (seconds) => seconds[length]),
  }));
  return ratioOf(pairs, "ours", "best");
}

/** The result for a terminal. */
export function table(runs: readonly Runs[], { cpu, cores, node }: Machine): string {
  const names = (["ours", ...frameworkNames] as const).filter((name) => runs.some((run) => run.taken[name] !== undefined)); // prettier-ignore
  const rows = runs.flatMap((run) =>
    LENGTHS.map((steps, length) => {
      const ratio = overBest(run, length);
      return [
        `${run.width} × ${run.depth}`,
        String(steps),
        ratio ? withQuartiles(ratio) : "–",
        ratio ? `${verdict(GOAL, ratio)} ≤ ${GOAL}` : "–",
        ...names.map((name) => secondsIn(run, name, length)),
      ];
    }),
  );
  const head = ["width × depth", "steps", "ours ÷ best of the others", "goal", ...names.map((name) => competitorOf(name).label)]; // prettier-ignore
  const reasons = new Set(runs.flatMap(({ unavailable }) => Object.entries(unavailable).map(([name, reason]) => `Not run: ${competitorOf(name as CompetitorName).label}: ${reason}`))); // prettier-ignore
  const repeated = runs.reduce((sum, run) => sum + run.repeated, 0);
  return [
    `${cpu}, ${cores} cores, Node ${node}`,
    `Seconds from the description of a net to its last norm, everything that is compiled on the way with it: medians of the rounds; ~: continued at the pace so far.\n${textTable([head, ...rows])}`,
    ...(repeated > 0 ? [`Rounds repeated because a competitor was disturbed: ${repeated}.`] : []),
    ...reasons,
  ].join("\n\n");
}

/** The median of the rounds. */
function secondsIn({ rounds, taken }: Runs, name: CompetitorName, length: number): string {
  const seconds = rounds.flatMap((round) => round[name]?.[length] ?? []);
  if (seconds.length === 0) return "–";
  return `${taken[name]! < LENGTHS[length] ? "~" : ""}${digits(spreadOf(seconds).median)}`;
}
