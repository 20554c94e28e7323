import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { charts, measure, mlp, spirals } from "../../src";
import { bundle, PLOTLY_MIME } from "../../src/charts/style/bundle";
import { launchBrowser, openFile, type Watched } from "../support/browser";
import { eventually } from "../support/eventually";
import { temporaryFolder } from "../support/folders";
import { runNotes } from "../support/jupyter";
import { figuresOf, setValues, stopRun } from "../support/live-page";

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
afterAll(() => browser?.close());

/** What stands below a cell. */
const below = async (cell: string): Promise<string> =>
  (await page.locator(`[data-cell="${cell}"] > .outputs`).innerText()).trimEnd();
const state = (cell: string): Promise<string | null> =>
  page.locator(`[data-cell="${cell}"]`).getAttribute("data-live");

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

  test("says where a cell cannot run, and keeps what it put out", async () => {
    expect(await page.locator('[data-cell="file"] .live-note').innerText()).toContain(
      'imports from "node:os"',
    );
    expect(await below("file")).toBe("4 string");
  });

  test("shows an error at its cell, as the kernel does, and what needs the cell is not run", async () => {
    await setValues(page, { depth: 21 });
    expect(await below("refuses")).toBe(
      [
        "RangeError: too deep",
        "cell [7], line 2:",
        '    if (layers > 20) throw new RangeError("too deep");',
        "                           ^",
        "called from cell [7], line 5:",
        "    const half = shallow(depth);",
        "                 ^",
      ].join("\n"),
    );
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
    await setValues(page, {});
    expect(await state("rule")).toBe("done");
  });

  test("stops a training, which keeps its history", async () => {
    const ended = setValues(page, { steps: 1_000_000 });
    await eventually(() => state("training")).toBe("running");
    await stopRun(page);
    await ended;
    expect(await below("training")).toMatch(/interrupted \d+/);
    expect(await state("training")).toBe("stopped");
  });

  test("abandons what runs for values that are no longer set, also a cell that computes without a pause", async () => {
    void setValues(page, { depth: 13 });
    await eventually(() => state("endless")).toBe("running");
    await setValues(page, { depth: 5 });
    expect(await figuresOf(page)).toEqual([expected(5)]);
    expect(await below("endless")).toBe("ended");
  });

  test("judges an answer to an exercise", async () => {
    const answer = page.locator('[data-cell="exercise"] .answer');
    await answer.getByRole("textbox").fill("1/7");
    await answer.getByRole("button").click();
    await eventually(() => answer.locator(".verdict").innerText()).toMatch(/^✗/);
    expect(await below("exercise")).toMatch(/^…/);
  });

  test("asks the network for nothing and raises no error", () => {
    expect(opened.requests).toEqual([]);
    expect(opened.errors).toEqual([]);
  });
});
