import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";

/** Milliseconds until a reader of an exported page sees what came of a change. */
export interface ReaderTimes {
  /** From the first change, for which all that runs cells is loaded, to the chart that is drawn anew. */
  touch: number;
  /** The same for a later change of depth. */
  depth: number;
  /** From another learning rate to the chart of 600 steps, drawn when they are taken. */
  training: number;
}

const NET = 'mlp({ inputs: 2, depth, width: 32, outputs: 2, activation: "tanh", seed: 1 })';
const CELLS = {
  parameters: `const depth = 20; // hidden layers, a whole number from 1 to 40
const rate = 0.01; // of training, a number from 0.001 to 1`,
  data: `import { charts, measure, mlp, sgd, show, spirals, train } from "vanishing-gradients";
const data = spirals({ points: 400, seed: 1 });`,
  profile: `show(charts.gradientProfile(measure(${NET}, data)));`,
  training: `const run = await train(${NET}, { data, steps: 600, batch: 64, optimizer: sgd(rate) });
show(charts.training(run));`,
};

/** Exports a notebook whose parameters are depth, of the net in a gradient profile, and rate, of a training; gives its page's path. */
export function exportPage(folder: string): string {
  const cells = Object.entries(CELLS).map(([id, source]) => ({
    cell_type: "code",
    id,
    metadata: { tags: id === "parameters" ? [id] : [] },
    source,
    outputs: [],
    execution_count: null,
  }));
  const metadata = { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } };
  writeFileSync(join(folder, "live.ipynb"), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 })); // prettier-ignore
  const made = spawnSync("python", ["-m", "course_notes", join(folder, "live.ipynb"), "--output", folder], { encoding: "utf8" }); // prettier-ignore
  if (made.status !== 0) throw new Error(`The page could not be made:\n${made.stderr}`);
  return join(folder, "live.html");
}

/** Opens the page anew and changes its values as a reader does who touches it for the first time. */
export async function timeReader(browser: Browser, path: string): Promise<ReaderTimes> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(path).href);
    await page.waitForFunction(() => document.documentElement.dataset["charts"]);
    const touch = await untilDrawn(page, 0, { depth: 21 });
    const depths: number[] = [];
    for (const depth of [22, 21, 20]) depths.push(await untilDrawn(page, 0, { depth }));
    const training = await untilDrawn(page, 1, { rate: 0.02 });
    return { touch, depth: depths.toSorted((a, b) => a - b)[1], training };
  } finally {
    await context.close();
  }
}

interface Course {
  values: Record<string, number>;
}

/** Changes values and waits for a chart, and then for all that runs. */
async function untilDrawn(page: Page, chart: number, values: Record<string, number>): Promise<number> {
  const milliseconds = await page.evaluate(
    ([number, changed]) => {
      const { course } = window as unknown as { course: Course };
      const root = document.documentElement;
      const plot = document.getElementById(`chart-${number}`)!;
      return new Promise<number>((resolve) => {
        const start = performance.now();
        plot.addEventListener("chartdrawn", () => resolve(performance.now() - start), { once: true });
        course.values = { ...course.values, ...(changed as Record<string, number>) };
        root.dataset["cells"] = "asked";
        root.dispatchEvent(new Event("valueschange"));
      });
    },
    [chart, values] as const,
  );
  await page.waitForFunction(() => document.documentElement.dataset["cells"] === "drawn");
  return milliseconds;
}
