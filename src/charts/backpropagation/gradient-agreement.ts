import { requireFields, requireKnownKeys } from "../../errors";
import type { Agreement, Candidate } from "../../theory/backpropagation/agreement";
import { counted } from "../../shown";
import { onePerGroup } from "../parts/legend";
import { type LogScale, logScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { colorway, type Figure, figure, type Json, layerAxis, palette, pretty } from "../style/figure";

/** Half the distance from 1 to the next float64: errors of 0 are drawn below. */
const EPSILON = 2 ** -53;
const SYMBOLS = ["circle-open", "x-thin-open", "diamond-open", "square-open"];

/**
 * One gradient per layer by several ways: above their sizes, below their relative errors, both on log axes.
 * @param options.quantity what the numbers are; default "|∂C/∂wˡ|"
 */
export function gradientAgreement(result: Agreement, options: { quantity?: string } = {}): Figure {
  requireFields(
    "charts.gradientAgreement result",
    result,
    { reference: "object", candidates: "list" },
    "theory.agreement(…)",
  );
  requireKnownKeys("charts.gradientAgreement options", options, ["quantity"]);
  const { quantity = "|∂C/∂wˡ|" } = options;
  const { reference, candidates } = result;
  const x = reference.values.map((_, i) => i + 1);
  const sizes = logScale({ values: reference.values }, ...candidates);
  const errors = logScale({ values: [EPSILON] }, ...candidates.map(({ errors: values }) => ({ values })));
  const data = [
    ...logSeries({ name: reference.name, x, scale: sizes, values: reference.values, style: { mode: "lines", line: { color: palette.grey, width: 5 }, opacity: 0.5 } }), // prettier-ignore
    ...candidates.flatMap((candidate, i) => tracesOf(candidate, styleOf(i, x.length), { x, sizes, errors })),
  ];
  return figure({ title: message(result), description: describe(result) }, onePerGroup(data), {
    height: 560,
    xaxis: { ...layerAxis(x.length), anchor: "y2" },
    yaxis: sizes.axis(quantity, { domain: [0.47, 1] }),
    yaxis2: errors.axis("relative error", { domain: [0, 0.38] }),
    legend: { y: -0.25 },
  });
}

/** The marker of one way, thinner where there are many layers. */
function styleOf(i: number, layers: number): Json {
  const color = colorway[i];
  return { color, symbol: SYMBOLS[i % SYMBOLS.length], size: layers > 60 ? 4 : 8, line: { color, width: 2 } };
}

function tracesOf(
  { name, values, errors }: Candidate,
  marker: Json,
  { x, ...scales }: { x: number[]; sizes: LogScale; errors: LogScale },
): Json[] {
  const zero = "0 as computed";
  const below = { mode: "lines+markers", marker, line: { color: marker["color"], width: 1 }, yaxis: "y2", showlegend: false }; // prettier-ignore
  return [
    ...logSeries({ name, x, scale: scales.sizes, values, zero, style: { mode: "markers", marker } }),
    ...logSeries({ name: `${name}, error`, x, scale: scales.errors, values: errors, zero: "no error", style: below }).map((trace) => ({ ...trace, showlegend: false })), // prettier-ignore
  ];
}

function message({ reference, candidates }: Agreement): string {
  if (reference.values.every((value) => value === 0))
    return "Every gradient is computed as 0:<br>nothing to compare";
  return candidates.map(verdict).join(";<br>");
}

/** In words, how well one way meets the reference. */
function verdict({ name, values, errors, worst, finest }: Candidate): string {
  const overflown = values.filter((value) => !Number.isFinite(value)).length;
  if (overflown > 0) return `${name}: not finite in ${overflown} of ${counted(values.length, "layer")}`;
  if (worst === 0) return `${name}: equal`;
  if (worst < 1e-3) return `${name}: agrees to ${pretty(worst, 2)}`;
  if (Number.isFinite(finest)) return `${name}: lost below ${pretty(finest, 2)}`;
  if (errors.every((error, i) => error <= 0.01 || values[i] === 0)) return `${name}: sees only zeros`;
  if (!Number.isFinite(worst)) return `${name}: does not agree`;
  return worst > 10
    ? `${name}: wrong up to ×${pretty(worst + 1, 2)}`
    : `${name}: wrong by up to ${pretty(100 * worst, 2)} %`;
}

function describe({ reference, candidates }: Agreement): string {
  return `${counted(reference.values.length, "layer")}, held against ${reference.name}. ${candidates.map(verdict).join("; ")}.`;
}
