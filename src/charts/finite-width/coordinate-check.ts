import type { CoordinateCheck } from "../../theory/finite-width/coordinate-check";
import { logScale } from "../parts/log-scale";
import { logSeries } from "../parts/log-series";
import { legendAtBottom, onePerGroup } from "../parts/legend";
import { type Named, type OneOrSeveral, resultsOf } from "../parts/results";
import { colorway, type Figure, figure, type Json, logAxis, wrapped } from "../style/figure";

const NAME = "charts.coordinateCheck";
const LOOKS = [
  { dash: "solid", symbol: "circle" },
  { dash: "dash", symbol: "circle-open" },
  { dash: "dot", symbol: "square-open" },
] as const;

/**
 * The change of z by one step of Adam over the width, both axes logarithmic: a line for each layer, in its own colour, of each
 * parametrization, in its own dash.
 * @param checks what `theory.coordinateCheck` gives; several by their names: `{ standard: c1, muP: c2 }`
 */
export function coordinateCheck(checks: OneOrSeveral<CoordinateCheck>): Figure {
  const shape = { fields: { widths: "list", layers: "list" }, from: "theory.coordinateCheck(…)" } as const;
  const found = resultsOf(`${NAME} check`, checks, "widths", shape);
  const scale = logScale(...found.flatMap(({ result }) => result.layers.map(({ change }) => ({ values: change })))); // prettier-ignore
  const data = found.flatMap(({ name, result }, i) =>
    result.layers.flatMap(({ layer, change, exponent }, l) => {
      const label = [name, nameOf(result, layer)].filter(Boolean).join(", ");
      const { dash, symbol } = LOOKS[i % LOOKS.length];
      const color = colorway[l % colorway.length];
      const style: Json = { line: { color, dash, width: 2 }, marker: { color, symbol, size: 8 }, hovertemplate: `${label}, width %{x}: %{y:.3g}<extra>p = ${signed(exponent)}</extra>` }; // prettier-ignore
      return logSeries({ name: label, x: result.widths, values: change, scale, unit: "width", style });
    }),
  );
  const widths = found[0].result.widths;
  return figure({ title: message(found), description: describe(found) }, onePerGroup(data), {
    height: 520,
    xaxis: logAxis("width", { tickvals: widths }),
    yaxis: scale.axis("rms change of z in one step"),
    legend: legendAtBottom,
    margin: { b: 150 },
  });
}

const nameOf = ({ layers }: CoordinateCheck, layer: number): string =>
  layer === layers.length ? "output" : `layer ${layer}`;

/** The exponents of the layer below the output, whose fan-in is the width. */
function message(found: readonly Named<CoordinateCheck>[]): string {
  const { layers } = found[0].result;
  const said = found.map(
    ({ name, result }) => `${signed(result.layers.at(-2)!.exponent)}${name && ` (${name})`}`,
  );
  return `One step: Δz of layer ${layers.length - 1} ∝ widthᵖ,<br>${wrapped([`p = ${said[0]}`, ...said.slice(1)])}`;
}

/** Two decimals, and no minus before 0.00. */
const signed = (exponent: number): string =>
  exponent
    .toFixed(2)
    .replace(/^-(?=0\.00$)/, "")
    .replace("-", "−");

function describe(found: readonly Named<CoordinateCheck>[]): string {
  const sentences = found.map(({ name, result }) => {
    const exponents = result.layers.map(({ layer, exponent }) => `${signed(exponent)} in ${nameOf(result, layer).replace("output", "the output")}`); // prettier-ignore
    return `${name ? `${name}: ` : ""}the exponents are ${exponents.join(", ")}`;
  });
  const { widths } = found[0].result;
  return `Change of z by one step of Adam at widths ${Math.min(...widths)} to ${Math.max(...widths)}; ${sentences.join("; ")}.`; // prettier-ignore
}
