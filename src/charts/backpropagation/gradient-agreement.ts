import { requireFields, requireKnownKeys } from "../../errors";
import type { Agreement, Candidate } from "../../theory/backpropagation/agreement";
import { counted } from "../../shown";
import {
  colorway,
  type Figure,
  figure,
  type Json,
  layerAxis,
  logAxis,
  palette,
  pretty,
} from "../style/figure";
import { floorBelow, logSeries, ZERO } from "../parts/log-series";

/** Errors of exactly 0 are drawn here, below float64's ε. */
const ERROR_FLOOR = 1e-17;
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
  const floor = floorBelow(reference.values, ...candidates.map(({ values }) => values));
  const traces = [
    ...logSeries({ name: reference.name, x, values: reference.values, floor, style: { mode: "lines", line: { color: palette.grey, width: 5 }, opacity: 0.5 } }), // prettier-ignore
    ...candidates.flatMap((candidate, i) => tracesOf(candidate, i, x, floor)),
  ];
  const data = traces.filter(({ name }) => !String(name).endsWith(ZERO)).concat(oneEntry(traces));
  return figure({ title: message(result), description: describe(result) }, data, {
    height: 560,
    xaxis: { ...layerAxis(x.length), anchor: "y2" },
    yaxis: logAxis(quantity, { domain: [0.47, 1] }),
    yaxis2: logAxis("relative error", { domain: [0, 0.38] }),
    margin: { l: 84, r: 20, t: 34 + 22 * candidates.length, b: 56 },
    legend: { orientation: "h", x: 0, xanchor: "left", y: -0.25, yanchor: "top" },
  });
}

/** The traces of zeros, with a single entry in the legend for all of them. */
function oneEntry(traces: Json[]): Json[] {
  const zeros = traces.filter(({ name }) => String(name).endsWith(ZERO));
  const { marker } = zeros[0] ?? {};
  const entry = { type: "scatter", mode: "markers", name: "0 as computed", x: [null], y: [null], marker };
  return zeros.length === 0 ? [] : [...zeros.map((trace) => ({ ...trace, showlegend: false })), entry];
}

function tracesOf({ name, values, errors }: Candidate, i: number, x: number[], floor: number): Json[] {
  const color = colorway[i];
  const marker = {
    color,
    symbol: SYMBOLS[i % SYMBOLS.length],
    size: x.length > 60 ? 4 : 8,
    line: { color, width: 2 },
  };
  const above = logSeries({ name, x, values, floor, style: { mode: "markers", marker, legendgroup: name } });
  const style = { mode: "lines+markers", marker, line: { color, width: 1 }, yaxis: "y2", legendgroup: name, showlegend: false }; // prettier-ignore
  const below = logSeries({ name: `${name}, error`, x, values: errors, floor: ERROR_FLOOR, style });
  return [...above, ...below.map((trace) => ({ ...trace, showlegend: false }))];
}

function message({ reference, candidates }: Agreement): string {
  if (reference.values.every((value) => value === 0))
    return "Every gradient is computed as 0:<br>nothing to compare";
  return candidates.map(verdict).join("<br>");
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
