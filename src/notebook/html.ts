import { readFileSync } from "node:fs";
import type { Figure } from "../charts/figure";
import { requireFields } from "../errors";
import { bundle, PLOTLY_MIME } from "../charts/bundle";
import { optionalFile } from "../optional-package";

/** Text made safe for HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const NO_PLOTLY =
  "toHtml puts Plotly into the page, from the npm package plotly.js-dist, which is not installed. " +
  "Run npm install plotly.js-dist@4.1.1.";

/**
 * A chart as a whole HTML page, which needs nothing from the network (Plotly is in it: about 10 MB).
 * Write it to a file and open that in a browser.
 * @throws InvalidArgument when it is not given a figure
 * @throws Error that says what to install when the package plotly.js-dist is missing
 */
export function toHtml(figure: Figure): string {
  requireFields(
    "toHtml figure",
    figure,
    { data: "list", description: "string" },
    "charts.gradientProfile(report)",
  );
  const plotly = readFileSync(optionalFile("plotly.js-dist/plotly.js", NO_PLOTLY), "utf8");
  const json = JSON.stringify(bundle(figure)[PLOTLY_MIME]).replaceAll("<", "\\u003c");
  const alternative = escapeHtml(figure.description);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${alternative}</title>
<div id="chart" role="img" aria-label="${alternative}"></div>
<script>${plotly.replaceAll("</script", "<\\/script")}</script>
<script>const f = ${json}; Plotly.newPlot("chart", f).then(() => f.frames && Plotly.addFrames("chart", f.frames));</script></html>`;
}
