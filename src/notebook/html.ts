import { readFileSync } from "node:fs";
import type { Figure } from "../charts/figure";
import { requireFields } from "../errors";
import { bundle, PLOTLY_MIME } from "../charts/bundle";

/** Text made safe for HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * A chart as a whole HTML page, which needs nothing from the network (Plotly is in it: about 10 MB).
 * Write it to a file and open that in a browser.
 * @throws InvalidArgument when it is not given a figure
 */
export function toHtml(figure: Figure): string {
  requireFields(
    "toHtml figure",
    figure,
    { data: "list", description: "string" },
    "charts.gradientProfile(report)",
  );
  const plotly = readFileSync(require.resolve("plotly.js-dist/plotly.js"), "utf8");
  const json = JSON.stringify(bundle(figure)[PLOTLY_MIME]).replaceAll("<", "\\u003c");
  const alternative = escapeHtml(figure.description);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${alternative}</title>
<div id="chart" role="img" aria-label="${alternative}"></div>
<script>${plotly.replaceAll("</script", "<\\/script")}</script>
<script>const f = ${json}; Plotly.newPlot("chart", f).then(() => f.frames && Plotly.addFrames("chart", f.frames));</script></html>`;
}
