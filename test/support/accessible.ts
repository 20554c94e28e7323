import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import type { Page } from "playwright-core";

/** Drawings of what a hidden formula or sentence beside them says: thousands of elements that say nothing to those who listen. */
const DRAWN = ".katex-html, .main-svg";

/** The rules that colours alone can break: all to ask of a page in the dark that was held to every rule in the light. */
export const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** Waits until every chart in sight has the width of its place: one that is redrawn while its drawing is out of the page loses its menus. */
async function chartsFit(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>(".drawn > .plot")].every((plot) => {
      const { _fullLayout: layout } = plot as unknown as { _fullLayout: { width: number } };
      return plot.clientWidth === 0 || layout.width === plot.clientWidth;
    }),
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What axe-core finds on a page, of any impact: the rule and the elements. What takes it as long as all else has something simple in its place meanwhile: drawings a box of their size, formulas in MathML and tokens of code that look like an earlier one their text. */
export async function barriers(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  await chartsFit(page);
  // plotly.js says for some seconds how to zoom back, beside the page's regions.
  await page.waitForFunction(() => !document.querySelector(".notifier-note"));
  const asked: axe.RunOptions = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  return page.evaluate(
    async ([drawn, options]) => {
      const drawings = [...document.querySelectorAll<HTMLElement>(drawn)];
      const boxes = drawings.map((drawing) => {
        const { width, height } = drawing.getBoundingClientRect();
        const { position } = getComputedStyle(drawing);
        const box = document.createElement("span");
        Object.assign(box.style, {
          display: "inline-block",
          position,
          width: `${width}px`,
          height: `${height}px`,
        });
        return box;
      });
      const formulas = [...document.querySelectorAll("math")];
      const texts = formulas.map((formula) => {
        const text = formula.cloneNode() as Element;
        text.textContent = formula.textContent;
        return text;
      });
      const looks = new Set<string>();
      const tokens = [...document.querySelectorAll<HTMLElement>("pre span[class]")].filter((token) => {
        if (token.childElementCount > 0 || token.attributes.length > 1) return false;
        const block = token.closest("pre")!;
        const [ink, paper] = [token, block].map((element) => getComputedStyle(element));
        // What is scrolled out of sight, or a single letter, is not judged.
        const isSeen = token.checkVisibility() && token.getBoundingClientRect().right < block.getBoundingClientRect().right; // prettier-ignore
        const isWord = token.textContent!.trim().length > 1;
        const look = [isSeen, isWord, ink.color, ink.backgroundColor, ink.fontWeight, token.parentElement!.className, paper.backgroundColor].join(); // prettier-ignore
        return looks.size === looks.add(look).size;
      });
      const words = tokens.map((token) => document.createTextNode(token.textContent!));
      const parts = [...drawings, ...formulas, ...tokens];
      const others = [...boxes, ...texts, ...words];
      parts.forEach((part, i) => part.replaceWith(others[i]));
      try {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(options);
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
      } finally {
        others.forEach((other, i) => other.replaceWith(parts[i]));
      }
    },
    [DRAWN, asked] as const,
  );
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
