import { requireFields } from "../../errors";
import type { ChainFactors } from "../../theory/chain/chain-factors";
import { colorbarBelow } from "../parts/heat-map";
import { menu } from "../parts/menu";
import { type Figure, figure, type Json, palette, pretty, titled } from "../style/figure";

/** The shades span at least 10^±3, and beyond 10^±20 one is as good as another. */
const SPAN = [3, 20];
const DIVERGING = [
  [0, palette.blue],
  [0.5, "#FFFFFF"],
  [1, palette.vermillion],
];

/**
 * Depth × weight: the factor by which a chain multiplies a gradient, with the contour where it is 1.
 * A menu switches between the best case, every neuron at its steepest, and what the chain really does.
 */
export function chainFactorMap(factors: ChainFactors): Figure {
  requireFields(
    "charts.chainFactorMap factors",
    factors,
    { weights: "list", depths: "list", best: "list", run: "list" },
    "theory.chainFactors(…)",
  );
  const views = [
    { label: "best case: every neuron at its steepest", z: factors.best, title: bestMessage(factors) },
    { label: "the chain as it really runs", z: factors.run, title: runMessage(factors) },
  ];
  const { data, updatemenus } = menu(views.map(({ z, ...view }) => ({ ...view, data: [trace(factors, z)] })));
  const description = views
    .map(({ label, title }) => `${label}: ${title.replaceAll("<br>", " ")}.`)
    .join(" ");
  return figure({ title: views[0].title, description }, data, {
    height: 520,
    xaxis: titled("weight w of every neuron"),
    yaxis: titled("depth L (neurons)"),
    updatemenus,
    margin: { b: 110 },
    showlegend: false,
  });
}

function trace({ weights, depths, best }: ChainFactors, z: number[][]): Json {
  const largest = Math.max(...best.flat().filter(Number.isFinite));
  const span = Math.min(SPAN[1], Math.max(SPAN[0], largest));
  return {
    type: "contour",
    x: weights,
    y: depths,
    z: z.map((row) => row.map((value) => Math.round(value * 100) / 100)),
    zmin: -span,
    zmax: span,
    colorscale: DIVERGING,
    colorbar: colorbarBelow("log₁₀ factor (blank: exactly 0)"),
    contours: { start: 0, end: 0, size: 1, coloring: "heatmap" },
    line: { color: palette.black, width: 2 },
    hovertemplate: "w = %{x}<br>L = %{y}<br>factor 10^%{z}<extra></extra>",
  };
}

function bestMessage({ slopeBound }: ChainFactors): string {
  const edge = pretty(1 / slopeBound);
  return `At best the factor is (${slopeBound === 1 ? "" : `${pretty(slopeBound)}·`}|w|)ᴸ:<br>it shrinks below |w| = ${edge}, grows above`;
}

function runMessage({ run, weights, depths }: ChainFactors): string {
  const bottom = run.at(-1)!;
  const kept = weights.filter((_, i) => bottom[i] >= 0);
  const where = `at depth ${depths.at(-1)}`;
  if (kept.length === 0) {
    const top = Math.max(...bottom);
    const best = top === -Infinity ? "0" : pretty(10 ** top, 2);
    return `Really run, no chain keeps the gradient:<br>${where} the largest factor is ${best}`;
  }
  const sizes = kept.map(Math.abs);
  const share = pretty((100 * kept.length) / weights.length, 2);
  return `Really run, ${share} % of these weights keep it<br>${where}, the smallest of size ${pretty(Math.min(...sizes))}`;
}
