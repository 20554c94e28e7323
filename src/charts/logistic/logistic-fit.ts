import { max, min } from "../../numerics/summary";
import type { BinaryTable } from "../../data/binary-table";
import { InvalidArgument, requireFields, requireList } from "../../errors";
import { counted } from "../../shown";
import type { Prediction } from "../../theory/logistic/logistic-prediction";
import { band, dots, line } from "../parts/marks";
import { type Figure, type Json, figure, palette, pretty, titled } from "../style/figure";

/**
 * Data of two classes, the fitted probability with its 95 % band, and one prediction picked out.
 * @param table the data, of one feature; rows of equal value are drawn as one larger point
 * @param predictions along the x axis, in rising order, at least two
 * @param highlight the prediction that the title speaks of
 */
export function logisticFit(
  table: BinaryTable,
  predictions: readonly Prediction[],
  highlight: Prediction,
): Figure {
  requireFields(
    "charts.logisticFit table",
    table,
    { inputs: "list", labels: "list", columns: "list", row: "string", outcome: "string" },
    "oRings() or iris(species)",
  );
  const fields = { x: "number", probability: "number", lower: "number", upper: "number" } as const;
  requireList("charts.logisticFit predictions", predictions, fields, "theory.predict(fit, values)");
  requireFields("charts.logisticFit highlight", highlight, fields, "theory.predict(fit, values)");
  if (predictions.length < 2) {
    throw new InvalidArgument(
      "logisticFit predictions",
      "must be at least two, from theory.predict",
      predictions,
    );
  }
  const data = [...fitted(predictions), ...points(table), mark(highlight)];
  const layout = {
    height: 480,
    xaxis: titled(table.columns[0]),
    yaxis: titled(`probability of ${table.outcome}`, { range: [-0.08, 1.08], tickformat: ".0%" }),
    legend: { y: -0.2 },
    margin: { b: 130 },
  };
  return figure(words(table, predictions, highlight), data, layout);
}

function fitted(predictions: readonly Prediction[]): Json[] {
  const [x, lower, upper, probability] = (["x", "lower", "upper", "probability"] as const).map((field) =>
    predictions.map((prediction) => prediction[field]),
  );
  return [
    band("95 % band", x, { lower, upper, color: palette.blue }),
    line("fitted σ(w₀ + w₁x)", x, probability, { color: palette.blue, hovertemplate: "%{x:.1f}: p = %{y:.3f}<extra></extra>" }), // prettier-ignore
  ];
}

/** One trace per class; the area of a point grows with the number of its rows. */
function points({ inputs, labels, row, outcome }: BinaryTable): Json[] {
  return [1, 0].map((label) => {
    const counts = new Map<number, number>();
    inputs.forEach((x, i) => labels[i] === label && counts.set(x, (counts.get(x) ?? 0) + 1));
    const size = [...counts.values()].map((count) => 9 * Math.sqrt(count));
    const look = label === 1 ? { color: palette.vermillion, symbol: "x" } : { color: palette.green, symbol: "circle-open" }; // prettier-ignore
    return dots(label === 1 ? outcome : `no ${outcome}`, [...counts.keys()], size.map(() => label), {
      color: look.color,
      text: [...counts.values()].map((count) => counted(count, row)),
      hovertemplate: "%{x:.4g}: %{text}<extra></extra>",
      marker: { ...look, size, line: { width: 2, color: look.color } },
    }); // prettier-ignore
  });
}

function mark({ x, probability, lower, upper }: Prediction): Json {
  return dots(`prediction at ${pretty(x)}`, [x], [probability], {
    color: palette.black,
    symbol: "diamond",
    size: 11,
    error_y: { type: "data", symmetric: false, array: [upper - probability], arrayminus: [probability - lower], color: palette.black, thickness: 1.5 }, // prettier-ignore
    hovertemplate: `${open(probability, 4)}, 95 %: ${open(lower)} to ${open(upper)}<extra></extra>`,
  });
}

function words(
  table: BinaryTable,
  predictions: readonly Prediction[],
  highlight: Prediction,
): { title: string; description: string } {
  const { x, probability, lower, upper } = highlight;
  const column = table.columns[0];
  const unit = /\((.*)\)/.exec(column)?.[1] ?? "";
  const [low, high] = [min(table.inputs)!, max(table.inputs)!];
  const where = x < low || x > high ? " (extrapolated)" : "";
  const falls = predictions[0].probability > predictions.at(-1)!.probability;
  return {
    title: `At ${pretty(x)} ${unit}${where}: p ${equals(probability)},<br>95 % interval ${open(lower)} to ${open(upper)}`,
    description:
      `Probability of ${table.outcome} against ${column}, fitted to ${table.points} ${table.row}s from ${pretty(low)} to ${pretty(high)}: ` +
      `it ${falls ? "falls" : "rises"} along the axis, and at ${pretty(x)} ${unit}${where}, the probability is ${open(probability, 4)} with a 95 % interval from ${open(lower)} to ${open(upper)}.`,
  };
}

/** A probability in a few digits; the end 1 of (0, 1) is never reached, so nothing is rounded to it. */
function open(p: number, digits = 3): string {
  return Number(p.toPrecision(digits)) === 1 ? "just below 1" : pretty(p, digits);
}

const equals = (p: number): string => {
  const text = open(p, 4);
  return text.startsWith("just") ? text : `= ${text}`;
};
