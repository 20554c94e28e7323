import { type Activation, type ActivationInput, activation as recordOf } from "../../activations";
import { requireKnownKeys, requireNumber } from "../../errors";
import { evenThrough } from "../../numerics/even";
import { dots, line, reference } from "../parts/marks";
import { type Figure, type Json, figure, palette, pretty, titled } from "../style/figure";
import { activationStyle } from "../style/series-style";
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
 * f above f′, the bound of |f′| drawn, and a tangent that a slider moves along both.
 * @param input the name or the record of any activation
 * @throws InvalidArgument when the activation is unknown or an option out of its range
 */
export function functionAndSlope(input: ActivationInput, options: FunctionAndSlopeOptions = {}): Figure {
  requireKnownKeys("functionAndSlope options", options, ["at", "from", "to"]);
  const from = requireNumber("functionAndSlope from", options.from ?? -6, { min: -100, max: 100 });
  const to = requireNumber("functionAndSlope to", options.to ?? 6, { above: from, max: 100 });
  const at = requireNumber("functionAndSlope at", options.at ?? Math.min(Math.max(1, from), to), { min: from, max: to }); // prettier-ignore
  const activation = recordOf(input);
  const { values, place: active } = evenThrough(from, to, STOPS, at);
  const stops = values.map((x) => touching(activation, x, (to - from) / 8));
  const curves = curvesOf(activation, from, to);
  const moving = [3, 4, 5];
  const { sliders, frames } = slider(stops, { moving, active, top: 62 });
  const touch = movingTraces.map((trace, i) => ({ ...trace, ...stops[active].data[i] }));
  const layout = { ...panels(activation, curves, [from, to]), sliders };
  return figure(
    words(activation, at, curves),
    [...tracesOf(curves, activation, [from, to]), ...touch],
    layout,
    frames,
  );
}

interface Curves {
  x: (number | null)[];
  f: (number | null)[];
  slope: (number | null)[];
}

/** f and f′ on a grid; at a kink f′ breaks off, so that a jump is not drawn as a steep line. */
function curvesOf({ f, derivative, kinks }: Activation, from: number, to: number): Curves {
  const width = to - from;
  const grid = Array.from({ length: POINTS + 1 }, (_, i) => from + (width * i) / POINTS);
  const inside = kinks.filter((kink) => kink > from && kink < to);
  const sides = inside.flatMap((kink) => [kink - 1e-9 * width, kink, kink + 1e-9 * width]);
  const x = [...grid.filter((v) => !inside.includes(v)), ...sides].toSorted((a, b) => a - b);
  return { x, f: x.map(f), slope: x.map((v) => (inside.includes(v) ? null : derivative(v))) };
}

function tracesOf({ x, f, slope }: Curves, activation: Activation, ends: number[]): Json[] {
  const { name, bound } = activation;
  const style = {
    color: activationStyle(activation).color,
    width: 2.5,
    hovertemplate: "x = %{x:.2f}: %{y:.4f}<extra></extra>",
  };
  return [
    line(name, x, f, style),
    line(`${name}′`, x, slope, { ...style, yaxis: "y2" }),
    reference("bound", ends, [bound.value, bound.value], { yaxis: "y2" }),
  ];
}

const mute = { color: palette.vermillion, hoverinfo: "skip" };
const movingTraces: Json[] = [
  line("tangent", [], [], { ...mute, width: 2.5 }),
  dots("point", [], [], { ...mute, cliponaxis: false }),
  dots("slope", [], [], { ...mute, cliponaxis: false, yaxis: "y2" }),
];

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

function panels({ bound }: Activation, { f, slope }: Curves, range: number[]): Json {
  const grey = { color: palette.grey, size: 12 };
  return {
    height: 600,
    showlegend: false,
    xaxis: titled("x, the pre-activation", { range, anchor: "y2" }),
    yaxis: titled("f(x)", { domain: [0.53, 1], range: room(f) }),
    yaxis2: titled("slope f′(x)", {
      domain: [0, 0.43],
      range: room([...slope, 0, bound.value]),
      anchor: "x",
    }),
    annotations: [
      { text: `bound ${pretty(bound.value)}`, xref: "paper", x: 1, xanchor: "right", yref: "y2", y: bound.value, yanchor: "bottom", showarrow: false, font: grey }, // prettier-ignore
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
