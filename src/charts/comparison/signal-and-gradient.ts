import { max, min, minIndex } from "../../numerics/summary";
import type { Comparison, ComparisonRow } from "../../comparison/run-comparison";
import { factorOverSeeds, layersOverSeeds, type OverSeeds, signalOverSeeds } from "../../comparison/over-seeds"; // prettier-ignore
import { requireKnownKeys } from "../../errors";
import { counted } from "../../shown";
import type { Predicted } from "../depth/profile";
import { theoriesOf } from "../depth/theories";
import { logBand } from "../parts/log-band";
import { type LogScale, scaleOfPowers } from "../parts/log-scale";
import { reference } from "../parts/marks";
import type { OneOrSeveral } from "../parts/results";
import { requireReports, rowsOf } from "./rows";
import { slider } from "../parts/slider";
import { type Figure, figure, type Json, layerAxis, palette, sizeOf } from "../style/figure";

const NAME = "charts.signalAndGradient";

/** One row of the comparison. */
interface Stop {
  name: string;
  signal: OverSeeds;
  gradient: OverSeeds;
  theory?: Predicted;
  /** Base-10 logarithms of the factors per layer, forward and back; NaN for fewer than two hidden layers. */
  factors: { forward: number; back: number };
}

/**
 * The rms of z going forward, above that of δ going back, of one row of a comparison at a time; a slider goes through the rows, in
 * the page, with no kernel. Lines are means of the logarithm over seeds, bands a standard deviation of a seed around them.
 * @param comparison what `compare` gives, best with one axis whose values rise
 * @param options.theory mean-field predictions by the rows' names, dashed, δ through the measured output layer
 * @throws InvalidArgument when it has no row, or theory is for none
 */
export function signalAndGradient(
  comparison: Comparison,
  options: { theory?: OneOrSeveral<Predicted> } = {},
): Figure {
  requireKnownKeys(`${NAME} options`, options, ["theory"]);
  const rows = rowsOf(NAME, comparison, { reports: "list", name: "string" });
  const { seeds } = comparison;
  requireReports(NAME, rows);
  const theories = theoriesOf(
    NAME,
    rows.map(({ name }) => name),
    options.theory,
  );
  const stops = rows.map((row) => stopOf(row, theories.get(row.name)));
  const panels = panelsOf(stops);
  const active = steadiest(stops);
  const drawn = stops.map((stop) => tracesOf(stop, panels));
  const { sliders, frames } = slider(
    stops.map((stop, i) => ({ label: labelOf(stop), data: drawn[i].map(({ x, y }) => ({ x, y })) })),
    { moving: drawn[active].map((_, i) => i), active, top: 62 },
  );
  const description = `${counted(rows.length, "net")} with ${counted(seeds.length, "seed")} each. Factors per layer: ${stops.map(labelOf).join("; ")}.`;
  return figure({ title: message(stops[active]), description }, drawn[active], { ...layoutOf(stops, panels), sliders }, frames); // prettier-ignore
}

const stopOf = ({ name, reports }: ComparisonRow, theory?: Predicted): Stop => ({
  name,
  signal: signalOverSeeds(reports),
  gradient: layersOverSeeds(reports, "deltaRms"),
  ...(theory && { theory }),
  // rms z is the root of q, and goes forward where factors go back.
  factors: { forward: -factorOverSeeds(reports, "preactivationMeanSquare").mean / 2, back: factorOverSeeds(reports, "deltaRms").mean }, // prettier-ignore
});

/** The row whose δ changes least, where δ can be compared; else the first. */
const steadiest = (stops: readonly Stop[]): number =>
  Math.max(
    0,
    minIndex(stops, ({ factors: { back } }) => Math.abs(back)),
  );

/** A panel's scale, and the powers of ten from which to which it goes: an axis that fits itself would fit the first row only. */
interface Panel {
  scale: LogScale;
  range: [number, number];
}

interface Panels {
  signal: Panel;
  gradient: Panel;
}

function panelsOf(stops: readonly Stop[]): Panels {
  const edges = ({ mean, low, high }: OverSeeds): (readonly number[])[] => [mean, low, high];
  return {
    signal: panelOf(stops.flatMap(({ signal, theory }) => [...edges(signal), predictedSignal(theory)])),
    gradient: panelOf(stops.flatMap(({ gradient, theory }) => [...edges(gradient), predictedGradient(theory, gradient)])), // prettier-ignore
  };
}

function panelOf(all: readonly (readonly number[])[]): Panel {
  const powers = all.flat().filter(Number.isFinite);
  const [least = -1, most = 1] = [min(powers), max(powers)];
  const room = 0.06 * (most - least || 1);
  return {
    scale: scaleOfPowers(...all),
    range: [least - room, most + room],
  };
}

const predictedSignal = (theory?: Predicted): number[] =>
  theory?.layers.map(({ preactivationMeanSquare = Number.NaN }) => Math.log10(preactivationMeanSquare) / 2) ??
  [];

/** Relative, so that it goes through the measured output layer. */
function predictedGradient(theory: Predicted | undefined, { mean }: OverSeeds): number[] {
  const output = mean.at(-1)!;
  const anchor = Number.isFinite(output) ? output : 0;
  return theory?.layers.map(({ log10DeltaRms }) => log10DeltaRms + anchor) ?? [];
}

/** Band, line and theory of both panels: always six traces, so that a slider can move them. */
function tracesOf({ signal, gradient, theory }: Stop, panels: Panels): Json[] {
  const panel = (name: string, over: OverSeeds, predicted: number[], scale: LogScale, style: Json, color: string): Json[] => [ // prettier-ignore
    ...logBand({ name, color, markers: true, ...over }, scale),
    reference("mean-field theory", over.x, over.x.map((_, i) => (Number.isFinite(predicted[i]) ? scale.at(predicted[i]) : null)), { color: palette.vermillion }), // prettier-ignore
  ].map((trace) => ({ ...trace, ...style })); // prettier-ignore
  return [
    ...panel("rms z", signal, predictedSignal(theory), panels.signal.scale, {}, palette.green),
    ...panel("rms δ", gradient, predictedGradient(theory, gradient), panels.gradient.scale, { yaxis: "y2" }, palette.blue), // prettier-ignore
  ];
}

function layoutOf(stops: readonly Stop[], { signal, gradient }: Panels): Json {
  const layers = Math.max(...stops.map((stop) => stop.signal.x.length));
  return {
    height: 640,
    showlegend: false,
    xaxis: { ...layerAxis(layers), anchor: "y2", range: [0.5, layers + 0.5] },
    yaxis: signal.scale.axis("rms z, forward", { domain: [0.54, 1], range: signal.range }),
    yaxis2: gradient.scale.axis("rms δ, back", { domain: [0, 0.46], anchor: "x", range: gradient.range }),
    margin: { b: 128 },
  };
}

const factor = (log10: number): string => (Number.isFinite(log10) ? `×${sizeOf(log10)}` : "no trend");

const labelOf = ({ name, factors: { forward, back } }: Stop): string =>
  `${name}: z ${factor(forward)}, δ ${factor(back)}`;

const message = ({ name, factors: { forward, back } }: Stop): string =>
  Number.isFinite(back)
    ? `Steadiest δ: ${name},<br>${factor(back)} per layer back; z ${factor(forward)} forward`
    : `${name}: too few layers<br>with a gradient to see a trend`;
