import type { PhaseDiagram, PhasePoint } from "../../theory/mean-field/phase-diagram";
import { counted } from "../../shown";
import { requireFields, requireList } from "../../errors";
import { scaleOfPowers, type LogScale } from "../parts/log-scale";
import { dots, line, reference } from "../parts/marks";
import { choices } from "../parts/menu";
import { slider } from "../parts/slider";
import { type Figure, figure, type Json, wholeTicks, palette, pretty, titled } from "../style/figure";

const NAME = "charts.phaseDiagram";
/** Of the widths, from narrow to wide. */
const WIDTHS = [palette.orange, palette.green, palette.blue];
/** From vanishing over none to exploding; the middle is where δ keeps its size. */
const DIVERGING = [
  [0, "#0b4a75"],
  [0.25, "#4f9cc9"],
  [0.5, "#f7f7f7"],
  [0.75, "#e58a4e"],
  [1, "#8c2d04"],
];
/** √χ₁ at which colours end, and its steps on the bar. */
const [MOST, STEPS] = [4, [0.25, 0.5, 1, 2, 4]];

/**
 * √χ₁ over σ_w and σ_b in colour with the critical line, and above it the profile of δ at the point that is picked: by a click, or σ_b by
 * the menu and σ_w by the slider, in the page, with no kernel. Theory is a line, nets are points.
 * @param diagram what `theory.phaseDiagram` gives
 */
export function phaseDiagram(diagram: PhaseDiagram): Figure {
  const shape = { name: "string", map: "object", line: "list", points: "list" } as const;
  requireFields(`${NAME} diagram`, diagram, shape, "theory.phaseDiagram(…)");
  const { name, map, line: critical, points } = diagram;
  requireList(`${NAME} points`, points, { factor: "number", nets: "list" }, "theory.phaseDiagram(…)", 1);
  const rows = [...new Set(points.map(({ sigmaB }) => sigmaB))];
  const columns = [...new Set(points.map(({ sigmaW }) => sigmaW))];
  const at = (row: number, column: number): PhasePoint => points[row * columns.length + column];
  const scale = scaleOfPowers(...points.flatMap(profilesOf));
  const active = nearest(columns, critical.find(({ sigmaB }) => sigmaB >= rows[0])?.sigmaW ?? columns[0]);
  const span = spanOf(points);
  const drawn = rows.map((_, row) =>
    columns.map((_, column) => pickOf(at(row, column), scale, scale.at(span[1]))),
  );
  const still = [heat(map), ...(critical.length > 1 ? [edge(critical)] : [])];
  const moving = drawn.flatMap((row) => row[active]);
  const per = drawn[0][0].length;
  const { data, updatemenus } = choices(
    [...still, ...moving],
    rows.map((b, row) => ({
      // prettier-ignore
      label: `σ_b = ${pretty(b)}`,
      title: message(diagram, b),
      visible: [...still.map(() => true), ...moving.map((_, i) => Math.floor(i / per) === row)],
    })),
  );
  const stops = columns.map((w, column) => ({ label: `σ_w = ${pretty(w)}`, data: drawn.flatMap((row) => row[column].map(movedOf)) })); // prettier-ignore
  const { sliders, frames } = slider(stops, { moving: moving.map((_, i) => still.length + i), active, top: 62 }); // prettier-ignore
  const layers = points[0].log10DeltaRms.length;
  const description = `Phase diagram of ${name}: δ changes per layer by ×${pretty(least(map.factor))} to ×${pretty(most(map.factor))}; ${lineInWords(diagram)}. ${counted(points.length, "point")} with profiles of nets of width ${points[0].nets.map(({ width }) => width).join(", ")}.`;
  return figure({ title: message(diagram, rows[0]), description }, data, {
    height: 780,
    xaxis: titled("σ_w", { range: [columns[0], columns.at(-1)!], domain: [0, 1], anchor: "y" }),
    yaxis: titled("σ_b", { range: [map.sigmaB[0], map.sigmaB.at(-1)!], domain: [0, 0.35] }),
    xaxis2: titled("hidden layer", { ...wholeTicks(layers), anchor: "y2", domain: [0, 1] }),
    yaxis2: scale.axis("rms δ ÷ the last layer's", { domain: [0.67, 1], anchor: "x2", range: span }),
    // Between the panels, where on a phone it has two lines: within them there is no place that no profile goes through.
    legend: { orientation: "h", x: 0, y: 0.58, xanchor: "left", yanchor: "top" },
    meta: { pick: { x: columns, y: rows } },
    margin: { b: 128 },
    updatemenus,
    sliders,
  }, frames); // prettier-ignore
}

const least = (rows: readonly (readonly number[])[]): number => Math.min(...rows.flat());
const most = (rows: readonly (readonly number[])[]): number => Math.max(...rows.flat());

const nearest = (values: readonly number[], to: number): number =>
  values.reduce((best, value, i) => (Math.abs(value - to) < Math.abs(values[best] - to) ? i : best), 0);

/** What a frame has of a trace. */
const movedOf = ({ x, y, text }: Json): Json => ({ x, y, ...(text !== undefined && { text }) });

/** Theory's and the nets'. */
const profilesOf = ({ log10DeltaRms, nets }: PhasePoint): readonly number[][] => [
  log10DeltaRms,
  ...nets.map((net) => net.log10DeltaRms),
];

/** A profile axis that holds every point's, so that the slider does not move it, as powers of ten. */
function spanOf(points: readonly PhasePoint[]): [low: number, high: number] {
  const powers = points.flatMap(profilesOf).flat().filter(Number.isFinite);
  const [low, high] = [Math.min(...powers), Math.max(...powers)];
  return [low - 0.05 * (high - low) - 0.5, high + 0.15 * (high - low) + 1];
}

const heat = ({ sigmaW, sigmaB, factor }: PhaseDiagram["map"]): Json => ({
  type: "heatmap",
  x: sigmaW,
  y: sigmaB,
  z: factor.map((row) => row.map((value) => Math.log10(value))),
  zsmooth: "best",
  colorscale: DIVERGING,
  zmin: -Math.log10(MOST),
  zmax: Math.log10(MOST),
  colorbar: {
    orientation: "h",
    y: 0.355,
    yanchor: "bottom",
    thickness: 10,
    len: 0.9,
    title: { text: "δ per layer back (√χ₁)", side: "top" },
    tickvals: STEPS.map(Math.log10),
    ticktext: STEPS.map((step) => `×${step}`),
  },
  customdata: factor,
  hovertemplate: "σ_w %{x:.3g}, σ_b %{y:.3g}: ×%{customdata:.3g}<extra></extra>",
});

const edge = (critical: PhaseDiagram["line"]): Json =>
  line("χ₁ = 1", critical.map(({ sigmaW }) => sigmaW), critical.map(({ sigmaB }) => sigmaB), { color: palette.black, showlegend: false, hovertemplate: "χ₁ = 1: σ_w %{x:.4g}, σ_b %{y:.3g}<extra></extra>" }); // prettier-ignore

/** Where the point lies, theory, its words and each width's net: always as many traces, so that a slider can move them. */
function pickOf(
  { sigmaW, sigmaB, factor, log10DeltaRms: predicted, nets }: PhasePoint,
  scale: LogScale,
  top: number,
): Json[] {
  const axes = { xaxis: "x2", yaxis: "y2" };
  const x = predicted.map((_, i) => i + 1);
  const placed = (log10: readonly number[]): (number | null)[] =>
    scale.places({ values: log10.map((power) => 10 ** power), log10 });
  return [
    dots("picked", [sigmaW], [sigmaB], { color: palette.black, size: 14, symbol: "star", cliponaxis: false, showlegend: false, hovertemplate: `√χ₁ = ${pretty(factor)}<extra></extra>` }), // prettier-ignore
    ...nets.map(
      ({ width, log10DeltaRms }, i) =>
      dots(`n = ${width}`, x, placed(log10DeltaRms), { color: WIDTHS[i % WIDTHS.length], size: 5, ...axes, hovertemplate: `width ${width}, layer %{x}: %{y:.3g}<extra></extra>` }), // prettier-ignore
    ),
    reference("theory", x, placed(predicted), { color: palette.vermillion, width: 2, ...axes }),
    { type: "scatter", mode: "text", x: [(1 + x.length) / 2], y: [top], text: [`√χ₁ = ${pretty(factor)}`], textposition: "bottom center", hoverinfo: "skip", showlegend: false, ...axes }, // prettier-ignore
  ];
}

/** σ_w of the critical line at one σ_b, between its points. */
function criticalAt(critical: PhaseDiagram["line"], sigmaB: number): number | undefined {
  const after = critical.findIndex((point) => point.sigmaB >= sigmaB - 1e-12);
  if (after < 0) return undefined;
  const [a, b] = [critical[Math.max(0, after - 1)], critical[after]];
  if (Math.abs(b.sigmaB - sigmaB) < 1e-12) return b.sigmaW;
  return after === 0
    ? undefined
    : a.sigmaW + ((b.sigmaW - a.sigmaW) * (sigmaB - a.sigmaB)) / (b.sigmaB - a.sigmaB);
}

function message({ name, line: critical }: PhaseDiagram, sigmaB: number): string {
  const edge = criticalAt(critical, sigmaB);
  const where = edge === undefined ? "at no σ_w" : `at σ_w = ${pretty(edge)}`;
  return `${name}, σ_b = ${pretty(sigmaB)}:<br>δ keeps its size ${where}`;
}

function lineInWords({ line: critical }: PhaseDiagram): string {
  if (critical.length === 0) return "there is no line on which it keeps its size";
  const [first, last] = [critical[0], critical.at(-1)!].map(({ sigmaW, sigmaB }) => `σ_w = ${pretty(sigmaW)}, σ_b = ${pretty(sigmaB)}`); // prettier-ignore
  return `it keeps its size on a line from ${first} to ${last}`;
}
