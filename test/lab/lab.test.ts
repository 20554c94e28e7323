import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually";
import { launchBrowser, openFile, watchedPage, type Watched } from "../support/browser";
import { notebookFolder, temporaryFolder } from "../support/folders";
import { startLab, type Lab } from "../support/lab";
import { LabPage } from "../support/lab-page";
import { brokenWords, cutOff, leastContrast } from "../support/legible";

// One reader's session: the tests build on each other, in this order.
const folder = notebookFolder(fileURLToPath(new URL("../fixtures/lab", import.meta.url)));
const [PARAMETERS, SPARE] = [0, 2]; // code cells of the fixture
let server: Lab;
let browser: Browser;
let watched: Watched;
let lab: LabPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLab(folder, temporaryFolder()), launchBrowser()]);
  watched = await watchedPage(browser, { viewport: { width: 1280, height: 1400 }, acceptDownloads: true });
  lab = new LabPage(watched.page);
  await lab.open(server.url("lab/tree/training.ipynb"));
});
afterAll(async () => {
  await watched?.page.context().close();
  await server?.stop();
});

test("Run All draws the chart", async () => {
  await lab.runAll();
  await eventually(() => lab.charts.count()).toBe(1);
  expect(await lab.points()).toBe(5);
  expect(await lab.output(SPARE).innerText()).toContain("a net of 4 hidden layers");
});

test("another depth in the parameter cell changes the chart when all is run again", async () => {
  await lab.edit(PARAMETERS, "const depth = 9; // hidden layers, a whole number from 1 to 50");
  await lab.runAll();
  await eventually(() => lab.points()).toBe(10);
  expect(await lab.output(SPARE).innerText()).toContain("a net of 9 hidden layers");
});

test("interrupting a training cell stops it: nothing is printed later, and the kernel goes on", async () => {
  await lab.run(SPARE, "let steps = 0; (globalThis as any).mark = 1;");
  await lab.idle();
  await lab.run(
    SPARE,
    "await train(net, { data: data, steps: 1e6, optimizer: sgd(0.01), onStep: () => void (steps += 1) });",
  );
  await lab.page.locator(".jp-Notebook progress").waitFor();
  await lab.page.getByRole("button", { name: /interrupt the kernel/i }).click();
  await eventually(() => lab.output(SPARE).allInnerTexts()).toContainEqual(
    expect.stringMatching(/^Interrupted: /),
  );
  await lab.idle();
  await lab.run(SPARE, "console.log(steps, lastRun()?.stopped);");
  await eventually(() => lab.output(SPARE).allInnerTexts()).toEqual([
    expect.stringMatching(/^\d+ interrupted\s*$/),
  ]);
  const after = await lab.output(SPARE).innerText();
  await lab.page.waitForTimeout(1500);
  await lab.run(SPARE, "console.log(steps, lastRun()?.stopped); // the same: no step was made since");
  await eventually(() => lab.cell(SPARE).innerText()).toContain("the same");
  await eventually(() => lab.output(SPARE).allInnerTexts()).toEqual([after]);
});

test("a restarted kernel starts from nothing", async () => {
  await lab.restart();
  await lab.run(SPARE, "console.log(typeof (globalThis as any).mark);");
  await eventually(() => lab.output(SPARE).innerText()).toMatch(/undefined/);
  await eventually(() => lab.cell(SPARE).locator(".jp-InputPrompt").innerText()).toContain("[1]");
  await lab.runAll();
  expect(await lab.points()).toBe(10);
});

test("the File menu exports the page of `npm run notes`, sanitized or not", async () => {
  const pages: string[] = [];
  for (const sanitize of [true, false]) {
    const path = join(temporaryFolder(), "exported.html");
    await (await lab.export(sanitize)).saveAs(path);
    const { page, errors, requests } = await openFile(browser, path);
    expect(await page.locator(".chart.drawn .main-svg:first-child").count()).toBe(1);
    expect(await page.locator("main .katex").count()).toBe(1);
    expect(errors).toEqual([]);
    expect(requests).toEqual([]);
    pages.push(
      await page.locator("main").evaluate((main) => main.innerHTML.replaceAll(/<figure[^]*?<\/figure>/g, "")),
    );
    await page.context().close();
  }
  expect(pages[0]).toBe(pages[1]);
});

test("a saved notebook that is not trusted shows its charts", async () => {
  await lab.menu("File", "Save Notebook");
  const saved = join(folder, "training.ipynb");
  await eventually(() => readFileSync(saved, "utf8")).toContain("application/vnd.plotly.v1+json");
  expect(readFileSync(saved, "utf8"), "a picture beside the chart").not.toContain("image/png");
  // Lab trusts what it ran itself, by a signature of the content: another word in it makes it a stranger's.
  writeFileSync(
    join(folder, "stranger.ipynb"),
    readFileSync(saved, "utf8").replace("A net to train", "A stranger's net"),
  );
  await lab.openBeside("stranger.ipynb");
  await eventually(() => lab.charts.count()).toBe(1);
  expect(await lab.points()).toBe(10);
  expect(await lab.page.locator("[title*='not trusted']").count(), "the notebook is trusted").toBe(1);
});

test("marks of works are names and years that lead to them, and whole works in a list of sources", async () => {
  await lab.choose("cited.md");
  const [text, sources] = ["p", "ol > li"].map((part) => lab.page.locator(`.jp-MarkdownViewer ${part}`));
  await eventually(() => text.first().innerText()).toBe(
    "Leaky rectifiers [Maas et al. 2013, section 2; He et al. 2015] came late, says [@nobody2020], and [@he2015] is how one cites.",
  );
  expect(await text.locator("a").evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))).toEqual(
    ["https://ai.stanford.edu/~amaas/", "https://doi.org/10.1109/ICCV.2015.123"],
  ); // prettier-ignore
  expect(await sources.allInnerTexts()).toEqual([
    "K. He, X. Zhang et al., “Delving deep into rectifiers”, ICCV (2015), 1026–1034: where the gain comes from.",
    "A. L. Maas, A. Y. Hannun, A. Y. Ng, “Rectifier nonlinearities improve neural network acoustic models”, ICML Workshop on Deep Learning (2013).",
  ]);
});

describe("a notebook whose first cell fails", () => {
  afterAll(async () => {
    await lab.page.setViewportSize({ width: 1280, height: 1400 });
    await lab.openBeside("training.ipynb");
  });
  beforeAll(async () => {
    const words = "unmistakable considerations ".repeat(30);
    const sources = [`throw new Error("${words}");`, ...Array.from({ length: 20 }, () => "1;\n\n\n\n2;")];
    const cells = sources.map((source, i) => ({ cell_type: "code", id: `cell-${i}`, execution_count: null, outputs: [], metadata: {}, source })); // prettier-ignore
    const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
    writeFileSync(
      join(folder, "fails.ipynb"),
      JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
    );
    await lab.page.setViewportSize({ width: 900, height: 700 });
    await lab.openBeside("fails.ipynb");
  });

  test("after Run All the reader, at its end, is told which cell failed", async () => {
    await lab.menu("Run", "Run All Cells");
    const last = lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell").last();
    await eventually(() => last.innerText()).toContain("Not run: cell [1] above failed.");
  });

  test("shows the error with line breaks between words", async () => {
    await lab.page.keyboard.press("ControlOrMeta+Home");
    await lab.output(0).scrollIntoViewIfNeeded();
    expect(await lab.output(0).evaluate(brokenWords)).toEqual({ found: [], wrapped: true });
  });
});

test.each(["JupyterLab Light", "JupyterLab Dark"])(
  "at any width, nothing of a chart is cut off or hard to read in %s",
  async (theme) => {
    await lab.menu("Settings", "Theme", theme);
    for (const width of [1280, 900, 700, 500]) {
      await lab.page.setViewportSize({ width, height: 1400 });
      await eventually(() => lab.charts.first().evaluate(cutOff)).toEqual([]);
      await eventually(() => lab.charts.first().evaluate(leastContrast)).toBeGreaterThan(4.5);
    }
  },
);

test("a chart that was narrow looks as before once it is wide again", async () => {
  const places = (): Promise<number[][]> =>
    lab.charts.first().evaluate((chart) =>
      [...chart.querySelectorAll(".updatemenu-header-group, .legend, .xtitle, .ytitle")].map((part) => {
        const [inner, outer] = [part.getBoundingClientRect(), chart.getBoundingClientRect()];
        return [inner.left - outer.left, inner.top - outer.top, inner.width].map(Math.round);
      }),
    );
  const width = (): Promise<number> => lab.charts.first().evaluate((chart) => chart.clientWidth);
  await lab.page.setViewportSize({ width: 1280, height: 1400 });
  await eventually(width).toBeGreaterThan(700);
  const before = await places();
  await lab.page.setViewportSize({ width: 500, height: 1400 });
  await eventually(places).not.toEqual(before);
  await lab.page.setViewportSize({ width: 1280, height: 1400 });
  await eventually(places).toEqual(before);
});

test("all this without an error in the console or a word in the terminal, and without a request to another machine", () => {
  expect(watched.errors).toEqual([]);
  expect(server.noise()).toEqual([]);
  const own = new URL(server.url("")).origin;
  expect(
    watched.requests.filter((address) => new URL(address).origin !== own && !address.startsWith("ws:")),
  ).toEqual([]);
});
