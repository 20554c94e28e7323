import { requireFields, requireObject } from "../../errors";
import type { Examination } from "../../theory/critical-points/examine";
import type { Slice } from "../../theory/critical-points/slice";
import { counted } from "../../shown";
import { line, reference } from "../parts/marks";
import { type Figure, type Json, figure, palette, pretty, titled } from "../style/figure";

const COLUMNS = 2;
/** Pixels: a panel, and the gap to the next row, which holds ticks and headings. */
const PANEL = 150;
const GAP = 90;

const SIGNS = [
  { sign: -1, name: "along λ < 0", color: palette.vermillion },
  { sign: 0, name: "along λ = 0", color: palette.grey },
  { sign: 1, name: "along λ > 0", color: palette.blue },
];

/**
 * A gallery of points with a small gradient: the cost along the extreme eigenvectors of the Hessian, dotted the
 * parabolas that slope and curvature promise, and the signs of all eigenvalues.
 * @param points by the name that each is to have in the chart
 */
export function criticalPoints(points: Record<string, Examination>): Figure {
  requireObject("charts.criticalPoints points", points);
  for (const [name, point] of Object.entries(points)) {
    requireFields(
      `charts.criticalPoints ${name}`,
      point,
      { kind: "string", slices: "list", eigenvalues: "list" },
      "theory.examine(…)",
    );
  }
  const entries = Object.entries(points);
  const rows = Math.ceil(entries.length / COLUMNS);
  const data = entries.flatMap(([, point], i) => point.slices.flatMap((slice) => tracesOf(slice, i)));
  const axes = entries.map((_, i) => panelAxes(i, rows));
  const description = `Points of small gradient: ${entries.map(([name, point]) => describe(name, point)).join("; ")}.`;
  return figure({ title: message(entries.map(([, point]) => point)), description }, [...legend(), ...data], {
    height: 250 + heightOf(rows),
    margin: { l: 56, r: 12, t: 120, b: 130 },
    ...Object.assign({}, ...axes),
    annotations: entries.map(([name, point], i) => heading(name, point, i, rows)),
    legend: { y: -60 / heightOf(rows) },
  });
}

const suffix = (i: number): string => (i === 0 ? "" : String(i + 1));

/** The height of the whole grid in pixels. */
const heightOf = (rows: number): number => rows * (PANEL + GAP) - GAP;

/** The edges of a panel, as shares of the plot. */
function place(i: number, rows: number): { x: [number, number]; y: [number, number] } {
  const left = i % COLUMNS === 0 ? 0 : 0.56;
  const top = 1 - (Math.floor(i / COLUMNS) * (PANEL + GAP)) / heightOf(rows);
  return { x: [left, left + 0.44], y: [Math.max(0, top - PANEL / heightOf(rows)), top] };
}

function panelAxes(i: number, rows: number): Json {
  const { x, y } = place(i, rows);
  const last = i >= (rows - 1) * COLUMNS;
  return {
    [`xaxis${suffix(i)}`]: titled(last ? "distance t" : "", { domain: x, anchor: `y${suffix(i)}` }),
    [`yaxis${suffix(i)}`]: titled(i % COLUMNS === 0 ? "cost C" : "", { domain: y, anchor: `x${suffix(i)}`, rangemode: "tozero", nticks: 5 }), // prettier-ignore
  };
}

function tracesOf(slice: Slice, panel: number): Json[] {
  const { color } = SIGNS.find(({ sign }) => sign === Math.sign(slice.curvature))!;
  const common = { color, xaxis: `x${suffix(panel)}`, yaxis: `y${suffix(panel)}`, showlegend: false };
  return [
    line("cost", slice.t, slice.cost, { ...common, width: 2.5, hovertemplate: "C(%{x:.2g}) = %{y:.3g}<extra></extra>" }), // prettier-ignore
    reference("its parabola", slice.t, within(slice), { ...common, dash: "dot" }),
  ];
}

/** The parabola as far as it stays near the range of the cost, which it must not dwarf. */
function within({ cost, parabola }: Slice): (number | null)[] {
  const [low, high] = [Math.min(...cost), Math.max(...cost)];
  const margin = 0.3 * (high - low) || 0.1;
  return parabola.map((value) =>
    value >= Math.max(0, low - margin) && value <= high + margin ? value : null,
  );
}

/** The legend's entries, apart from the panels' traces, so that each appears once. */
const legend = (): Json[] => [
  ...SIGNS.map(({ name, color }) => line(name, [null], [null], { color, width: 2.5, hoverinfo: "skip" })),
  reference("its parabola", [null], [null], { dash: "dot" }),
];

function heading(name: string, point: Examination, i: number, rows: number): Json {
  const { x, y } = place(i, rows);
  const signs = point.eigenvalues.map((value) => (value < 0 ? "−" : value > 0 ? "+" : "0")).join(" ");
  return {
    text: `<b>${name}</b><br>${point.kind}, λ: ${signs}`,
    xref: "paper",
    yref: "paper",
    x: x[0],
    y: y[1],
    xanchor: "left",
    yanchor: "bottom",
    align: "left",
    showarrow: false,
    font: { size: 11.5 },
  };
}

function message(points: Examination[]): string {
  const small = points.filter(({ kind }) => kind !== "not critical");
  const minima = small.filter(({ kind }) => kind === "minimum").length;
  const which =
    minima < 2 ? `${minima === 1 ? "one" : "none"} of them is a minimum` : `${minima} of them are minima`;
  return `${counted(small.length, "point")} with a gradient near 0,<br>${which}`;
}

const describe = (name: string, { kind, gradientNorm, eigenvalues, newtonStep }: Examination): string =>
  `${name} is ${kind} (gradient ${pretty(gradientNorm)}, eigenvalues ${eigenvalues.map((value) => pretty(value)).join(", ")}, ` +
  `Newton-type step ${pretty(newtonStep)})`;
