import { max, min } from "../../numerics/summary";
import { InvalidArgument, requireKnownKeys, requireNumberList, requireObject } from "../../errors";
import { counted } from "../../shown";
import { scaleOfPowers, type LogScale } from "../parts/log-scale";
import { line, reference } from "../parts/marks";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { spread } from "../parts/sampled";
import { slider } from "../parts/slider";
import {
  colorway,
  type Figure,
  figure,
  type Json,
  palette,
  pretty,
  timeAxis,
  wrapped,
} from "../style/figure";

const NAME = "charts.gradientToEarlierSteps";
/** The lowest power of ten that is drawn: below, every cell is equally forgetful. */
const LOWEST = -20;
/** A slider of more positions is hard to set. */
const MOST_STOPS = 60;
/** Height of a panel, and what stands above and below all of them, in pixels. */
const [PANEL, AROUND] = [170, 230];

/** What the chart reads of a report of `measureThroughTime` with `pairs`. */
export interface PairsReport {
  /** ‖∂S_s/∂S_t‖₂, `pairs[s − 1][t − 1]`. */
  readonly pairs?: readonly (readonly number[])[];
}

/**
 * How much of the gradient at a time step s reaches each earlier one, ‖∂S_s/∂S_t‖₂, cell below cell on one logarithmic scale; a
 * slider picks s, in the page, with no kernel. Below 10⁻²⁰ nothing is drawn.
 * @param reports what `measureThroughTime(net, data, { pairs: true })` gives; up to six by name, of equally many time steps
 * @param options.theory by the same names what theory has for k = 0, 1, … steps back, dashed: a bound, or a direct path
 * @throws InvalidArgument when a report has no pairs, or their steps differ
 */
export function gradientToEarlierSteps(
  reports: OneOrSeveral<PairsReport>,
  options: { theory?: Readonly<Record<string, ArrayLike<number>>> } = {},
): Figure {
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  const cells = cellsOf(reports, options.theory ?? {});
  const count = cells[0].pairs.length;
  const range = rangeOf(cells);
  const scale = scaleOfPowers(range);
  const at = spread(count, MOST_STOPS);
  const drawn = at.map((s) => cells.flatMap((cell, i) => tracesOf(cell, i, s, scale)));
  const { sliders, frames } = slider(
    at.map((s, i) => ({ label: labelOf(cells, s), data: drawn[i].map(({ x, y }) => ({ x, y })) })),
    { moving: drawn[0].map((_, i) => i), active: at.length - 1, top: 62 },
  );
  const title = `Of what step ${count} has, step 1 gets<br>${wrapped(cells.map((cell) => `${cell.name} ${pretty(cell.pairs[count - 1][0], 2)}`))}`;
  const description = `How much of the gradient at time step ${count} reaches step 1, of ${counted(count, "step")}: ${cells.map((cell) => `${cell.name} ${pretty(cell.pairs[count - 1][0])}${cell.theory ? ` (dashed: ${pretty(cell.theory[count - 1] ?? Number.NaN)})` : ""}`).join("; ")}.`; // prettier-ignore
  return figure({ title, description }, drawn.at(-1)!, { ...layoutOf(cells, count, scale, range), sliders }, frames); // prettier-ignore
}

/** One panel. */
interface CellPairs {
  name: string;
  pairs: readonly (readonly number[])[];
  theory?: number[];
}

function cellsOf(
  reports: OneOrSeveral<PairsReport>,
  theory: Readonly<Record<string, ArrayLike<number>>>,
): CellPairs[] {
  const from = "measureThroughTime(net, data, { pairs: true })";
  const found: Named<PairsReport>[] = resultsOf(`${NAME} reports`, reports, "pairs", { fields: { pairs: "list" }, from }); // prettier-ignore
  requireObject(`${NAME} theory`, theory);
  requireKnownKeys(`${NAME} theory`, theory, found.map(({ name }) => name)); // prettier-ignore
  const most = 6;
  if (found.length > most)
    throw new InvalidArgument(`${NAME} reports`, `must be at most ${most}`, found.length);
  const steps = found[0].result.pairs!.length;
  return found.map(({ name, result }) => {
    const pairs = result.pairs!;
    pairs.forEach((row, s) =>
      requireNumberList(`${NAME} ${name} pairs[${s}]`, row, { min: 0, least: s + 1 }),
    );
    if (pairs.length !== steps || steps === 0)
      throw new InvalidArgument(`${NAME} ${name}`, `must have ${steps || "some"} time steps, as the first`, pairs.length); // prettier-ignore
    return {
      name: name || "this net:",
      pairs,
      ...(theory[name] && { theory: requireNumberList(`${NAME} theory ${name}`, theory[name]) }),
    };
  });
}

const powerOf = (size: number): number => Math.log10(size);

/** From the least to the largest power of ten that is drawn, with some room: the same for every panel and position. */
function rangeOf(cells: readonly CellPairs[]): [number, number] {
  const powers = cells
    .flatMap(({ pairs, theory = [] }) => [...pairs.flat(), ...theory.slice(0, pairs.length)])
    .map(powerOf)
    .filter(Number.isFinite);
  const least = Math.max(LOWEST, min(powers) ?? -1);
  const most = Math.max(least + 1, Math.min(-LOWEST, max(powers) ?? 0));
  const room = 0.08 * (most - least);
  return [least - room, most + room];
}

const axisOf = (i: number): string => (i === 0 ? "y" : `y${i + 1}`);

/** Measurement and theory of one panel: always two traces, so that a slider can move them. */
function tracesOf({ name, pairs, theory }: CellPairs, i: number, s: number, scale: LogScale): Json[] {
  const x = pairs.map((_, t) => t + 1);
  const place = (size: number | undefined): number | null =>
    size === undefined || !(powerOf(size) >= LOWEST && powerOf(size) <= -LOWEST)
      ? null
      : scale.at(powerOf(size));
  const color = colorway[i % colorway.length];
  const yaxis = axisOf(i);
  const expected = x.map((_, t) => (t > s ? null : place(theory?.[s - t])));
  return [
    line(name, x, x.map((_, t) => (t > s ? null : place(pairs[s][t]))), { color, yaxis, mode: "lines+markers", marker: { size: 5, color }, hovertemplate: `${name}, step %{x}: %{y:.3g}<extra></extra>` }), // prettier-ignore
    reference("theory", x, expected, { color: palette.black, yaxis }),
  ];
}

/** As short as a telephone needs: numbers alone, in the order of the panels. */
const labelOf = (cells: readonly CellPairs[], s: number): string =>
  `from ${s + 1} to 1: ${cells.map(({ pairs }) => pretty(pairs[s][0], 1)).join(", ")}`;

function layoutOf(
  cells: readonly CellPairs[],
  count: number,
  scale: LogScale,
  range: [number, number],
): Json {
  const n = cells.length;
  const gap = 0.05;
  const share = (1 - gap * (n - 1)) / n;
  // The first panel is the uppermost.
  const domain = (i: number): [number, number] => [1 - (i + 1) * share - i * gap, 1 - i * share - i * gap];
  const axes = cells.map(({ name }, i) => [
    axisOf(i).replace("y", "yaxis"),
    scale.axis(name, { domain: domain(i), range, ...(i > 0 && { anchor: "x" }) }),
  ]);
  return {
    height: AROUND + PANEL * n,
    showlegend: false,
    xaxis: { ...timeAxis(count), title: { text: "earlier time step t" }, anchor: axisOf(n - 1), range: [0.5, count + 0.5] }, // prettier-ignore
    ...(Object.fromEntries(axes) as Json),
    margin: { b: 128 },
  };
}
