import { groups } from "d3-array";
import { competitorOf, type CompetitorName, frameworkNames } from "./competitors";
import type { CellResult, Measured, TrainingResult } from "./result";
import { type Spread, verdict } from "./rounds";
import { digits, textTable, withQuartiles } from "./text-table";

const absent = "–";
const withSpread = (spread: Spread | undefined): string => (spread ? withQuartiles(spread) : absent);
const labelOf = (name: CompetitorName): string => competitorOf(name).label;
const sizeOf = ({ width, depth }: CellResult): string => `${width} × ${depth}`;

/** The result for a terminal: ratios beside the goals, milliseconds, and what could not run. */
export function table({ machine, versions, agreement, activation, cells }: TrainingResult): string {
  const timed = (["ours", ...frameworkNames] as const).filter((name) =>
    cells.some((cell) => cell.measured[name]),
  );
  const sections = [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${activation}\n${[...new Set(Object.values(versions))].join(", ")}`,
    `All losses and norms agreed over ${agreement.steps} steps within ${agreement.tolerance}.`,
    ...(timed.includes("torch") ? [ratios(cells, timed)] : []),
    milliseconds(cells, timed),
    ...repeats(cells),
    ...missing(cells),
  ];
  return sections.join("\n\n");
}

function ratios(cells: readonly CellResult[], timed: readonly CompetitorName[]): string {
  const others = timed.filter((name) => name !== "torch" && name !== "ours");
  const head = ["width × depth", "ours", "goal", "ours ÷ JAX", ...others.map(labelOf)];
  const rows = cells.map((cell) => [
    sizeOf(cell),
    withSpread(cell.measured.ours?.ratio),
    judged(cell.goal, cell.measured.ours?.ratio),
    withSpread(cell.overJax),
    ...others.map((name) => withSpread(cell.measured[name]?.ratio)),
  ]);
  return `Time of a step ÷ PyTorch eager's: median of the rounds (quartiles); below 1 is faster. “?”: too uncertain to judge.\n${textTable([head, ...rows])}`;
}

/** Whether a goal is met, and which; nothing where there is none, or nothing to hold to it. */
const judged = (goal: number | undefined, reached: Spread | undefined): string =>
  goal === undefined || !reached ? absent : `${verdict(goal, reached)} ≤ ${goal}`;

/** How many rounds had to be repeated; nothing where none. */
function repeats(cells: readonly CellResult[]): string[] {
  const all = cells.reduce((sum, { repeated }) => sum + repeated, 0);
  return all === 0 ? [] : [`Rounds repeated because a competitor was disturbed: ${all}.`];
}

function milliseconds(cells: readonly CellResult[], timed: readonly CompetitorName[]): string {
  const head = ["width × depth", ...timed.map(labelOf), "start of ours"];
  const rows = cells.map((cell) => [
    sizeOf(cell),
    ...timed.map((name) => stepAndFirst(cell.measured[name])),
    cell.measured.ours?.start ? digits(cell.measured.ours.start.median) : absent,
  ]);
  const words =
    "Milliseconds of a step (of the first step of a new net, with compilation); and of a call of our train besides its steps.";
  return `${words}\n${textTable([head, ...rows])}`;
}

const stepAndFirst = (measured: Measured | undefined): string =>
  measured ? `${digits(measured.step.median)} (${digits(measured.firstStep)})` : absent;

/** One line for each competitor that could not run everywhere, with the reason. */
function missing(cells: readonly CellResult[]): string[] {
  const reasons = cells.flatMap((cell) =>
    Object.entries(cell.unavailable).map(([name, reason]) => ({
      line: `${labelOf(name as CompetitorName)}: ${reason}`,
      where: sizeOf(cell),
    })),
  );
  return groups(reasons, ({ line }) => line).map(
    ([line, places]) => `Not run (${places.map(({ where }) => where).join(", ")}): ${line}`,
  );
}
