import type { Report } from "../probes/measure";
import type { BoundedLayer } from "../theory/gradient-bound";
import { type Figure, figure, layerAxis, logAxis, palette, pretty } from "./figure";
import { factorGoingBack, floorBelow, logSeries } from "./log-series";

/** rms δ per layer: the worst-case bound, the exact value in float64, and what float32 measured. */
export function gradientBound(bounded: readonly BoundedLayer[], report: Report): Figure {
  const x = bounded.map(({ layer }) => layer);
  const bounds = bounded.map(({ bound }) => bound);
  const exact = bounded.map(({ deltaRms }) => deltaRms);
  const measured = report.layers.map(({ deltaRms }) => deltaRms);
  const floor = floorBelow(bounds, exact, measured);
  const data = [
    ...logSeries({ name: "bound", x, values: bounds, floor, style: { mode: "lines", line: { color: palette.vermillion, dash: "dash" } } }), // prettier-ignore
    ...logSeries({ name: "exact (float64)", x, values: exact, floor, style: { mode: "lines", line: { color: palette.grey } } }), // prettier-ignore
    ...logSeries({ name: "measured (float32)", x, values: measured, floor, style: { mode: "markers", marker: { color: palette.blue } } }), // prettier-ignore
  ];
  const lost = exact.filter((value, i) => value > 0 && !(Math.abs(measured[i] / value - 1) < 0.01)).length;
  const description =
    `rms δ in layer 1: at most ${pretty(bounds[0])}, exactly ${pretty(exact[0])}, measured ${pretty(measured[0])}; ` +
    `in the output layer: ${pretty(exact.at(-1)!)}. float32 misses ${lost} of ${x.length} layers by more than 1 %.`;
  return figure({ title: message(bounds, exact, lost), description }, data, {
    xaxis: layerAxis(x.length),
    yaxis: logAxis("rms of δ = ∂C/∂z"),
    margin: { l: 80, r: 20, t: 86, b: 56 },
  });
}

function message(bounds: number[], exact: number[], lost: number): string {
  const [allowed, real] = [factorGoingBack(bounds.slice(0, -1)), factorGoingBack(exact.slice(0, -1))];
  const wrong = lost > 0 ? `<br>float32 gets ${lost} of ${exact.length} layers wrong` : "";
  if (allowed === undefined || real === undefined)
    return `The measured gradient stays below its bound${wrong}`;
  return `Per layer going back: ×${pretty(real)};<br>the bound allows ×${pretty(allowed)}${wrong}`;
}
