import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "./browsers.mjs";
import { shortened } from "./shortened.mjs";

const WIDTH = 640; // pixels
const script = (name) => ({
  path: fileURLToPath(
    new URL(`../data/nbconvert/templates/vanishing-gradients/static/${name}.js`, import.meta.url),
  ),
});

/** The chart as the page draws it in the light, with nothing to press. */
async function svgOf({ figure, width }) {
  const { data, layout } = window.course.fitted(figure, width);
  const still = { ...layout, updatemenus: [], sliders: [] };
  const address = await window.Plotly.toImage(
    { data, layout: still },
    { format: "svg", width, height: layout.height },
  );
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
}

async function draw(path, plotly, pictures) {
  const browser = await chromium.launch({ executablePath: path, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.evaluate("window.course = {}");
    await page.addScriptTag(script("fit"));
    await page.addScriptTag({ content: readFileSync(plotly, "utf8") });
    for (const { figure, file } of pictures)
      writeFileSync(file, shortened(await page.evaluate(svgOf, { figure, width: WIDTH })));
  } finally {
    await browser.close();
  }
}

/**
 * Draws charts as pictures.
 * @param pictures the `figure` of each, and the `file` to write, an SVG
 * @param plotly the file of plotly.js
 * @param env the environment that says where there is a Chromium
 * @returns whether there is one
 */
export async function answer({ pictures, plotly, env }) {
  const path = chromiumPath(env);
  if (path) await draw(path, plotly, pictures);
  return Boolean(path);
}
