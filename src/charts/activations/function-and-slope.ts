import { type Activation, type ActivationInput, activation as recordOf } from "../../activations";
import { InvalidArgument, isList, requireKnownKeys, requireNumber } from "../../errors";
import { evenThrough } from "../../numerics/even";
import { shortName } from "../../named";
import { dots, line, reference } from "../parts/marks";
import { counted } from "../../shown";
import { type Figure, type Json, figure, palette, pretty, titled, wrapped } from "../style/figure";
import { activationStyle, type SeriesStyle, seriesStyles } from "../style/series-style";
import { slider, type Stop } from "../parts/slider";

/** What `charts.functionAndSlope` takes. */
export interface FunctionAndSlopeOptions {
  /** Where the tangent touches at first, within [from, to]; default 1. */
  at?: number;
  /** Left end of the x axis; default −6. */
  from?: number;
  /** Right end of the x axis, above `from`; default 6. */
  to?: number;
}

const POINTS = 240;
const STOPS = 49;

/**
 * f above f′, the bound of |f′| drawn, and a tangent that a slider moves along both; of several activations the first has the
 * bound and the tangent.
 * @param input the name or the record of any activation, or a list of them
 * @throws InvalidArgument when an activation is unknown or given twice, or an option out of its range
 */
export function functionAndSlope(
  input: ActivationInput | readonly ActivationInput[],
  options: FunctionAndSlopeOptions = {},
): Figure {
  requireKnownKeys("functionAndSlope options", options, ["at", "from", "to"]);
  const from = requireNumber("functionAndSlope from", options.from ?? -6, { min: -100, max: 100 });
  const to = requireNumber("functionAndSlope to", options.to ?? 6, { above: from, max: 100 });
  const at = requireNumber("functionAndSlope at", options.at ?? Math.min(Math.max(1, from), to), { min: from, max: to }); // prettier-ignore
  const activations = recordsOf(input);
  const [activation] = activations;
  const { values, place: active } = evenThrough(from, to, STOPS, at);
  const stops = values.map((x) => touching(activation, x, (to - from) / 8));
  const curves = activations.map((each) => curvesOf(each, from, to));
  const labels = activations.length > 1 ? labelsOf(activations) : [activation.name];
  const styles = activations.length > 1 ? seriesStyles(labels) : [activationStyle(activation)];
  const drawn = labels.map((label, i) => tracesOf(curves[i], label, styles[i]));
  const bound = reference("bound", [from, to], [activation.bound.value, activation.bound.value], { yaxis: "y2", showlegend: false }); // prettier-ignore
  const { sliders, frames } = slider(stops, { moving: [3, 4, 5], active, top: 62 });
  const touch = movingTraces(styles[0]).map((trace, i) => ({ ...trace, ...stops[active].data[i] }));
  const layout = { ...panels(activations, curves, [from, to]), sliders };
  const text =
    activations.length > 1 ? wordsOfSeveral(activations, from, to) : words(activation, at, curves[0]);
  return figure(text, [...drawn[0], bound, ...touch, ...drawn.slice(1).flat()], layout, frames);
}

/** One activation or several, each once. */
function recordsOf(input: ActivationInput | readonly ActivationInput[]): Activation[] {
  if (!isList(input)) return [recordOf(input as ActivationInput)];
  const records = Array.from(input as readonly ActivationInput[], (each) => recordOf(each));
  const labels = labelsOf(records);
  if (records.length === 0 || new Set(labels).size < records.length)
    throw new InvalidArgument("functionAndSlope input", "must be activations, none of them twice", labels);
  return records;
}

/** What several are called: leakyRelu(0.1). */
const labelsOf = (activations: readonly Activation[]): string[] =>
  activations.map((each) => shortName(each, pretty));

/** f and f′ at some points. */
export interface Curves {
  x: (number | null)[];
  f: (number | null)[];
  slope: (number | null)[];
}

/** f and f′ on a grid; at a kink f′ breaks off, so that a jump is not drawn as a steep line. */
export function curvesOf({ f, derivative, kinks }: Activation, from: number, to: number): Curves {
  const width = to - from;
  const grid = Array.from({ length: POINTS + 1 }, (_, i) => from + (width * i) / POINTS);
  const inside = kinks.filter((kink) => kink > from && kink < to);
  const sides = inside.flatMap((kink) => [kink - 1e-9 * width, kink, kink + 1e-9 * width]);
  const x = [...grid.filter((v) => !inside.includes(v)), ...sides].toSorted((a, b) => a - b);
  return { x, f: x.map(f), slope: x.map((v) => (inside.includes(v) ? null : derivative(v))) };
}

function tracesOf({ x, f, slope }: Curves, name: string, look: SeriesStyle): Json[] {
  const style = { ...look, width: 2.5, hovertemplate: `${name}: %{y:.4f} at x = %{x:.2f}<extra></extra>` };
  return [line(name, x, f, style), line(`${name}′`, x, slope, { ...style, yaxis: "y2", showlegend: false })];
}

/** The tangent and the two points where it touches, of a colour that the curve has not. */
function movingTraces({ color }: SeriesStyle): Json[] {
  const mute = { color: color === palette.purple ? palette.green : palette.purple, hoverinfo: "skip", showlegend: false }; // prettier-ignore
  return [
    line("tangent", [], [], { ...mute, width: 2.5 }),
    dots("point", [], [], { ...mute, cliponaxis: false }),
    dots("slope", [], [], { ...mute, cliponaxis: false, yaxis: "y2" }),
  ];
}

/** The tangent at x, `reach` to each side, and the two points, as the moving traces' data. */
function touching({ f, derivative }: Activation, x: number, reach: number): Stop {
  const [y, slope] = [f(x), derivative(x)];
  return {
    label: `x = ${pretty(x)}: f ≈ ${pretty(y)}, slope f′ ≈ ${pretty(slope)}`,
    data: [
      { x: [x - reach, x + reach], y: [y - reach * slope, y + reach * slope] },
      { x: [x], y: [y] },
      { x: [x], y: [slope] },
    ],
  };
}

function panels(activations: readonly Activation[], curves: readonly Curves[], range: number[]): Json {
  const [{ bound }] = activations;
  const grey = { color: palette.grey, size: 12 };
  const [several, highest] = [activations.length > 1, pretty(bound.value)];
  const place = several ? { x: 0, xanchor: "left" } : { x: 1, xanchor: "right" };
  return {
    height: 600,
    showlegend: several,
    legend: { orientation: "v", x: 0.01, y: 0.99, bgcolor: "rgba(0,0,0,0)" },
    xaxis: titled("x, the pre-activation", { range, anchor: "y2" }),
    yaxis: titled("f(x)", { domain: [0.53, 1], range: room(curves.flatMap(({ f }) => f)) }),
    yaxis2: titled("slope f′(x)", {
      domain: [0, 0.43],
      range: room([...curves.flatMap(({ slope }) => slope), 0, bound.value]),
      anchor: "x",
    }),
    annotations: [
      { text: several ? `bound of ${labelsOf(activations)[0]}: ${highest}` : `bound ${highest}`, xref: "paper", ...place, yref: "y2", y: bound.value, yanchor: "bottom", showarrow: false, font: grey }, // prettier-ignore
    ],
    margin: { b: 128 },
  };
}

/** The range of some values with a margin of a tenth on both sides. */
function room(values: (number | null)[]): [number, number] {
  const finite = values.filter((v) => v !== null);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const margin = 0.12 * (high - low || 1);
  return [low - margin, high + margin];
}

function words(
  { name, f, derivative, bound }: Activation,
  at: number,
  { x, slope }: Curves,
): { title: string; description: string } {
  const known = slope.filter((v) => v !== null);
  const steep = Math.round((100 * known.filter((v) => Math.abs(v) > bound.value / 2).length) / known.length);
  const [from, to] = [pretty(x[0]!), pretty(x.at(-1)!)];
  return {
    title: `${name}: the slope is at most ${pretty(bound.value)},<br>above half of that on ${steep} % of the axis`,
    description:
      `The activation ${name} and its slope from x = ${from} to ${to}: the slope's bound is ${pretty(bound.value)}, ` +
      `it exceeds half of that on ${steep} % of the axis, and at x = ${pretty(at)} the value is ${pretty(f(at))} and the slope ${pretty(derivative(at))}.`,
  };
}

/** Of several activations the steepest slope of each. */
function wordsOfSeveral(
  activations: readonly Activation[],
  from: number,
  to: number,
): { title: string; description: string } {
  const labels = labelsOf(activations);
  const steepest = activations.map(({ bound }, i) => `${labels[i]} ${pretty(bound.value)}`);
  const values = activations.map(
    ({ f }, i) => `${labels[i]} goes from ${pretty(f(from))} to ${pretty(f(to))}`,
  );
  return {
    title: `The slope is at most:<br>${wrapped(steepest)}`,
    description: `${counted(activations.length, "activation")} and their slopes from x = ${pretty(from)} to ${pretty(to)}: ${values.join(", ")}; the slopes are at most ${steepest.join(", ")}.`,
  };
}
