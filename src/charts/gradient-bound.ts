import { requireFields, requireList } from "../errors";
import type { Report } from "../probes/measure";
import { SMALLEST_NORMAL } from "../theory/float32";
import type { BoundedLayer } from "../theory/gradient-bound";
import { type Figure, figure, layerAxis, logAxis, palette, pretty } from "./figure";
import { factorGoingBack, floorBelow, logSeries } from "./log-series";

/** rms δ per layer: the worst-case bound, the exact value in float64, and what float32 measured. */
export function gradientBound(bounded: readonly BoundedLayer[], report: Report): Figure {
  requireList(
    "charts.gradientBound bounded",
    bounded,
    { layer: "number", bound: "number", deltaRms: "number" },
    "theory.gradientBound(net, data)",
    1,
  );
  requireFields(
    "charts.gradientBound report",
    report,
    { layers: "list", description: "object" },
    "measure(net, data)",
  );
  const x = bounded.map(({ layer }) => layer);
  const bounds = bounded.map(({ bound }) => bound);
  const exact = bounded.map(({ deltaRms }) => deltaRms);
  const measured = report.layers.map(({ deltaRms }) => deltaRms);
  // A random slope is drawn anew in every measurement; theory takes its mean.
  const random = report.description.activations.some(({ name }) => name === "rrelu");
  const exactly = random ? "float64, mean slopes" : "exact (float64)";
  const floor = floorBelow(bounds, exact, measured);
  const data = [
    ...logSeries({ name: "bound", x, values: bounds, floor, style: { mode: "lines", line: { color: palette.vermillion, dash: "dash" } } }), // prettier-ignore
    ...logSeries({ name: exactly, x, values: exact, floor, style: { mode: "lines", line: { color: palette.grey } } }), // prettier-ignore
    ...logSeries({ name: "measured (float32)", x, values: measured, floor, style: { mode: "markers", marker: { color: palette.blue } } }), // prettier-ignore
  ];
  const inside = (size: number): boolean => size >= SMALLEST_NORMAL && size < Infinity;
  const lost = measured.filter((size, i) => exact[i] > 0 && !inside(size)).length;
  const description =
    `rms δ in layer 1: at most ${pretty(bounds[0])}, exactly ${pretty(exact[0])}, measured ${Number.isFinite(measured[0]) ? pretty(measured[0]) : "nothing finite"}; ` +
    `in the output layer: ${pretty(exact.at(-1)!)}. ${lost} of ${x.length} layers have left the normal range of float32.`;
  return figure({ title: message(bounds, exact, lost), description }, data, {
    xaxis: layerAxis(x.length),
    yaxis: logAxis("rms of δ = ∂C/∂z"),
    margin: { l: 80, r: 20, t: 86, b: 56 },
  });
}

function message(bounds: number[], exact: number[], lost: number): string {
  const [allowed, real] = [factorGoingBack(bounds.slice(0, -1)), factorGoingBack(exact.slice(0, -1))];
  const wrong = lost > 0 ? `<br>float32 loses ${lost} of ${exact.length} layers` : "";
  if (allowed === undefined || real === undefined)
    return `The measured gradient stays below its bound${wrong}`;
  return `Per layer going back: ×${pretty(real)};<br>the bound allows ×${pretty(allowed)}${wrong}`;
}
