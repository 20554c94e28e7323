import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PLOTLY_MIME } from "../../src/charts/style/bundle";
import { barriers, mistakes } from "./accessible";
import { launchBrowser, openFile } from "./browser";
import { temporaryFolder } from "./folders";
import { runNotes } from "./jupyter";
import { Kernel } from "./kernel";
import { type NotebookContent, type NotebookPage, readPage } from "./notebook-page";
import { cellSources, type Settings } from "./run-cells";

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

/** What a notebook shows that runs on the kernel with other values, as Run All does it. */
async function onKernel(kernel: Kernel, stem: string, settings: Settings): Promise<NotebookContent> {
  const content: NotebookContent = { figures: [], printed: [] };
  for (const source of cellSources(stem, settings)) {
    const { reply, published, stdout } = await kernel.run(source);
    if (reply["status"] !== "ok")
      throw new Error(`${stem}: ${source}\n${reply["ename"]}: ${reply["evalue"]}`);
    if (stdout !== "") content.printed.push(stdout);
    const shown = published.filter(({ type }) => type === "display_data").map((message) => message.content["data"]); // prettier-ignore
    const charts = shown.filter((data) => PLOTLY_MIME in data);
    content.figures.push(
      ...charts.map((data) => ({ ...data[PLOTLY_MIME], description: data["text/plain"] })),
    );
  }
  return content;
}

/**
 * Executes a notebook on the real kernel with its own values and with each of `others`, and holds what it shows and prints
 * against `claims`. With its own values it goes the reader's whole way to a page in a browser, on which every chart must draw
 * without a barrier, in two of three ways of looking at it, which come in turn from notebook to notebook; with the others it is run
 * again and again on one kernel, as a reader does who changes the parameters.
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
        runNotes(stem, "--output", output),
        launchBrowser().then((launched) => (browser = launched)),
      ]);
      expect(run, run.stderr).toMatchObject({ code: 0 });
      page = readPage(join(output, `${stem}.html`));
    });
    afterAll(() => browser?.close());
    test("is sound", () => {
      expect(page.bytes).toBeLessThanOrEqual(LIMIT);
      expectSound(page);
    });
    test.each([number, number + 1].map((n) => WAYS[n % WAYS.length]))(
      "draws every chart, without error, request or barrier, %o",
      (way) => expectDrawn(browser, page, way),
    );
    test("is valid HTML", async () => expect(await mistakes(page.html)).toEqual([]));
    holdsClaims(() => page, {});
  });

  describe(`${stem}, run again on one kernel`, () => {
    let kernel: Kernel;
    beforeAll(async () => {
      kernel = new Kernel();
      await kernel.ready;
    });
    afterAll(() => kernel?.stop());
    describe.each(Object.entries(others))("with %s", (_, settings) => {
      let content: NotebookContent;
      beforeAll(async () => void (content = await onKernel(kernel, stem, settings)));
      test("is sound", () => expectSound(content));
      holdsClaims(() => content, settings);
    });
  });
}
