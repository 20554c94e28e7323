import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { barriers, mistakes } from "./accessible";
import { launchBrowser, openFile } from "./browser";
import { temporaryFolder } from "./folders";
import { runNotes } from "./jupyter";
import { type NotebookContent, type NotebookPage, readPage } from "./notebook-page";
import { runCells, type Settings } from "./run-cells";

const LIMIT = 2_500_000; // bytes

const numbers = (values: unknown[] | undefined): number[] =>
  (values ?? [])
    .flat(2)
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value));

/** What must hold of every notebook, whatever it is about. */
function expectSound({ figures, printed }: NotebookContent): void {
  for (const [i, { data, layout, description }] of figures.entries()) {
    const said = `${layout.title?.text} ${description}`;
    expect(said, `chart ${i}`).not.toMatch(/\b(NaN|Infinity|undefined|null)\b/);
    expect(layout.title?.text, `title of chart ${i}`).toBeTruthy();
    const drawn = data.filter(({ y, z }) => numbers(y).length + numbers(z).length > 0);
    expect(drawn.length, `traces with data of chart ${i}`).toBeGreaterThan(0);
  }
  expect(printed.join("\n")).not.toMatch(/\b(NaN|undefined)\b/);
}

/** How readers look at a page. */
const WAYS = [
  { viewport: { width: 390, height: 800 } },
  { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
] satisfies BrowserContextOptions[];

async function expectDrawn(browser: Browser, page: NotebookPage, way: (typeof WAYS)[number]): Promise<void> {
  const { page: view, errors, requests } = await openFile(browser, page.path, way);
  expect(await view.locator(".chart.drawn .plot .main-svg:first-child").count()).toBe(page.figures.length);
  expect(await view.evaluate(() => document.documentElement.scrollWidth)).toBe(way.viewport.width);
  expect(await view.locator(".katex-error").count()).toBe(0);
  expect(await barriers(view)).toEqual([]);
  expect(errors).toEqual([]);
  expect(requests).toEqual([]);
  await view.context().close();
}

/** What a page would show, of a notebook whose code ran in this process. */
async function withoutPage(stem: string, settings: Settings): Promise<NotebookContent> {
  const { figures, printed } = await runCells(stem, settings);
  return {
    figures: figures.map(({ figure }) => JSON.parse(JSON.stringify(figure))),
    printed: printed.map(({ text }) => text),
  };
}

/**
 * Executes a notebook with its own values and with each of `others`, and holds what it shows and prints against `claims`.
 * Its own values and the first of the others go the reader's whole way, through the kernel to a page in a browser, on
 * which every chart must draw without a barrier, in two of three ways of looking at it, which come in turn from notebook to
 * notebook. The rest run in this process: a kernel and a page more would say nothing new about them.
 */
export function describeNotebook(
  stem: string,
  others: Record<string, Settings>,
  claims: Record<string, (page: NotebookContent, settings: Settings) => void>,
): void {
  const [first, ...rest] = Object.entries(others);
  const number = Number.parseInt(stem, 10);
  const holdsClaims = (content: () => NotebookContent, settings: Settings): void =>
    void test.each(Object.entries(claims))("%s", (_, check) => check(content(), settings));

  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser?.close());
  describe.each([["its own values", {}] as const, first])(`the page of ${stem} with %s`, (name, settings) => {
    let page: NotebookPage;
    beforeAll(async () => {
      const output = temporaryFolder();
      const set = Object.entries(settings).flatMap(([key, value]) => [
        "--set",
        `${key}=${JSON.stringify(value)}`,
      ]);
      const run = await runNotes(stem, "--output", output, ...set);
      expect(run, run.stderr).toMatchObject({ code: 0 });
      page = readPage(join(output, `${stem}.html`));
    });
    const way = WAYS[(number + Number(name === first[0])) % WAYS.length];
    test("is sound", () => {
      expect(page.bytes).toBeLessThanOrEqual(LIMIT);
      expectSound(page);
    });
    test("draws every chart, without error, request or barrier", () => expectDrawn(browser, page, way));
    test("is valid HTML", async () => expect(await mistakes(page.html)).toEqual([]));
    holdsClaims(() => page, settings);
  });

  describe.each(rest)(`${stem} with %s`, (_, settings) => {
    let content: NotebookContent;
    beforeAll(async () => void (content = await withoutPage(stem, settings)));
    test("is sound", () => expectSound(content));
    holdsClaims(() => content, settings);
  });
}
