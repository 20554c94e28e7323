import { renderToString } from "katex";
import { mathStyle } from "./math-style.mjs";

/**
 * Renders the formulas of one page.
 * @param formulas `{ tex, display }` of each
 * @returns the `html` of each, and the `style` sheet that they need together; or `errors`, `{ index, message }` of those that are wrong
 */
export function answer(formulas) {
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
