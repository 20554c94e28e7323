import type { SequenceDataset } from "../../data/dataset";
import { className, featureName } from "./dataset-words";
import { line } from "../parts/marks";
import { capital, colorway, type Figure, figure, type Json, pretty, titled } from "../style/figure";

/** Sequences drawn below each other. */
const EXAMPLES = 3;
const SYMBOLS = ["circle", "x", "triangle-up", "square", "diamond", "cross", "star"];
/** More features than this are not told apart. */
const MOST_FEATURES = colorway.length;

/** The first sequences, one below the other, with a line for every feature; the answer stands above each. */
export function datasetSequences(data: SequenceDataset): Figure {
  const count = Math.min(EXAMPLES, data.points);
  const features = Math.min(data.features, MOST_FEATURES);
  const traces = Array.from({ length: count * features }, (_, k) => lineOf(data, Math.floor(k / features), k % features)); // prettier-ignore
  const examples = [...Array(count).keys()];
  const height = 1 / count;
  const axes = examples.map((i): [string, Json] => {
    const top = 1 - i * height;
    return [axisName("yaxis", i), { domain: [top - 0.72 * height, top - 0.08 * height], nticks: 4 }];
  });
  const answers = examples.map((i) => ({ text: `answer ${answerOf(data, i)}`, x: 0, xref: "paper", xanchor: "left", y: 1 - (i + 0.08) * height, yref: "paper", yanchor: "bottom", showarrow: false })); // prettier-ignore
  const what = `${data.points} sequences of ${data.steps} steps`;
  const text = {
    title: `${capital(data.name)}:<br>the answer is due after ${data.steps} steps`,
    description: `${capital(data.name)}: ${what} with ${data.features} numbers each. The first ${count} are drawn, with the answers ${examples.map((i) => answerOf(data, i)).join(", ")}.`,
  };
  return figure(text, traces, {
    height: 120 + 140 * count,
    xaxis: titled("time step", { anchor: axisName("y", count - 1) }),
    ...Object.fromEntries(axes),
    annotations: answers,
    legend: { y: -0.16 },
  });
}

const axisName = (prefix: string, i: number): string => `${prefix}${i === 0 ? "" : i + 1}`;

function lineOf(data: SequenceDataset, point: number, feature: number): Json {
  const { steps, features, inputs } = data;
  const values = Array.from({ length: steps }, (_, t) => inputs[(point * steps + t) * features + feature]);
  const few = steps <= 60;
  return line(featureName(data, feature), values.map((_, t) => t + 1), values, {
    color: colorway[feature % colorway.length],
    width: 1.5,
    mode: few ? "lines+markers" : "lines",
    marker: { size: 5, symbol: SYMBOLS[feature % SYMBOLS.length] },
    legendgroup: String(feature),
    showlegend: point === 0,
    yaxis: axisName("y", point),
    hovertemplate: "step %{x}: %{y:.3g}",
  }); // prettier-ignore
}

/** "1.03", "symbol 2". */
function answerOf(data: SequenceDataset, point: number): string {
  if (!data.targets) return className(data, data.labels[point]);
  const outputs = data.targets.length / data.points;
  const targets = data.targets.subarray(point * outputs, (point + 1) * outputs);
  return Array.from(targets, (y) => pretty(y)).join(", ");
}
