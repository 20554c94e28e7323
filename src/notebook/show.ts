import { bundle } from "../charts/style/bundle";
import { type PlotlyFigure, toFigure } from "./plotly-figure";
import { NEEDS_NOTEBOOK } from "./terminal";
import { tslab } from "./tslab";

/**
 * Shows a chart below the cell: one of the package's, any other figure of Plotly's, or just a list of traces.
 * @param figure `charts.gradientProfile(report)`, `{ data: [{ x, y }], layout: { title: "…" } }` or `[{ x, y }]`
 * @throws InvalidArgument when it is not given a figure
 * @throws Error outside a notebook, saying what to do instead
 */
export function show(figure: PlotlyFigure | readonly object[]): void {
  const shown = toFigure("show figure", figure);
  const kernel = tslab();
  if (!kernel) throw new Error(NEEDS_NOTEBOOK);
  kernel.write(bundle(shown));
}
