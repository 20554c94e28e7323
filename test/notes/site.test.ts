import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { shortened } from "../../tools/jupyter/node/shortened.mjs";
import { barriers, mistakes, OF_COLOURS } from "../support/accessible";
import { eventually } from "../support/eventually";
import { launchBrowser, openFile, watchedPage, type Watched } from "../support/browser";
import { temporaryFolder } from "../support/folders";
import { cutOnPaper } from "../support/printed";
import { fixtures } from "../support/jupyter";
import { runNotes } from "../support/notes";

const LIMIT = 600_000; // bytes of a page without plotly.js
const wide = { viewport: { width: 1280, height: 900 } };
const output = temporaryFolder();
const [index, first, second, terms] = ["index", "01-pipeline", "02-second", "terms"].map((name) =>
  join(output, `${name}.html`),
);
let browser: Browser;
/** Who walks through the pages from their list on: the tests build on each other, in this order. */
let reader: Watched;

beforeAll(async () => {
  const [made] = await Promise.all([
    runNotes("--notebooks", fixtures, "--output", output),
    launchBrowser().then((launched) => (browser = launched)),
  ]);
  expect(made, made.stderr).toMatchObject({ code: 0, stderr: "" });
  reader = await openFile(browser, index, wide);
});

/** Numbers the controls that a reader can see, and says what each is; the tools of a chart are one. */
const numbered = (): string[] =>
  [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, summary, [tabindex]")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0)
    .map((element, number) => {
      element.dataset["number"] = String(number);
      return element.outerHTML.slice(0, 160);
    });

/** The controls of a page just opened that the tab key does not reach, of more than five. */
async function outOfReach(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(numbered);
  const reached = new Set<number>();
  for (let i = 0; i < wanted.length + 1; i++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => Number((document.activeElement as HTMLElement).dataset["number"])));
  }
  expect(wanted.length).toBeGreaterThan(5);
  return wanted.filter((_, number) => !reached.has(number));
}

/** Closes a page, which did all it did without an error and without a request. */
async function finish({ page, errors, requests }: Watched): Promise<void> {
  expect([errors, requests]).toEqual([[], []]);
  await page.context().close();
}

describe("several pages", () => {
  test("share one copy of plotly.js", async () => {
    const scripts = readdirSync(join(output, "assets")).filter((name) => name.startsWith("plotly"));
    expect(scripts.length).toBe(1);
    for (const file of [first, second]) {
      const text = readFileSync(file, "utf8");
      expect(text).toContain(`<script src="assets/${scripts[0]}"></script>`);
      expect(text).not.toContain('id="plotly"');
      expect(statSync(file).size).toBeLessThanOrEqual(LIMIT);
    }
  });
});

describe("the list of the pages", () => {
  test("has no control that the tab key does not reach", async () => {
    expect(await outOfReach(reader.page)).toEqual([]);
  });
  test("shows each page's title, question, time and key chart, with what the chart says for those who cannot see it", async () => {
    const card = reader.page.locator(".pages li").first();
    expect(await card.innerText()).toMatch(
      /A pipeline of charts[^]*Does every kind of output[^]*5 minutes · 3 charts/,
    );
    const picture = card.getByRole("img", { name: "The bound falls from 1 at layer 20 to" });
    await picture.scrollIntoViewIfNeeded();
    await eventually(() =>
      picture.evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBeGreaterThan(500);
    expect(await reader.page.locator(".pages img").count()).toBe(1);
  });
  test("has pictures whose words keep the digits that their lines do without", () => {
    const drawn = '<path d="M0.123456,-7.5L12.0049e-3,1"/><text x="1.23456">λ = 0.00218</text>';
    expect(shortened(drawn)).toBe('<path d="M0.12,-7.5L12.00e-3,1"/><text x="1.23">λ = 0.00218</text>');
    const picture = readFileSync(join(output, "assets", "01-pipeline.svg"), "utf8");
    expect(picture).toMatch(/ d="[^"]*\d\.\d{2}/);
    expect(picture).not.toMatch(/ d="[^"]*\d\.\d{3}/);
  });
});

describe("the search", () => {
  const statusOf = (page: Page): Promise<string> =>
    page.getByRole("dialog", { name: "Search" }).getByRole("status").innerText();

  /** The results for some words: what each link is called. */
  async function find(page: Page, words: string): Promise<string[]> {
    const status = (): Promise<string> => statusOf(page);
    await page.getByRole("searchbox").fill("");
    await eventually(status).toBe("");
    await page.getByRole("searchbox").fill(words);
    await eventually(status).not.toBe("");
    return page.locator("#search-results a").allInnerTexts();
  }

  test("finds terms, headings and text by the keyboard alone, words misspelt among them, and leads there", async () => {
    const { page } = reader;
    await page.keyboard.press("/");
    expect((await find(page, "chain rule"))[0]).toBe("chain rule");
    expect(await find(page, "chaim")).toContain("chain rule");
    expect((await find(page, "charts of σ"))[0]).toBe("Charts of σ");
    expect(await find(page, "still folded")).toEqual(["One level deeper"]);
    expect(await page.locator("#search-results mark").allInnerTexts()).toEqual(["Still", "folded"]);
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("One level deeper");
    await page.keyboard.press("Enter");
    await page.waitForURL(/02-second\.html#one-level-deeper$/);
    await eventually(() => page.locator("#one-level-deeper").isVisible()).toBe(true);
  });
  test("says where there is nothing, and takes signs as they are", async () => {
    const { page } = reader;
    await page.getByRole("button", { name: "Search" }).click();
    for (const words of ["xyzzy", "((*", "<b>"]) expect(await find(page, words)).toEqual([]);
    expect(await statusOf(page)).toBe("Nothing found.");
    expect(await find(page, "n→n+1")).toEqual(["The second notebook"]);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("searchbox").isVisible()).toBe(false);
  });
});

test("a card of the list leads to its page from all over, which draws its charts", async () => {
  const { page } = reader;
  await page.goto(pathToFileURL(index).href);
  await page.locator(".pages img").click({ force: true });
  await eventually(() => page.title()).toBe("A pipeline of charts");
  await eventually(() => page.locator(".chart.drawn").count()).toBe(3);
});

describe("the glossary", () => {
  test("opens a term's row as a card where the term is first used, and leads to its place", async () => {
    const { page } = reader;
    const uses = page.getByRole("button", { name: "chain rule" });
    expect(await uses.count()).toBe(1);
    const card = page.locator("#card-chain-rule");
    expect(await card.isVisible()).toBe(false);
    await uses.press("Enter");
    expect(await card.innerText()).toContain("the derivative of a chain is the product");
    await card.getByRole("link", { name: "Glossary" }).click();
    await page.waitForURL(/terms\.html#term-chain-rule$/);
    const row = page.locator("#term-chain-rule");
    await row.getByRole("link", { name: "01" }).click();
    await page.waitForURL(/01-pipeline\.html#use-chain-rule$/);
    expect(await page.locator("#use-chain-rule").innerText()).toBe("chain rule");
  });
});

describe("citations", () => {
  let watched: Watched;
  let page: Page;
  beforeAll(async () => {
    watched = await openFile(browser, second, wide);
    ({ page } = watched);
  });

  test("are within reach of the tab key, as is every control", async () => {
    expect(await outOfReach(page)).toEqual([]);
  });
  test("are numbers that lead to the list, where each work stands with its arXiv number or DOI and the notebook's words", async () => {
    const sentence = page.locator("li", { hasText: "Found in" });
    expect(await sentence.innerText()).toBe("Found in [1, section 2], and in [2; 1], not in [@code].");
    const entry = page.locator("#source-he2015");
    expect(await entry.innerText()).toBe(
      "K. He, K.-R. Müller et al., “Delving deep into ReLUs & the chain rule”, ICCV (2015), 1–9, arXiv:1502.01852: gains.",
    );
    expect(await entry.getByRole("button").count()).toBe(0); // a title uses no term
    expect(await entry.getByRole("link").getAttribute("href")).toBe(
      "https://doi.org/10.48550/arXiv.1502.01852",
    );
  });
  test("of a work that the notebook does not list are listed at the end", async () => {
    expect(await page.locator("#source-nobody1900").innerText()).toBe(
      "A. G. de G. de la Nada, “Nothing <at> all”, Nowhere (1900).",
    );
    expect(await page.locator("#source-nobody1900").getAttribute("value")).toBe("2");
  });
  test("show their work in a card to a pointer and to the keyboard, until Escape", async () => {
    const [card, cites] = [page.locator("#cited"), page.locator(".cite")];
    await cites.nth(1).hover();
    await eventually(() => card.isVisible()).toBe(true);
    expect(await card.innerText()).toContain("de la Nada");
    await page.mouse.move(0, 0);
    await eventually(() => card.isVisible()).toBe(false);
    await page.getByText("what to expect").focus();
    await page.keyboard.press("Tab");
    expect(await card.innerText()).toContain("K. He");
    await page.keyboard.press("Escape");
    expect(await card.isVisible()).toBe(false);
    await finish(watched);
  });
});

describe("slides", () => {
  let page: Page;
  const shown = (): Promise<string[]> => page.locator(".slide:visible :is(h1, h2, h3)").allInnerTexts();
  const place = (): Promise<string> => page.locator(".slide-bar").getByRole("status").innerText();
  beforeAll(async () => {
    ({ page } = reader);
    await page.getByRole("link", { name: "Slides" }).click();
    // They begin where the reader was.
    await page.waitForURL(/\?slides#use-chain-rule$/);
    await page.waitForFunction(() => document.documentElement.dataset["charts"]);
    await page.keyboard.press("Home");
  });

  test("show one section at a time, by arrow keys, by buttons and by links", async () => {
    expect(await shown()).toEqual(["A pipeline of charts"]);
    await page.keyboard.press("ArrowRight");
    expect(await shown()).toEqual(["Mathematics"]);
    await page.getByRole("button", { name: "Back" }).click();
    expect(await shown()).toEqual(["A pipeline of charts"]);
    await page.keyboard.press("End");
    expect(await shown()).toEqual(["Other outputs"]);
    await page.evaluate(() => (location.hash = "#a-menu"));
    await eventually(shown).toEqual(["A menu"]);
    expect(await barriers(page)).toEqual([]);
  });
  test("say above a smaller section which it belongs to, a formula in its own letters", async () => {
    const above = await page.locator(".slide[data-above]").evaluateAll((all) => all.map((slide) => (slide as HTMLElement).dataset["above"])); // prettier-ignore
    expect(new Set(above)).toEqual(new Set(["Charts of σ"]));
  });
  test("are no higher than the screen where they have more than one part", async () => {
    const watched = await watchedPage(browser, { viewport: { width: 1280, height: 560 }, offline: true });
    const { page: other } = watched;
    await other.goto(`${pathToFileURL(second).href}?slides`);
    await other.waitForFunction(() => document.documentElement.dataset["charts"]);
    const count = await other.locator(".slide").count();
    expect(count).toBeGreaterThan(await other.locator(".slide:not([data-continues])").count());
    for (let i = 0; i < count; i++) {
      const [rest, parts] = await other.evaluate(() => [
        document.documentElement.scrollHeight - innerHeight,
        document.querySelectorAll(".slide.shown > :not(.prose), .slide.shown .prose > *").length,
      ]);
      if (parts > 2) expect(rest, `slide ${i + 1}`).toBe(0);
      await other.keyboard.press("ArrowRight");
    }
    await finish(watched);
  });
  test("have live charts, whose keys stay theirs", async () => {
    const menu = page.getByRole("combobox");
    const [picture] = await page.locator("#chart-1 .updatemenu-header-group rect").all();
    const [wanted, found] = [(await picture.boundingBox())!, (await menu.boundingBox())!];
    for (const side of ["x", "y", "width", "height"] as const)
      expect(Math.abs(found[side] - wanted[side]), side).toBeLessThan(4);
    const [curve, before] = [page.locator("#chart-1 .scatterlayer path.js-line").first(), await place()];
    const drawn = await curve.getAttribute("d");
    await menu.press("ArrowDown");
    await eventually(() => curve.getAttribute("d")).not.toBe(drawn);
    expect(await place()).toBe(before);
  });
  test("are printed one to a sheet, across", async () => {
    const count = await page.locator(".slide").count();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThanOrEqual(count);
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect(Number(width)).toBeGreaterThan(Number(height));
    expect(await cutOnPaper(page)).toEqual([]);
    await finish(reader);
  });
});

describe("pages for everybody", () => {
  test.each([
    ["in the light and in the dark", { colorScheme: "light", ...wide }],
    ["on a phone", { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true }],
  ] as const)(
    "%s, axe-core finds no barrier: on the list with its search, on a page with a card, on the glossary",
    async (_, options) => {
      const { page } = await openFile(browser, index, options);
      const expectNoBarriers = async (): Promise<void> => {
        expect(await barriers(page)).toEqual([]);
        if (!("colorScheme" in options)) return;
        await page.emulateMedia({ colorScheme: "dark" });
        await eventually(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
        expect(await barriers(page, OF_COLOURS)).toEqual([]);
        await page.emulateMedia({ colorScheme: "light" });
      };
      await expectNoBarriers();
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("searchbox").fill("chart");
      await eventually(() => page.locator("#search-results li").count()).toBeGreaterThan(0);
      await expectNoBarriers();
      await page.goto(pathToFileURL(first).href);
      await page.locator(".term").click();
      await expectNoBarriers();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        options.viewport.width,
      );
      await page.goto(pathToFileURL(terms).href);
      await expectNoBarriers();
      await page.context().close();
    },
  );

  test.each(["index", "01-pipeline", "02-second", "terms"])("%s.html is valid HTML", async (name) => {
    expect(await mistakes(readFileSync(join(output, `${name}.html`), "utf8"))).toEqual([]);
  });
});
