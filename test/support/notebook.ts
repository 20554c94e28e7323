import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PLOTLY_MIME } from "../../src/charts/style/bundle";
import { questionOf } from "../../tools/jupyter/guess/question.mjs";
import { barriers, mistakes } from "./accessible";
import { launchBrowser, openFile } from "./browser";
import { temporaryFolder } from "./folders";
import { asksOf } from "./guess";
import { type NotebookContent, type NotebookPage, type PlottedFigure, readPage } from "./notebook-page";
import { Kernel } from "./kernel";
import { inSuite } from "./long";
import { runNotesAlone } from "./notes";
import { cutOnPaper } from "./printed";
import { codeCells, runCells, type Settings, type Shown } from "./run-cells";
import { expectTrue } from "./values-in-range";

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

type Way = BrowserContextOptions & { viewport: { width: number; height: number } };

/** How readers look at a page: in the suite on a phone, dark or light in turn from notebook to notebook. */
function waysOf(number: number): Way[] {
  const [phone, desk] = [
    { width: 390, height: 800 },
    { width: 1280, height: 900 },
  ];
  const schemes = ["light", "dark"] as const;
  const first = { viewport: phone, colorScheme: schemes[number % 2] };
  return inSuite([first], {
    inSoak: [phone, desk].flatMap((viewport) => schemes.map((colorScheme) => ({ viewport, colorScheme }))),
  });
}

/** Prints a page, or its slides, and finds the charts that a sheet's edge cuts. */
async function cutCharts(browser: Browser, { path }: NotebookPage, query: string): Promise<string[]> {
  const { page } = await openFile(browser, path, { viewport: { width: 1280, height: 720 } });
  await page.goto(`${pathToFileURL(path).href}${query}`);
  await page.waitForFunction(() => document.documentElement.dataset["charts"]);
  const cut = await cutOnPaper(page);
  await page.context().close();
  return cut;
}

async function expectDrawn(browser: Browser, page: NotebookPage, way: Way): Promise<void> {
  const { page: view, errors, requests } = await openFile(browser, page.path, way);
  expect(await view.locator(".chart.drawn .plot .main-svg:first-child").count()).toBe(page.figures.length);
  expect(await view.evaluate(() => document.documentElement.scrollWidth)).toBe(way.viewport.width);
  expect(await view.locator(".katex-error").count()).toBe(0);
  expect(await barriers(view)).toEqual([]);
  expect(errors).toEqual([]);
  expect(requests).toEqual([]);
  await view.context().close();
}

/** Runs a notebook with other values on a kernel, as Run All does it. */
async function onKernel(kernel: Kernel, stem: string, settings: Settings): Promise<Shown> {
  const run: Shown = { figures: [], printed: [] };
  for (const { id: cell, source } of codeCells(stem, settings)) {
    const { reply, published, stdout } = await kernel.run(source);
    if (reply["status"] !== "ok")
      throw new Error(`${stem}, cell ${cell}: ${reply["ename"]}: ${reply["evalue"]}`);
    if (stdout !== "") run.printed.push({ cell, text: stdout });
    for (const { type, content } of published) {
      const plotted = type === "display_data" && content["data"][PLOTLY_MIME];
      if (plotted)
        run.figures.push({ cell, figure: { ...plotted, description: content["data"]["text/plain"] } });
    }
  }
  return run;
}

const contentOf = ({ figures, printed }: Shown): NotebookContent => ({
  figures: figures.map(({ figure }) => figure as PlottedFigure),
  printed: printed.map(({ text }) => text),
});

/** The notebook that runs again on one kernel in the suite too: what a kernel makes of that is the same for all. */
const AGAIN = 0;

/**
 * Executes a notebook with its own values and with each of `others`, and holds what it shows and prints against `claims`, and every
 * chart's words against its curves. With its own values it goes the reader's whole way, on the real kernel, to a page in a browser,
 * on which every chart must draw without a barrier; with the others it runs in this process, in the soak again and again on one
 * kernel, as a reader does who changes the parameters.
 */
export function describeNotebook(
  stem: string,
  others: Record<string, Settings>,
  claims: Record<string, (page: NotebookContent, settings: Settings) => void>,
): void {
  const number = Number.parseInt(stem, 10);
  const holdsClaims = (content: () => NotebookContent, settings: Settings): void =>
    void test.each(Object.entries(claims))("%s", (_, check) => check(content(), settings));

  describe(`the page of ${stem} with its own values`, () => {
    let browser: Browser;
    let page: NotebookPage;
    beforeAll(async () => {
      const output = temporaryFolder();
      const [run] = await Promise.all([
        runNotesAlone(stem, "--output", output),
        launchBrowser().then((launched) => (browser = launched)),
      ]);
      expect(run, run.stderr).toMatchObject({ code: 0 });
      page = readPage(join(output, `${stem}.html`));
    });
    test("is sound", () => {
      expect(page.bytes).toBeLessThanOrEqual(LIMIT);
      expectSound(page);
    });
    test.each(waysOf(number))("draws every chart, without error, request or barrier, %o", (way) =>
      expectDrawn(browser, page, way),
    );
    test("has on every chart that is to be guessed the curve that it asks for", () => {
      expect(page.guesses).toHaveLength(Object.values(asksOf(stem)).filter(Boolean).length);
      for (const { figure, asked } of page.guesses) {
        const question = questionOf(figure, asked);
        expect(question, figure.layout.title?.text).toBeDefined();
        const names = [question!.name, question!.labels.y];
        expect(names).toContain(asked.curve ?? question!.name);
      }
    });
    test.each(inSuite<string[]>([], { inSoak: ["", "?slides"] }))(
      "is printed with every chart whole: page%s",
      async (query) => expect(await cutCharts(browser, page, query)).toEqual([]),
    );
    test("is valid HTML", async () => expect(await mistakes(page.html)).toEqual([]));
    holdsClaims(() => page, {});
  });

  describe(`${stem}, run again`, () => {
    let kernel: Kernel | undefined;
    beforeAll(async () => {
      if (inSuite(number === AGAIN, { inSoak: true })) kernel = new Kernel();
      await kernel?.ready;
    });
    afterAll(() => kernel?.stop());
    describe.each(Object.entries(others))("with %s", (_, settings) => {
      let content: NotebookContent;
      beforeAll(async () => {
        const run = await (kernel ? onKernel(kernel, stem, settings) : runCells(stem, settings));
        expectTrue(stem, run, settings);
        content = contentOf(run);
      });
      test("is sound", () => expectSound(content));
      holdsClaims(() => content, settings);
    });
  });
}
