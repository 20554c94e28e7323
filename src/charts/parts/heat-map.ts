import { type Json, sequential } from "../style/figure";

/** Cells of numbers over two axes. */
export interface HeatMap {
  x: readonly number[];
  y: readonly number[];
  /** A row for each y; null leaves a cell blank. */
  z: readonly (readonly (number | null)[])[];
  /** What the bar of colours is called. */
  label: string;
  /** What is said of a cell that is pointed at, with %{x}, %{y} and %{z}. */
  hover: string;
}

/** A bar of colours below the chart, as wide as it. */
export const colorbarBelow = (text: string): Json => ({
  orientation: "h",
  y: -0.2,
  yanchor: "top",
  thickness: 12,
  len: 0.9,
  title: { text, side: "bottom" },
});

/** A trace of coloured cells, dark to bright. */
export const heatMap = ({ x, y, z, label, hover }: HeatMap): Json => ({
  type: "heatmap",
  x,
  y,
  z,
  colorscale: sequential,
  colorbar: colorbarBelow(label),
  hovertemplate: `${hover}<extra></extra>`,
});

/** A size as the colour of a cell: its base-10 logarithm, to a thousandth; null where that is not finite. */
export const logCell = (log10: number): number | null =>
  Number.isFinite(log10) ? Math.round(1000 * log10) / 1000 : null;
