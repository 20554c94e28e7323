import { describe, expect, test } from "vitest";
import { chartsOf, execute, type Notebook, notebooks, printedBy, readNotebook, textOf, verdictsOf } from "../support/course";

/** Values away from the defaults, at the ends of what the parameter cells allow. */
const VARIATIONS: Record<string, Record<string, string>[]> = {
  "00": [{ rate: "0.9", steps: "50", start: "[-3, 2]", angle: "60", weights: "[0, 2, 1]" }],
  "01": [{ activation: "elu", at: "-2", probability: "0.05", other: "virginica", rate: "0.5", steps: "300" }],
  "02": [
    { depth: "1", activation: "relu", width: "1" },
    { depth: "200", activation: "sigmoid", seed: "1" },
    { depth: "40", activation: "prelu", gain: "3" },
    { depth: "6", activation: "rrelu", gain: "0.5" },
  ],
};

/** Every chart has a message, a text alternative and something to see. */
function expectWholeCharts(executed: Notebook): void {
  const charts = chartsOf(executed);
  const calls = executed.cells.filter(({ cell_type, source }) => cell_type === "code" && /\bshow\(/.test(textOf(source)));
  expect(charts.length).toBeGreaterThanOrEqual(calls.length);
  for (const { data, layout, description } of charts) {
    expect(layout.title.text.length).toBeGreaterThan(8);
    expect(description).toMatch(/^.{20,}\.$/s);
    expect(`${layout.title.text} ${description}`).not.toMatch(/NaN|undefined|Infinity|null/);
    const points = data.flatMap(({ x = [], y = [], z = [] }) => [x, y, z].flatMap((values) => (Array.isArray(values) ? values : [])));
    expect(points.some((value) => value !== null)).toBe(true);
  }
}

describe.each(notebooks)("%s", (name) => {
  const committed = readNotebook(name);

  test("is committed without outputs, for the tslab kernel, with one cell of parameters and short cells", () => {
    expect(committed.metadata.kernelspec?.name).toBe("tslab");
    for (const { cell_type, source, outputs, execution_count } of committed.cells) {
      if (cell_type !== "code") continue;
      expect(outputs).toEqual([]);
      expect(execution_count).toBeNull();
      expect(textOf(source).split("\n").length).toBeLessThanOrEqual(15);
    }
    expect(committed.cells.filter(({ metadata }) => metadata.tags?.includes("parameters"))).toHaveLength(1);
  });

  test("runs as it is: whole charts, no stray output, and exercises that wait for an answer", async () => {
    const executed = await execute(name);
    expectWholeCharts(executed);
    expect(printedBy(executed)).not.toMatch(/Error|warn|undefined/i);
    const verdicts = verdictsOf(executed);
    expect(verdicts.length).toBeGreaterThanOrEqual(3);
    for (const verdict of verdicts) expect(verdict).toMatch(/^[…✓✗] /);
  });

  test.each(VARIATIONS[name.slice(0, 2)] ?? [])("runs with %j, and its charts change", async (settings) => {
    const executed = await execute(name, settings);
    expectWholeCharts(executed);
  });
});

test("02: the measured factor per layer follows the activation, and the deepest sigmoid net leaves float32", async () => {
  const titles = async (settings: Record<string, string>): Promise<string> =>
    chartsOf(await execute("02-what-backprop-multiplies.ipynb", settings)).map(({ layout, description }) => `${layout.title.text} ${description}`).join("\n");
  const [shallow, deep] = [await titles({ depth: "10" }), await titles({ depth: "150" })];
  expect(shallow).not.toBe(deep);
  expect(deep).toMatch(/float32/);
});
