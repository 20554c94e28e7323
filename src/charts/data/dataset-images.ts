import { type Dataset, meanSquare } from "../../data/dataset";
import { className, classesInWords, pointsOfClass } from "./dataset-words";
import { capital, type Figure, figure, pretty, titled } from "../style/figure";

/** Images of each class side by side. */
const EXAMPLES = 8;
/** Rows of the mosaic: the first classes of a data set with more. */
const MOST_CLASSES = 12;
/** Empty pixels between two images. */
const GAP = 2;

/** A mosaic with one row of images per class; ink is dark. The title gives the mean square that theory starts from. */
export function datasetImages(data: Dataset, size: { width: number; height: number }): Figure {
  const classes = Math.min(data.classes, MOST_CLASSES);
  const [across, down] = [size.width + GAP, size.height + GAP];
  const z = Array.from({ length: classes * down - GAP }, () => Array<number | null>(EXAMPLES * across - GAP).fill(null)); // prettier-ignore
  for (let label = 0; label < classes; label++) {
    const examples = pointsOfClass(data, label).slice(0, EXAMPLES);
    examples.forEach((point, k) => paste(z, imageOf(data, point, size.width), label * down, k * across));
  }
  const square = pretty(meanSquare(data));
  const summary = `${capital(data.name)}: ${data.points} images of ${size.width} × ${size.height} pixels in ${classesInWords(data)}`;
  const text = {
    title: `${capital(data.name)}: ${data.points} images of ${size.width} × ${size.height} pixels;<br>their mean square, q₀, is ${square}`,
    description: `${summary}; up to ${EXAMPLES} of each are drawn, a row per class. The mean square of the pixels is ${square}.`,
  };
  const names = Array.from({ length: classes }, (_, label) => className(data, label));
  const bare = { showgrid: false, showline: false, ticks: "" };
  const trace = { type: "heatmap", z, zmin: 0, zmax: 1, colorscale: "Greys", reversescale: true, showscale: false, hoverongaps: false, hovertemplate: "%{z}<extra></extra>" }; // prettier-ignore
  return figure(text, [trace], {
    height: 560,
    xaxis: { ...bare, showticklabels: false, constrain: "domain" },
    yaxis: titled("class", { ...bare, autorange: "reversed", scaleanchor: "x", constrain: "domain", constraintoward: "top", tickmode: "array", tickvals: names.map((_, label) => label * down + size.height / 2), ticktext: names }), // prettier-ignore
    margin: { b: 20 },
  });
}

/** The rows of one image; two digits are enough to see and keep the notebook small. */
function imageOf(data: Dataset, point: number, width: number): number[][] {
  const pixels = data.inputs.subarray(point * data.features, (point + 1) * data.features);
  const rows = Array.from({ length: pixels.length / width }, (_, y) => pixels.subarray(y * width, (y + 1) * width)); // prettier-ignore
  return rows.map((row) => Array.from(row, (x) => Math.round(x * 100) / 100));
}

function paste(z: (number | null)[][], image: readonly number[][], top: number, left: number): void {
  image.forEach((row, y) => row.forEach((x, k) => (z[top + y][left + k] = x)));
}
