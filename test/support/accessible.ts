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

/** What is wrong with the HTML of a page, but for the style attributes by which KaTeX places its parts. */
export async function mistakes(html: string): Promise<string[]> {
  const ours = html
    .replaceAll(/(<span\b[^>]*) style="[^"]*"/g, "$1")
    .replaceAll(/(<script type="text\/plain"[^>]*>)[^<]*/g, "$1"); // packed data, which takes long
  const { results } = await new HtmlValidate({ extends: ["html-validate:recommended"] }).validateString(ours);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
