import { InvalidArgument, isList, requireChoice, requireFields, requireKnownKeys, requireNumberList, requireObject } from "../../errors"; // prettier-ignore
import { edgesOf, spreadOf } from "../../comparison/spread";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { band, dots, line } from "../parts/marks";
import { seriesStyles } from "../style/series-style";
import { type Figure, figure, type Json, titled, wholeTicks } from "../style/figure";
import { type AgainstTheoryQuantity, type DrawnSeries, QUANTITIES } from "./quantities";

export type { AgainstTheoryQuantity };
const NAME = "charts.againstTheory";

/** What was measured, and what theory says. */
export interface MeasuredSeries {
  /** Where it was measured, ascending. */
  readonly x: ArrayLike<number>;
  /** What was measured there: a number, or one for each seed, of which those that are not finite are left out; absent for theory alone. */
  readonly measured?: ArrayLike<number | ArrayLike<number>>;
  /** The prediction, at x or at its own. */
  readonly theory?: {
    /** Default: where it was measured. */
    readonly x?: ArrayLike<number>;
    /** What should come out there. */
    readonly y: ArrayLike<number>;
    /** Standard deviation of a measurement, at each. */
    readonly deviation?: ArrayLike<number>;
  };
}

/**
 * Measurements as points with the spread over seeds as bars, and theory as lines through them, with a band of two standard deviations
 * where theory has one.
 * @param series by name
 * @param options.quantity what it is: "relativeVariance" and "inputGradientCosine" by depth, "exponent" by direction, "modeStrength" by time
 * @throws InvalidArgument when lists do not fit each other
 */
export function againstTheory(
  series: Readonly<Record<string, MeasuredSeries>>,
  options: { quantity: AgainstTheoryQuantity },
): Figure {
  requireObject(`${NAME} series`, series);
  requireKnownKeys(`${NAME} options`, options, ["quantity"]);
  const names = Object.keys(QUANTITIES) as AgainstTheoryQuantity[];
  const words = QUANTITIES[requireChoice(`${NAME} quantity`, options.quantity, names)];
  const found = Object.entries(series).map(([name, one]) => readSeries(name, one));
  if (!found.some(({ mean }) => mean.length > 0))
    throw new InvalidArgument(`${NAME} series`, "must have a measured one by name", series);
  const styles = seriesStyles(found.map(({ name }) => name));
  const data = found.flatMap((one, i) => traces(one, styles[i].color));
  const title = words.title(found.filter(({ mean }) => mean.length > 0));
  return figure({ title, description: describe(found, words.y) }, onePerGroup(data), {
    height: found.length > 3 ? 560 : 460,
    legend: legendAtBottom,
    xaxis: titled(words.x, words.isWhole ? wholeTicks(Math.max(...found.flatMap(({ x }) => x))) : {}),
    yaxis: titled(words.y, words.axis),
  });
}

function readSeries(name: string, one: MeasuredSeries): DrawnSeries {
  const argument = `${NAME} ${name}`;
  requireFields(argument, one, { x: "list" }, "an object");
  requireKnownKeys(argument, one, ["x", "measured", "theory"]);
  const x = requireNumberList(`${argument} x`, one.x, { least: 1 });
  const theory = one.theory && readTheory(`${argument} theory`, one.theory, x);
  if (one.measured === undefined) return { name, x: [], mean: [], low: [], high: [], theory };
  const values = readMeasured(`${argument} measured`, one.measured);
  requireSame(`${argument} measured`, values, x);
  const places = x.map((_, i) => i).filter((i) => values[i].length > 0);
  const spreads = places.map((i) => spreadOf(values[i]));
  return { name, x: places.map((i) => x[i]), ...edgesOf(spreads), theory };
}

/** The finite numbers of each place. */
function readMeasured(argument: string, measured: unknown): number[][] {
  if (!isList(measured)) throw new InvalidArgument(argument, "must be a list of numbers, or of lists of them", measured); // prettier-ignore
  return Array.from(measured, (value) => {
    const list = isList(value) ? Array.from(value) : [value];
    const odd = list.find((each) => typeof each !== "number");
    if (odd !== undefined || list.length === 0) throw new InvalidArgument(argument, "must be a list of numbers, or of lists of them", value); // prettier-ignore
    return (list as number[]).filter(Number.isFinite);
  });
}

function readTheory(argument: string, theory: NonNullable<MeasuredSeries["theory"]>, x: number[]): NonNullable<DrawnSeries["theory"]> {
  requireFields(argument, theory, { y: "list" }, "an object");
  requireKnownKeys(argument, theory, ["x", "y", "deviation"]);
  const at = requireNumberList(`${argument} x`, theory.x ?? x);
  const y = requireNumberList(`${argument} y`, theory.y);
  requireSame(`${argument} y`, y, at);
  if (theory.deviation === undefined) return { x: at, y };
  const deviation = requireNumberList(`${argument} deviation`, theory.deviation, { min: 0 });
  requireSame(`${argument} deviation`, deviation, at);
  return { x: at, y, deviation };
} // prettier-ignore

function requireSame(argument: string, list: readonly unknown[], x: readonly number[]): void {
  if (list.length !== x.length) throw new InvalidArgument(argument, `must have an entry for each of ${x.length} x`, list); // prettier-ignore
}

function traces({ name, x, mean, low, high, theory }: DrawnSeries, color: string): Json[] {
  const curve = theory
    ? [line(mean.length > 0 ? `${name}, theory` : name, theory.x, theory.y, { color, width: 1.5, dash: mean.length > 0 ? "dash" : "dot", legendgroup: name, showlegend: mean.length === 0, hoverinfo: "skip" })] // prettier-ignore
    : [];
  const around = theory?.deviation
    ? [band(name, theory.x, { lower: theory.y.map((y, i) => y - 2 * theory.deviation![i]), upper: theory.y.map((y, i) => y + 2 * theory.deviation![i]), color, legendgroup: name, showlegend: false })] // prettier-ignore
    : [];
  if (mean.length === 0) return [...around, ...curve];
  const spread = high.some((edge, i) => edge > mean[i]);
  const bars = spread ? { error_y: { type: "data", symmetric: false, array: high.map((edge, i) => edge - mean[i]), arrayminus: low.map((edge, i) => mean[i] - edge), color, thickness: 1.5, width: 4 } } : {}; // prettier-ignore
  return [...around, ...curve, dots(name, x, mean, { color, size: 7, legendgroup: name, hovertemplate: `${name}: %{y:.3g} at %{x}<extra></extra>`, ...bars })]; // prettier-ignore
}

function describe(found: readonly DrawnSeries[], quantity: string): string {
  const said = found.map(({ name, x, mean, theory }) => {
    const end = mean.length > 0 ? `measured ${short(mean.at(-1)!)} at ${short(x.at(-1)!)}` : "";
    const predicted = theory ? `theory ${short(theory.y.at(-1)!)}${end ? "" : ` at ${short(theory.x.at(-1)!)}`}` : ""; // prettier-ignore
    return `${name} ${[end, predicted].filter(Boolean).join(", ")}`;
  });
  return `${quantity}: ${said.join("; ")}.`;
}

const short = (value: number): string => String(Number(value.toPrecision(3)) || 0).replace("-", "−");
