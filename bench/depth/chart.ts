import { groups } from "d3-array";
import { colorway, type Figure, type Json, figure, pretty, titled } from "../../src/charts/style/figure";
import type { DepthPoint, DepthResult } from "./result";

/** What is drawn, one panel each. */
const panels: { title: string; value: (point: DepthPoint) => number }[] = [
  { title: "step (ms)", value: ({ step }) => step.median },
  { title: "first step (ms)", value: ({ firstStep }) => firstStep },
  { title: "memory (MB)", value: ({ memory }) => (memory.peak - memory.ready) / 1e6 },
];

/** Time of a step, of the first step, and memory against depth; a straight line is linear growth. */
export function depthChart({ points, machine, date, version }: DepthResult): Figure {
  const byWidth = groups(points, ({ width }) => width);
  const data = panels.flatMap(({ title, value }, panel) =>
    byWidth.map(([width, ofWidth], i) => ({
      type: "scatter",
      mode: "lines+markers",
      name: `width ${width}`,
      legendgroup: String(width),
      showlegend: panel === 0 && byWidth.length > 1,
      x: ofWidth.map(({ depth }) => depth),
      y: ofWidth.map(value),
      yaxis: axisName("y", panel),
      line: { color: colorway[i % colorway.length], width: 2 },
      hovertemplate: `depth %{x}: %{y:.3g}<extra>${title}, width ${width}</extra>`,
    })),
  );
  const description = `${message(points)} Measured on ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.cpu} with ${version}.`;
  return figure({ title: message(points, "<br>"), description }, data, {
    height: 720,
    ...Object.fromEntries(panels.map(yAxis)),
    xaxis: titled("hidden layers", { anchor: axisName("y", panels.length - 1), rangemode: "tozero" }),
    legend: { orientation: "h", x: 0, y: -0.12, yanchor: "top" },
    margin: { l: 70, r: 20, t: 72, b: 80 },
  });
}

const axisName = (letter: string, panel: number): string => (panel === 0 ? letter : `${letter}${panel + 1}`);

/** The first panel on top, a gap below each. */
function yAxis({ title }: { title: string }, panel: number): [string, Json] {
  const top = 1 - panel / panels.length;
  const domain = [top - 0.86 / panels.length, top];
  return [axisName("yaxis", panel), titled(title, { domain, rangemode: "tozero" })];
}

/** What the chart says, from the shallowest and the deepest net. */
function message(points: readonly DepthPoint[], gap = " "): string {
  const sorted = points.toSorted((a, b) => a.depth - b.depth);
  const [first, last] = [sorted[0], sorted.at(-1)!];
  const perLayer = ({ step, depth }: DepthPoint): string => pretty((1000 * step.median) / (depth + 1), 2);
  return `A step takes ${perLayer(first)} µs per layer at depth ${first.depth},${gap}${perLayer(last)} µs at depth ${last.depth}`;
}
