import { groups } from "d3-array";
import { competitorOf, type CompetitorName, frameworkNames } from "./competitors";
import type { CellResult, TrainingResult } from "./result";
import type { Spread } from "./rounds";
import { digits, textTable } from "./text-table";

const absent = "–";
const withSpread = ({ median, low, high }: Spread): string =>
  `${digits(median)} (${digits(low)}–${digits(high)})`;

/** Whether a goal is met, and which; empty where there is none, or nothing to hold to it. */
function verdict(goal: number | undefined, reached: Spread | undefined): string {
  if (goal === undefined || !reached) return absent;
  return `${reached.median <= goal ? "✔" : "✖"} ≤ ${goal}`;
}

/** The result for a terminal: ratios with quartiles beside the goals, and what could not run. */
export function table({ machine, versions, agreement, activation, cells }: TrainingResult): string {
  const measured = frameworkNames.filter((name) => cells.some((cell) => cell.measured[name]));
  const others = measured.filter((name) => name !== "torch");
  const head = ["width × depth", "ours", "goal", ...others.map(labelOf), "ours ÷ JAX", ...msHead(measured)];
  const rows = cells.map((cell) => [
    `${cell.width} × ${cell.depth}`,
    ratio(cell, "ours"),
    verdict(cell.goal, cell.measured.ours?.ratio),
    ...others.map((name) => ratio(cell, name)),
    cell.overJax ? withSpread(cell.overJax) : absent,
    ...milliseconds(cell, measured.includes("torch")),
  ]);
  return [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${activation}; ${Object.values(versions).join(", ")}`,
    `All losses and norms agreed over ${agreement.steps} steps within ${agreement.tolerance}.`,
    "Time of a step ÷ PyTorch eager's, median of the rounds (quartiles); below 1 is faster. First step: with compilation.",
    "",
    textTable([head, ...rows]),
    ...missing(cells),
  ].join("\n");
}

const labelOf = (name: CompetitorName): string => competitorOf(name).label;

function ratio(cell: CellResult, name: CompetitorName): string {
  const found = cell.measured[name]?.ratio;
  return found ? withSpread(found) : absent;
}

const msHead = (measured: CompetitorName[]): string[] => [
  ...(measured.includes("torch") ? ["PyTorch ms"] : []),
  "ours ms",
  "ours first step ms",
];

function milliseconds({ measured: { ours, torch } }: CellResult, withTorch: boolean): string[] {
  const show = (value: number | undefined): string => (value === undefined ? absent : digits(value));
  return [...(withTorch ? [show(torch?.step.median)] : []), show(ours?.step.median), show(ours?.firstStep)];
}

/** One line for each competitor that could not run everywhere, with the reason. */
function missing(cells: readonly CellResult[]): string[] {
  const reasons = cells.flatMap(({ width, depth, unavailable }) =>
    Object.entries(unavailable).map(([name, reason]) => ({ name, reason, where: `${width} × ${depth}` })),
  );
  return groups(reasons, ({ name, reason }) => `${labelOf(name as CompetitorName)}: ${reason}`).map(
    ([line, places]) => `Not run (${places.map(({ where }) => where).join(", ")}): ${line}`,
  );
}
