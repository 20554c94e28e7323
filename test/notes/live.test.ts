import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { charts, measure, mlp, spirals } from "../../src";
import { barriers } from "../support/accessible";
import { bundle, PLOTLY_MIME } from "../../src/charts/style/bundle";
import { launchBrowser, openFile, type Watched } from "../support/browser";
import { eventually } from "../support/eventually";
import { temporaryFolder } from "../support/folders";
import { figuresOf, setValues, stopRun } from "../support/live-page";
import { runExporter, runNotes } from "../support/notes";

const code = {
  parameters: `const depth = 4; // hidden layers, a whole number from 1 to 30
const steps = 20; // of training, a whole number from 1 to 1000000
const rate = 0.05; // of training, a number from −1 to 1`,
  data: `import { charts, check, measure, mlp, sgd, show, spirals, train } from "vanishing-gradients";
const data = spirals({ points: 60, seed: 1 });`,
  profile: `const net = mlp({ inputs: 2, depth, width: 8, outputs: 2, seed: 1 });
show(charts.gradientProfile(measure(net, data)));`,
  printed: 'console.log(depth, "layers,", { parameters: net.depth });',
  exercise: 'check("00.fifty");',
  training: `const other = mlp({ inputs: 2, depth: 2, width: 8, outputs: 2, seed: 1 });
const run = await train(other, { data, steps, optimizer: sgd(0.05) });
console.log(run.stopped, run.loss.length);`,
  refuses: `const shallow = (layers: number) => {
  if (layers > 20) throw new RangeError("too deep");
  return layers / 2;
};
const half = shallow(depth);`,
  half: "console.log(half);",
  rule: "const rule = sgd(rate);",
  endless: "for (let i = 0; i < ([13].includes(depth) ? Infinity : 1); i++);\nconsole.log('ended');",
  markdown: '({ [Symbol.for("Jupyter.display")]: () => ({ "text/markdown": "**" + depth + "** layers" }) });',
  file: 'import { tmpdir } from "node:os";\nconsole.log(depth, typeof tmpdir());',
};

const notebook = {
  cells: [
    { cell_type: "markdown", id: "front", metadata: {}, source: "# Live" },
    ...Object.entries(code).map(([id, source]) => ({
      cell_type: "code",
      id,
      metadata: { tags: id === "parameters" ? ["parameters"] : [] },
      source,
      outputs: [],
      execution_count: null,
    })),
  ],
  metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
};

/** Writes a page whose cells cannot run again, without running them first. */
const staticPage = `
import sys
from pathlib import Path
from course_notes.export import page_of
from course_notes.notebooks import Notebook
path = Path(sys.argv[1])
html, _ = page_of(Notebook(path).read(), path, {}, False)
(Path(sys.argv[2]) / "static.html").write_bytes(html)
`;

const folder = temporaryFolder();
let browser: Browser;
let opened: Watched;
let page: Page;
beforeAll(async () => {
  const file = join(folder, "live.ipynb");
  writeFileSync(file, JSON.stringify(notebook));
  const [made] = await Promise.all([
    runNotes(file, "--output", folder),
    launchBrowser().then((launched) => (browser = launched)),
  ]);
  expect(made, made.stderr).toMatchObject({ code: 0 });
  opened = await openFile(browser, join(folder, "live.html"), { viewport: { width: 1100, height: 900 } });
  page = opened.page;
});

/** What stands below a cell. */
const below = async (cell: string): Promise<string> =>
  (await page.locator(`[data-cell="${cell}"] > .outputs`).innerText()).trimEnd();
const state = (cell: string): Promise<string | null> =>
  page.locator(`[data-cell="${cell}"]`).getAttribute("data-live");

/** What plotly.js has drawn of the chart. */
const drawn = (what: "menu" | "title" | "range" | "isZoomed" | "length"): Promise<unknown> =>
  page.evaluate((asked) => {
    const { layout, data } = document.getElementById("chart-0") as any;
    const shown = data.find(
      ({ visible }: { visible?: unknown }) => visible !== false && visible !== "legendonly",
    );
    return {
      menu: layout.updatemenus[0].active,
      title: layout.yaxis.title.text,
      range: layout.xaxis.range,
      isZoomed: layout.xaxis.autorange === false,
      length: shown.y.length,
    }[asked];
  }, what);

/** The chart's figure for a depth, as Node makes it. */
function expected(depth: number): unknown {
  const net = mlp({ inputs: 2, depth, width: 8, outputs: 2, seed: 1 });
  return bundle(charts.gradientProfile(measure(net, spirals({ points: 60, seed: 1 }))))[PLOTLY_MIME];
}

describe("a page whose reader changes a value", () => {
  test("has loaded nothing for it before", async () => {
    expect(await page.evaluate(() => "live" in (window as never)["course"])).toBe(false);
  });

  test("draws the chart anew, in its place, and prints anew; what does not depend on the value stays", async () => {
    const plot = await page.locator("#chart-0").elementHandle();
    const before = await below("training");
    await setValues(page, { depth: 9 });
    expect(await figuresOf(page)).toEqual([expected(9)]);
    expect(await plot!.evaluate((element) => element.isConnected)).toBe(true);
    expect(await below("printed")).toBe("9 layers, { parameters: 9 }");
    expect(await below("half")).toBe("4.5");
    expect(await below("training")).toBe(before);
    expect(await state("training")).toBe(null);
    expect(await page.locator("figcaption").textContent()).toContain("9");
  });

  test("keeps its new charts with another theme", async () => {
    await page.locator("#toggle-theme").click();
    await page.locator("#toggle-theme").click();
    expect(await figuresOf(page)).toEqual([expected(9)]);
  });

  test("keeps what the reader has zoomed to and chosen in a menu", async () => {
    const menu = page.getByRole("combobox", { name: "What the chart shows" }).first();
    await menu.selectOption({ index: 1 });
    await eventually(() => drawn("menu")).toBe(1);
    const quantity = await drawn("title");
    await page.locator("#chart-0").scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await page.locator("#chart-0 .nsewdrag").first().boundingBox())!;
    await page.mouse.move(x + width / 4, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await page.mouse.up();
    await eventually(() => drawn("isZoomed")).toBe(true);
    const zoomed = await drawn("range");
    await setValues(page, { depth: 10 });
    expect(await figuresOf(page)).toEqual([expected(10)]);
    expect([await drawn("menu"), await menu.inputValue(), await drawn("title")]).toEqual([1, "1", quantity]);
    expect(await drawn("range")).toEqual(zoomed);
    expect(await drawn("length")).toBe(11);
    await menu.selectOption({ index: 0 });
    await setValues(page, { depth: 9 });
  });

  test("has Markdown as the export sets it, and as it is written where the cell has run again", async () => {
    const shown = (): Promise<string[]> =>
      page.locator('[data-cell="markdown"] > .outputs > :not([hidden])').evaluateAll((all) => all.map(({ innerHTML }) => innerHTML.trim())); // prettier-ignore
    expect(await shown()).toEqual(["**9** layers"]);
    const fresh = await openFile(browser, join(folder, "live.html"));
    expect(await fresh.page.locator('[data-cell="markdown"] .output').innerHTML()).toMatch("<p><strong>4</strong> layers</p>"); // prettier-ignore
    await fresh.page.context().close();
  });

  test("says where a cell cannot run, and keeps what it put out", async () => {
    expect(await page.locator('[data-cell="file"] .live-note').innerText()).toContain(
      'imports from "node:os"',
    );
    expect(await below("file")).toBe("4 string");
  });

  test("shows an error at its cell, as the kernel does, and what needs the cell is not run", async () => {
    await setValues(page, { depth: 21 });
    const said = [
      "RangeError: too deep",
      "cell [7], line 2:",
      '    if (layers > 20) throw new RangeError("too deep");',
      "                           ^",
      "called from cell [7], line 5:",
      "    const half = shallow(depth);",
      "                 ^",
    ].join("\n");
    expect(await below("refuses")).toBe(said);
    await setValues(page, { depth: 21, rate: 0.1 });
    expect(await below("refuses")).toBe(said);
    expect(await page.locator('[data-cell="half"] .live-note').innerText()).toContain("a cell above, which failed"); // prettier-ignore
    expect(await below("printed")).toContain("21 layers");
    await setValues(page, { depth: 4 });
    expect(await below("half")).toBe("2");
    expect(await page.locator(".live-note").count()).toBe(0);
    expect(await figuresOf(page)).toEqual([expected(4)]);
  });

  test("says of a refused value which parameter has it", async () => {
    await setValues(page, { rate: -0.5 });
    expect(await below("rule")).toMatch(/^InvalidArgument: sgd rate must be [^]*\^\nrate = -0\.5, declared in cell \[1\], line 3$/); // prettier-ignore
  });

  test("leads from there to the control, which opens where the reader is, and Alt+P leads back", async () => {
    const lead = page.locator('[data-cell="rule"]').getByRole("button", { name: "rate = -0.5" });
    await lead.evaluate((element) => element.scrollIntoView());
    await eventually(() => page.locator("#course-strip-open").isVisible()).toBe(true);
    await lead.press("Enter");
    const slider = page
      .getByRole("complementary", { name: "Parameters" })
      .getByRole("slider", { name: /^rate/ });
    expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Alt+p");
    expect(await lead.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await setValues(page, {});
    expect(await state("rule")).toBe("done");
    expect(await page.locator(".to-control:visible").count()).toBe(0);
  });

  /** The points of the loss that a training has drawn so far. */
  const drawnLoss = (): Promise<string[]> =>
    page.evaluate(() => {
      const lines = document.querySelectorAll('[data-cell="training"] .html:not([hidden]) polyline');
      return [...lines].flatMap((line) => line.getAttribute("points")!.split(" "));
    });
  const reached = async (): Promise<number> => (await drawnLoss()).length;

  test("draws a training's loss while it runs; Stop keeps the steps that are done", async () => {
    const ended = setValues(page, { steps: 1_000_000 });
    await eventually(reached).toBeGreaterThan(1);
    const before = await drawnLoss();
    await eventually(drawnLoss).not.toEqual(before);
    expect(await state("training")).toBe("running");
    await stopRun(page);
    await ended;
    const done = Number(/^interrupted (\d+)$/m.exec(await below("training"))?.[1]);
    expect(done).toBeGreaterThan(100);
    expect(done).toBeLessThan(1_000_000);
    expect(await state("training")).toBe("stopped");
  });

  test("abandons a training when a control is moved meanwhile", async () => {
    void setValues(page, { steps: 999_999 });
    await eventually(reached).toBeGreaterThan(1);
    await setValues(page, { steps: 30 });
    expect(await below("training")).toBe("finished 30");
    expect([await reached(), await state("training")]).toEqual([0, "done"]);
  });

  test("runs an abandoned cell again when the control is moved back; what only waited is as it was", async () => {
    const depth = 21;
    await setValues(page, { depth });
    expect(await below("training")).toBe("finished 20");
    await page.locator('[data-cell="training"]').scrollIntoViewIfNeeded();
    void setValues(page, { depth: 22, rate: 0.1, steps: 999_998 });
    await eventually(reached).toBeGreaterThan(1);
    expect([await state("rule"), await state("refuses")]).toEqual(["waiting", "waiting"]);
    await setValues(page, { depth });
    expect(await below("training")).toBe("finished 20");
    expect([await reached(), await state("training")]).toEqual([0, "done"]);
    expect([await state("rule"), await state("refuses")]).toEqual(["done", "failed"]);
  });

  test("says of what Stop has kept from running that it does not stand for the values, until it does", async () => {
    const note = page.locator('[data-cell="rule"] .live-note');
    const stopped = setValues(page, { rate: 0.1, steps: 999_997 });
    await eventually(reached).toBeGreaterThan(1);
    await stopRun(page);
    await stopped;
    expect(await note.innerText()).toContain("does not stand for the values");
    await setValues(page, {});
    expect([await note.count(), await state("rule")]).toEqual([0, "done"]);
  });

  test("abandons what runs for values that are no longer set, also a cell that computes without a pause", async () => {
    void setValues(page, { depth: 13 });
    await eventually(() => state("endless")).toBe("running");
    await setValues(page, { depth: 5 });
    expect(await figuresOf(page)).toEqual([expected(5)]);
    expect(await below("endless")).toBe("ended");
  });

  test("gives a worker the time that it takes to start", async () => {
    const { page: other } = await openFile(browser, join(folder, "live.html"));
    await other.evaluate(() => {
      const [Native, page] = [Worker, globalThis as any];
      page.workers = 0;
      // Until they are let go, a worker hears nothing, as one that is starting.
      page.held = [];
      page.Worker = class extends Native {
        constructor() {
          super(URL.createObjectURL(new Blob([page.course.worker])));
          page.workers++;
        }
        override postMessage(...message: [any]) {
          if (page.held) page.held.push(() => super.postMessage(...message));
          else super.postMessage(...message);
        }
      };
    });
    void setValues(other, { depth: 9 });
    await eventually(() => other.evaluate(() => (globalThis as any).workers)).toBe(1);
    const drawn = setValues(other, { depth: 10 });
    const workers = await other.evaluate(async () => {
      const page = globalThis as any;
      await new Promise((done) => setTimeout(done, 1000));
      const { workers, held } = page;
      page.held = undefined;
      for (const send of held) send();
      return workers;
    });
    expect(workers).toBe(1);
    await drawn;
    expect(await figuresOf(other)).toEqual([expected(10)]);
    await other.context().close();
  });

  test("judges an answer to an exercise", async () => {
    const answer = page.locator('[data-cell="exercise"] .answer');
    await answer.getByRole("textbox").fill("1/7");
    await answer.getByRole("button").click();
    await eventually(() => answer.locator(".verdict").innerText()).toMatch(/^✗/);
    expect(await below("exercise")).toMatch(/^…/);
    await page.locator("#toggle-theme").click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(await barriers(page)).toEqual([]);
  });

  test("leaves all of it out of a static page", async () => {
    const made = await runExporter(staticPage, [join(folder, "live.ipynb"), folder]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const html = readFileSync(join(folder, "static.html"), "utf8");
    expect(html).not.toMatch(/live-cells|course-values|valueschange|data-cell/);
  });

  test("asks the network for nothing and raises no error", () => {
    expect(opened.requests).toEqual([]);
    expect(opened.errors).toEqual([]);
  });
});
