import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import type { Page } from "playwright-core";

/** Drawings of what a hidden formula or sentence beside them says: thousands of elements that say nothing to those who listen. */
const DRAWN = [".katex-html", ".main-svg"];

/** What axe-core finds on a page, of any impact: the rule and the elements. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (exclude) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
      { exclude },
      { resultTypes: ["violations"] },
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  }, DRAWN);
}

/** A page without the drawings that KaTeX makes of formulas: most of its elements, and all alike. */
function withoutDrawnFormulas(html: string): string {
  const [first, ...rest] = html.split(/<span[^>]* class="katex-html"[^>]*>/);
  const after = rest.map((text) => {
    let open = 1;
    for (const { 0: tag, index } of text.matchAll(/<(\/?)span\b/g)) {
      open += tag === "<span" ? 1 : -1;
      if (open === 0) return text.slice(text.indexOf(">", index) + 1);
    }
    return text;
  });
  return [first, ...after].join("");
}

/** What is wrong with the HTML of a page. */
export async function mistakes(html: string): Promise<string[]> {
  const ours = withoutDrawnFormulas(html).replaceAll(/(<script type="text\/plain"[^>]*>)[^<]*/g, "$1"); // packed data, which takes long
  const { results } = await new HtmlValidate({ extends: ["html-validate:recommended"] }).validateString(ours);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
