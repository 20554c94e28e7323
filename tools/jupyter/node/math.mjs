import { renderToString } from "katex";
import { mathStyle } from "./math-style.mjs";

/** MathML elements whose number of children is fixed. */
const FIXED = /^m(?:sub|sup|subsup|under|over|underover|frac|root)$/;

/** Takes the sign of a function's application out where KaTeX puts it as a child too many: in `\lambda_{\max}` nothing is applied. */
function wellFormed(html) {
  const open = [];
  return html.replaceAll(/<mo>\u2061<\/mo>|<(\/?)(m[a-z]+)[^>]*>/g, (tag, closing, name) => {
    if (!name) return FIXED.test(open.at(-1)) ? "" : tag;
    if (closing) open.pop();
    else open.push(name);
    return tag;
  });
}

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
      const rendered = renderToString(tex, {
        displayMode: display,
        strict: "error",
        output: "htmlAndMathml",
      });
      html.push(wellFormed(rendered));
    } catch (error) {
      errors.push({ index, message: error.message });
    }
  }
  return errors.length > 0 ? { errors } : { html, style: html.length > 0 ? mathStyle(html.join("")) : "" };
}
