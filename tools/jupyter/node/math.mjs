// Renders the formulas of one page: reads {"formulas": [{tex, display}]} on stdin and writes
// {"html": [...], "style": css} or {"errors": [{index, message}]} on stdout.
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { renderToString } from "katex";
import { mathStyle } from "./math-style.mjs";

/** Renders every formula, or says which ones are wrong. */
export function renderFormulas(formulas) {
  const html = [];
  const errors = [];
  for (const [index, { tex, display }] of formulas.entries()) {
    try {
      html.push(renderToString(tex, { displayMode: display, strict: "error", output: "htmlAndMathml" }));
    } catch (error) {
      errors.push({ index, message: error.message });
    }
  }
  return errors.length > 0 ? { errors } : { html, style: html.length > 0 ? mathStyle(html.join("")) : "" };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { formulas } = JSON.parse(await text(process.stdin));
  process.stdout.write(JSON.stringify(renderFormulas(formulas)));
}
