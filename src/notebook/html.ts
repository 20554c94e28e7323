import { readFileSync } from "node:fs";
import { bundle, PLOTLY_MIME } from "../charts/style/bundle";
import { escapeHtml } from "../html";
import { optionalFile } from "../optional-package";
import { type PlotlyFigure, toFigure } from "./plotly-figure";

const NO_PLOTLY =
  "toHtml puts Plotly into the page, from the npm package plotly.js-dist, which is not installed. " +
  "Run npm install plotly.js-dist@4.1.1.";

/**
 * A chart as a whole HTML page, which needs nothing from the network (Plotly is in it: about 10 MB).
 * Write it to a file and open that in a browser.
 * @param figure a chart of the package's, any other figure of Plotly's, or just a list of traces
 * @throws InvalidArgument when it is not given a figure
 * @throws Error that says what to install when the package plotly.js-dist is missing
 */
export function toHtml(figure: PlotlyFigure | readonly object[]): string {
  const shown = toFigure("toHtml figure", figure);
  const plotly = readFileSync(optionalFile("plotly.js-dist/plotly.js", NO_PLOTLY), "utf8");
  const json = JSON.stringify(bundle(shown)[PLOTLY_MIME]).replaceAll("<", "\\u003c");
  const alternative = escapeHtml(shown.description);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${alternative}</title>
<div id="chart" role="figure" aria-label="${alternative}"></div>
<script>${plotly.replaceAll("</script", "<\\/script")}</script>
<script>const f = ${json}; Plotly.newPlot("chart", f).then(() => f.frames && Plotly.addFrames("chart", f.frames));</script></html>`;
}
