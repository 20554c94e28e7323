import { requireList } from "../../errors";
import { HISTOGRAMS, type LayerHistogram } from "../../probes/histograms";
import { counted } from "../../shown";
import { line } from "../parts/marks";
import { spread } from "../parts/sampled";
import { capital, type Figure, figure, type Json, ordered, pretty, sizeOf, titled } from "../style/figure";

/** More layers than this would hide each other. */
const MOST_ROWS = 9;
/** How high a histogram is, in rows. */
const HEIGHT = 0.85;

/**
 * How the numbers of each layer are spread, one histogram above the other from the first layer to the last, each as high as
 * its fullest bin; for gradients over log₁₀ of their size, with a cross and the share of those that are exactly 0.
 * @param layers what `histograms(net, data, …)` gives, or some of it, such as `.slice(0, -1)` without the output; of more than nine layers some are drawn
 */
export function histograms(layers: readonly LayerHistogram[]): Figure {
  const fields = { layer: "number", quantity: "string", edges: "list", counts: "list", zeros: "number", nonFinite: "number" } as const; // prettier-ignore
  requireList("charts.histograms layers", layers, fields, "histograms(net, data)", 1);
  const all = Array.from(layers);
  const { symbol, logarithmic } = HISTOGRAMS[all[0].quantity] ?? { symbol: all[0].quantity, logarithmic: false }; // prettier-ignore
  const rows = spread(all.length, MOST_ROWS).map((i) => all[i]);
  const names = rows.map(nameOf);
  const ends = rows.flatMap(({ edges }) => (edges.length > 0 ? [edges[0], edges.at(-1)!] : []));
  const [low, high] = ends.length > 0 ? [Math.min(...ends), Math.max(...ends)] : [-1, 1];
  const data = rows.flatMap((row, i) => [
    ...outline(row, i, ordered(rows.length === 1 ? 0 : i / (rows.length - 1)), names[i]),
    ...(logarithmic ? zeros(row, i, low - 0.06 * (high - low), names[i]) : []),
  ]);
  const span = (row: LayerHistogram): string => spanOf(row, logarithmic);
  const [first, last] = [all[0], all.at(-1)!];
  const what = logarithmic ? `|${symbol}|` : capital(symbol);
  const title =
    all.length === 1 ? `${what} ${span(first)}` : `${what}: ${span(first)} in ${nameOf(first)},<br>${span(last)} in ${last.isOutput ? "the output layer" : nameOf(last)}`; // prettier-ignore
  return figure({ title, description: `Histograms of ${counted(all.length, "layer")}. ${title.replace("<br>", " ")}.${lost(all)}` }, data, {
    height: 180 + 44 * rows.length,
    xaxis: titled(logarithmic ? `log₁₀ of |${symbol}|` : symbol, { range: [low - 0.1 * (high - low), high + 0.03 * (high - low)] }),
    yaxis: titled("", { tickvals: rows.map((_, i) => i), ticktext: names, range: [-0.2, rows.length] }),
    showlegend: false,
  }); // prettier-ignore
}

const nameOf = ({ name, isOutput, layer }: LayerHistogram): string =>
  name ?? (isOutput ? "output" : `layer ${layer}`);

/** The steps of one histogram above its row's line. */
function outline({ edges, counts }: LayerHistogram, row: number, color: string, name: string): Json[] {
  if (edges.length === 0) return [];
  const fullest = counts.reduce((a, b) => Math.max(a, b), 1);
  const heights = counts.map((count) => row + (HEIGHT * count) / fullest);
  return [
    line(name, [edges[0], edges.at(-1)!], [row, row], { color, width: 1, hoverinfo: "skip" }),
    line(name, edges, [...heights, row], {
      color,
      line: { color, width: 1.5, shape: "hv" },
      fill: "tonexty",
      customdata: [...counts, 0],
      hovertemplate: `${name}, from %{x:.3g}: %{customdata}<extra></extra>`,
    }),
  ];
}

/** A cross left of everything for numbers that have no logarithm, with their share. */
function zeros(row: LayerHistogram, i: number, x: number, name: string): Json[] {
  if (row.zeros === 0) return [];
  const share = `${pretty((100 * row.zeros) / countOf(row), 2)} %`;
  return [
    {
      type: "scatter",
      mode: "markers+text",
      name: "exactly 0",
      x: [x],
      y: [i + 0.2],
      text: [share],
      textposition: "top center",
      cliponaxis: false,
      marker: { symbol: "x-thin", size: 7, line: { width: 2 } },
      hovertemplate: `${name}: ${share} exactly 0<extra></extra>`,
    },
  ];
}

const countOf = ({ counts, zeros, nonFinite, quantity }: LayerHistogram): number =>
  counts.reduce((sum, count) => sum + count, nonFinite) + (HISTOGRAMS[quantity].logarithmic ? zeros : 0);

/** "10⁻¹² to 10⁻³" */
function spanOf({ edges, zeros, nonFinite }: LayerHistogram, logarithmic: boolean): string {
  if (edges.length === 0) return nonFinite > 0 ? "not finite" : zeros > 0 ? "exactly 0" : "nothing";
  const said = (edge: number): string => (logarithmic ? sizeOf(edge, 2) : pretty(edge, 2));
  return `${said(edges[0])} to ${said(edges.at(-1)!)}`;
}

/** What no bin holds, in words. */
function lost(all: readonly LayerHistogram[]): string {
  const zero = all.filter(({ zeros, quantity }) => HISTOGRAMS[quantity]?.logarithmic && zeros > 0).length;
  const broken = all.filter(({ nonFinite }) => nonFinite > 0).length;
  const exact = zero > 0 ? ` In ${counted(zero, "layer")} some are exactly 0.` : "";
  return broken > 0 ? `${exact} In ${counted(broken, "layer")} some are not finite.` : exact;
}
