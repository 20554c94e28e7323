import type { Dataset } from "../../data/dataset";
import { InvalidArgument, isList, requireNumber } from "../../errors";
import { className, classesInWords, featureName } from "./dataset-words";
import { dots } from "../parts/marks";
import { capital, colorway, type Figure, figure, type Json, palette, pretty, titled } from "../style/figure";

/** Told apart without colour; open ones among them, so that overlapping points stay visible. */
const SYMBOLS = ["circle", "x", "triangle-up-open", "square", "diamond-open", "cross", "star"];
/** More points than this would hide each other and make the page slow. */
const MOST_DRAWN = 5000;

/** What an axis shows: its name and a number for every point. */
interface Axis {
  name: string;
  values: ArrayLike<number>;
}

/** Points in the plane of two features, by class; a single feature against the class; a feature against the target. */
export function datasetScatter(data: Dataset, features?: ArrayLike<number>): Figure {
  const [x, y] = axesOf(data, features);
  const drawn = Math.min(data.points, MOST_DRAWN);
  const what = data.targets ? "points, each with a target" : `points in ${classesInWords(data)}`;
  const summary = `${capital(data.name)}: ${data.points} ${what}`;
  const part = drawn < data.points ? `, the first ${drawn} drawn` : "";
  const title = `${summary}${part.replace(" ", "<br>")}`;
  const description = `${summary}${part}, by ${spanOf(x)} and ${spanOf(y)}.`;
  // Columns without a name share one scale, as the plane of a generated data set does; circles are to look round.
  const shape = data.columns || data.features < 2 ? {} : { scaleanchor: "x", constrain: "domain" };
  const layout = {
    height: 480,
    xaxis: titled(x.name, { constrain: "domain" }),
    yaxis: titled(y.name, y.values === data.labels ? classAxis(data) : shape),
    showlegend: !data.targets,
    legend: { y: -0.17 },
  };
  return figure({ title, description }, tracesOf(data, x, y, drawn), layout);
}

function axesOf(data: Dataset, features: ArrayLike<number> = [0, 1]): [Axis, Axis] {
  if (!isList(features) || features.length !== 2) {
    throw new InvalidArgument("charts.dataset features", "must be two numbers, such as [0, 1]", features);
  }
  const feature = (j: number): Axis => {
    requireNumber("charts.dataset features", j, { min: 0, max: data.features - 1, whole: true });
    const values = Float32Array.from({ length: data.points }, (_, i) => data.inputs[i * data.features + j]);
    return { name: featureName(data, j), values };
  };
  if (data.targets) return [feature(features[0]), { name: "target", values: firstTargets(data) }];
  if (data.features === 1) return [feature(0), { name: "class", values: data.labels }];
  return [feature(features[0]), feature(features[1])];
}

/** The first of each point's targets. */
function firstTargets({ targets = new Float32Array(0), points }: Dataset): Float32Array {
  return Float32Array.from({ length: points }, (_, i) => targets[(i * targets.length) / points]);
}

const classAxis = (data: Dataset): Json => ({ dtick: 1, range: [-0.5, data.classes - 0.5] });

function tracesOf(data: Dataset, x: Axis, y: Axis, drawn: number): Json[] {
  const order = [...data.labels.keys()].slice(0, drawn);
  const groups = data.targets
    ? [{ name: "points", rows: [...Array(drawn).keys()], style: { color: palette.blue, symbol: "circle" } }]
    : Array.from({ length: data.classes }, (_, label) => ({
        name: className(data, label),
        rows: order.filter((i) => data.labels[i] === label),
        style: styleOf(label),
      }));
  const hovertemplate = `${x.name} %{x:.3g}<br>${y.name} %{y:.3g}`;
  const size = drawn > 1000 ? 4 : 7;
  return groups.map(({ name, rows, style }) => {
    const [across, up] = [x, y].map(({ values }) => rows.map((i) => values[i]));
    return dots(name, across, up, { ...style, size, opacity: 0.8, hovertemplate });
  });
}

/** Colours and symbols take turns at different paces, so that 49 classes differ. */
const styleOf = (label: number): { color: string; symbol: string } => ({
  color: colorway[label % colorway.length],
  symbol: SYMBOLS[(label + Math.floor(label / colorway.length)) % SYMBOLS.length],
});

function spanOf({ name, values }: Axis): string {
  let [low, high] = [Infinity, -Infinity];
  for (const value of Array.from(values)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return `${name} from ${pretty(low)} to ${pretty(high)}`;
}
