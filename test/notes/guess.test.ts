import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { gradientProfile } from "../../src/charts/depth/gradient-profile";
import type { Figure } from "../../src/charts/style/figure";
import { bundle } from "../../src/charts/style/bundle";
import type { LayerReport, Report } from "../../src/probes/measure";
import { axesOf, isSame, questionOf } from "../../tools/jupyter/guess/question.mjs";
import { compare } from "../../tools/jupyter/guess/words.mjs";
import { barriers, mistakes } from "../support/accessible";
import { launchBrowser, openFile, type Watched } from "../support/browser";
import { eventually } from "../support/eventually";
import { temporaryFolder } from "../support/folders";
import { readPage } from "../support/notebook-page";
import { runExporter } from "../support/notes";

/** δ = 10^(2(layer − layers)) in each layer: 2 decades per layer, 1 in the last. */
function falling(layers: number): Figure {
  const all = Array.from({ length: layers }, (_, i) => {
    const deltaRms = 100 ** (i + 1 - layers);
    return { layer: i + 1, units: 4, deltaRms, weightNorm: 1, updateRatio: 1 } as LayerReport;
  });
  const activations = all.slice(1).map(() => ({ name: "sigmoid" as const }));
  return gradientProfile({ layers: all, description: { activations } } as unknown as Report);
}

/** A share of 0.1 in each of `x`, beside one of 0.9, without a legend, on a stated axis. */
const shares = (x: number[], axis: object = { range: [-0.04, 1.04], tickformat: ".0%" }): Figure => ({
  data: [0.9, 0.1].map((share, i) => ({
    type: "scatter",
    mode: "lines",
    name: ["many", "few"][i],
    x,
    y: x.map(() => share),
  })),
  layout: { template: { layout: {} }, title: { text: "A tenth is dead" }, height: 420, showlegend: false, xaxis: { title: { text: "depth" } }, yaxis: { title: { text: "share" }, ...axis } }, // prettier-ignore
  config: {},
  description: "Two level lines.",
});

const profile = (y: (number | null)[], yaxis: object = { type: "log" }): Pick<Figure, "data" | "layout"> => ({
  data: [{ type: "scatter", name: "curve", x: y.map((_, i) => i + 1), y }],
  layout: { xaxis: { title: { text: "layer (the last is the output)" } }, yaxis },
});

describe("what a reader is asked to draw", () => {
  test("is a curve by its name, by the panel's, or the first that the legend has", () => {
    const two = shares([1, 2, 3]);
    expect(questionOf(two, { curve: "few" })!.name).toBe("few");
    expect(questionOf(two, { curve: "share" })!.name).toBe("many");
    two.data[0]["showlegend"] = false;
    expect(questionOf(two, { curve: "gone" })!.name).toBe("few");
  });
  test("is in decades on a logarithmic axis, also beyond float64, with one end given", () => {
    const { truth, given, range } = questionOf(profile([1e-4, 1e-2, 1]), { back: true })!;
    expect([truth, given, range]).toEqual([[-4, -2, 0], 2, [-6, 6]]);
    const beyond = profile([-400, -200, 0], { title: { text: "log₁₀ of δ" } });
    expect(questionOf(beyond, {})).toMatchObject({ truth: [-400, -200, 0], given: 0, isDecades: true });
  });
  test("skips what has no place on the axis, and is nothing where three values are not left", () => {
    expect(questionOf(profile([null, 1e-2, 0.1, 1]), {})).toMatchObject({
      truth: [null, -2, -1, 0],
      given: 1,
    });
    expect(questionOf(profile([null, 0.1, 1]), {})).toBeUndefined();
    expect(questionOf({ ...profile([]), data: [{ type: "heatmap", z: [[1]] }] }, {})).toBeUndefined();
  });
  test("has axes that tell neither the direction nor how far the curve goes", () => {
    const ranges = [[1, 1e-5], [1, 1e-8], [1, 1e5], [1, 1e8]].map(([first, last]) => questionOf(profile([first, first, last]), {})!.range); // prettier-ignore
    expect(new Set(ranges.map(String))).toEqual(new Set(["-12,12"]));
    expect(questionOf(profile([0, 0.25, 0.1], { range: [-0.03, 0.28] }), {})!.range).toEqual([-1, 1]);
    expect(questionOf(profile([0, 0.25, 0.1], { range: [-0.04, 1.04] }), {})!.range).toEqual([-0.04, 1.04]);
    const cosine = questionOf(profile([0.73, 0.4, 0.17], { title: { text: "cosine of gradients" } }), {})!;
    expect(cosine).toMatchObject({ range: [-1.08, 1.08], limits: [-1, 1] });
  });
  test("is put on axes without a title or a curve but those to look at", () => {
    const figure = shares([1, 2, 3]);
    const asked = { curve: "few", given: ["many"] };
    const { data, layout } = axesOf(figure, questionOf(figure, asked)!, asked);
    expect(data.flatMap(({ name }) => name ?? [])).toEqual(["many"]);
    expect(Object.keys(layout)).not.toEqual(expect.arrayContaining(["title"]));
    expect(JSON.stringify([data, layout])).not.toMatch(/few|dead/);
  });
  test("is the same question as long as nobody sees a difference", () => {
    const one = questionOf(profile([1e-4, 1e-2, 1]), {})!;
    expect(isSame(questionOf(profile([1.01e-4, 1e-2, 1]), {})!, JSON.parse(JSON.stringify(one)))).toBe(true);
    expect(isSame(questionOf(profile([2e-4, 1e-2, 1]), {})!, one)).toBe(false);
    expect(isSame(questionOf(profile([null, 1e-4, 1e-2, 1]), {})!, one)).toBe(false);
  });
});

describe("what is said of a guess", () => {
  const back = questionOf(profile([1e-4, 1e-2, 1]), { back: true })!;
  test("by how many decades it is off in the farthest layer that is drawn, and its direction", () => {
    expect(compare(back, [-1, -0.5, 0])).toBe(
      "At layer 1 you drew 0.1; “curve” is 10⁻⁴, lower by 3 decades. From layer 3 to there it falls by 4 decades: you had the direction right.",
    );
    expect(compare(back, [null, 3, 0])).toContain(
      "At layer 2 you drew 1000; “curve” is 0.01, lower by 5 decades",
    );
    expect(compare(back, [null, 3, 0])).toContain("you had it rise");
    expect(compare(back, [-4.3, 0, 0])).toContain("higher by a factor of 2.");
    expect(compare(back, back.truth)).toContain("the same within 12 %");
  });
  test("that a size is kept, where it changes by less than a factor of 2", () => {
    const level = questionOf(profile([0.8, 0.9, 1]), { back: true })!;
    expect(compare(level, [-3, -1, 0])).toMatch(/keeps its size within a factor of 2: you had it fall\.$/);
    expect(compare(level, [0.1, 0, 0])).toMatch(/you had the direction right\.$/);
  });
  test("how far it is off on the mean and at most, on a linear axis", () => {
    const rising = questionOf(profile([0, 0.2, 0.4], { range: [-0.04, 1.04], tickformat: ".0%" }), {})!;
    expect(compare(rising, [0, 0.2, 1])).toBe(
      "You are 20 percentage points off on average, most at layer 3: you drew 100 %; “curve” is 40 %. From layer 1 to 3 it rises: you had the direction right.",
    );
    expect(compare(rising, rising.truth)).toContain("Your guess is the curve");
    const hill = questionOf(profile([0, 0.25, 0], { range: [-0.03, 0.28] }), {})!;
    expect(compare(hill, [0, 0, 1])).toContain("It is highest at layer 2, your guess at layer 3.");
  });
});

/** Makes a page of charts without a kernel: each is in the output of a cell with the tags. */
const program = `
import json, sys
from pathlib import Path
from nbformat import v4
from course_notes.export import page_of
cells = [v4.new_markdown_cell("# A page")]
for chart in json.load(open(sys.argv[1])):
    cell = v4.new_code_cell("show();", outputs=[v4.new_output("display_data", chart["data"])])
    cell.metadata["tags"] = chart["tags"]
    cells.append(cell)
html, page = page_of(v4.new_notebook(cells=cells), Path(sys.argv[2]) / "page.ipynb")
(Path(sys.argv[2]) / page.file).write_bytes(html)
`;

describe("a page that asks for a guess", () => {
  const folder = temporaryFolder();
  const file = join(folder, "page.html");
  const LAYERS = 9;
  let browser: Browser;
  beforeAll(async () => {
    const charts = [
      { tags: ["guess-back"], data: bundle(falling(LAYERS)) },
      { tags: ["guess=few"], data: bundle(shares([1, 2, 3, 4])) },
      { tags: [], data: bundle(falling(LAYERS)) },
      { tags: ["guess"], data: bundle(shares([1, 2])) },
    ];
    writeFileSync(join(folder, "charts.json"), JSON.stringify(charts));
    const [made] = await Promise.all([
      runExporter(program, [join(folder, "charts.json"), folder]),
      launchBrowser().then((launched) => (browser = launched)),
    ]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
  });

  let watched: Watched;
  let page: Page;
  let chart: Locator;
  beforeAll(async () => {
    watched = await openFile(browser, file, { viewport: { width: 900, height: 900 }, hasTouch: true });
    page = watched.page;
    chart = page.locator("figure").first();
  });
  const area = (): Locator => chart.getByRole("slider", { name: "Your guess: rms of δ = ∂C/∂z" });
  const press = (name: string): Promise<void> => chart.getByRole("button", { name, exact: true }).click();
  const said = (): Promise<string | null> => area().getAttribute("aria-valuetext");
  const names = (): Promise<string[]> =>
    chart.locator(".plot").evaluate((plot) => (plot as unknown as { data: { name: string }[] }).data.map(({ name }) => name)); // prettier-ignore

  test("is valid HTML, and whole without scripts", async () => {
    expect(await mistakes(readPage(file).html)).toEqual([]);
    const still = await openFile(browser, file, { javaScriptEnabled: false });
    expect(await still.page.locator("figcaption:visible").count()).toBe(4);
    expect(await still.page.getByText("Draw what you expect").count()).toBe(0);
    await still.page.context().close();
  });
  test("has its sentences where the script that draws charts cannot run", async () => {
    const old = join(folder, "old.html");
    writeFileSync(old, readPage(file).html.replace("const PRINT_WIDTH =", "const PRINT_WIDTH = ="));
    const still = await openFile(browser, old);
    expect(await still.page.locator("figcaption:visible").count()).toBe(4);
    expect(await still.page.locator("#chart-trouble").isVisible()).toBe(true);
    await still.page.context().close();
  });
  test("shows neither chart nor title nor sentence first, but those that nobody can draw or is asked for", async () => {
    await area().waitFor();
    expect(await page.locator(".plot:visible").evaluateAll((all) => all.map(({ id }) => id))).toEqual([
      "chart-2",
      "chart-3",
    ]);
    const accessible = await chart.ariaSnapshot();
    expect(accessible).toContain("Draw what you expect, then see it.");
    expect(accessible).not.toMatch(/shrinks|per layer/);
    for (const theme of ["dark", "light"]) {
      await page.locator("#toggle-theme").click();
      expect(await page.locator("html").getAttribute("data-theme")).toBe(theme);
      expect(await barriers(page)).toEqual([]);
    }
  });
  test("shows the chart on paper, and the question is gone there", async () => {
    await page.emulateMedia({ media: "print" });
    expect(await chart.locator(".plot").isVisible()).toBe(true);
    expect(await area().isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
  });
  test("wants something drawn before it compares", async () => {
    await press("Show");
    expect(await chart.getByRole("status").innerText()).toContain("Nothing is drawn yet");
  });
  test("is drawn on by keys, which say where they are", async () => {
    await area().focus();
    expect(await said()).toBe("layer 8: nothing drawn yet");
    await page.keyboard.press("ArrowDown"); // the axis has 48 decades: a step is one
    expect(await said()).toBe("layer 8: 0.1");
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+ArrowDown");
    expect(await said()).toBe("layer 1: 10⁻⁶");
    await page.keyboard.press("Control+z");
    expect(await said()).toBe("layer 1: nothing drawn yet");
    await page.keyboard.press("End");
    expect(await said()).toBe("layer 9: 1, given");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Delete");
    expect(await said()).toBe("layer 8: nothing drawn yet");
  });
  test("is drawn on by a mouse: a value for every place passed; undo takes the stroke back", async () => {
    const { x, y, width, height } = (await area().boundingBox())!;
    await page.mouse.move(x + width - 5, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + (3 * height) / 4);
    await page.mouse.move(x + 5, y + (3 * height) / 4);
    await page.mouse.up();
    await area().focus();
    const all: (string | null)[] = [];
    for (let i = 0; i < LAYERS; i++, await page.keyboard.press("ArrowRight")) all.push(await said());
    expect(all.join()).not.toContain("nothing");
    expect(all.at(-1)).toBe("layer 9: 1, given");
    expect(all[0]).toMatch(/^layer 1: ([\d.]+·)?10⁻¹[¹²³]$/);
    await press("Undo");
    await area().press("Home");
    expect(await said()).toBe("layer 1: nothing drawn yet");
  });
  test("is drawn on by a finger that taps", async () => {
    const { width, height } = (await area().boundingBox())!;
    await area().tap({ position: { x: 2, y: height / 2 } });
    expect(await said()).toMatch(/^layer 1: (0\.\d+|1(\.\d+)?)$/);
    expect(width).toBeGreaterThan(500);
  });
  test("shows the guess in the chart then, with a sentence that is true", async () => {
    await area().press("Home");
    await press("Clear");
    await area().press("Home");
    for (let i = 0; i < 2; i++) await page.keyboard.press("Shift+ArrowDown");
    expect(await said()).toBe("layer 1: 10⁻¹⁰");
    await press("Show");
    await eventually(names).toContain("your guess");
    // It rises, above the curve: its name is off the line there.
    expect(await chart.locator(".plot").evaluate((plot: any) => plot.data.at(-1).textposition)).toBe(
      "top left",
    );
    const sentence = await chart.locator(".guess-said").innerText();
    expect(sentence).toBe("At layer 1 you drew 10⁻¹⁰; it is 10⁻¹⁶, lower by 6 decades. From layer 9 to there it falls by 16 decades: you had the direction right."); // prettier-ignore
    expect(await chart.locator(".plot").isVisible()).toBe(true);
    expect(await chart.ariaSnapshot()).toMatch(/Draw again[^]*Take the guess away/);
    expect(await barriers(page)).toEqual([]);
  });
  test("keeps the guess through another theme and another width, and shows it only beside what it was for", async () => {
    await page.getByRole("button", { name: "Dark" }).click();
    await page.setViewportSize({ width: 390, height: 800 });
    await eventually(names).toContain("your guess");
    expect(await barriers(page)).toEqual([]);
    await chart.getByRole("combobox").selectOption({ index: 1 });
    await eventually(names).not.toContain("your guess");
    expect(await chart.locator(".guess-said").innerText()).toContain("for what the chart showed before");
    await chart.getByRole("combobox").selectOption({ index: 0 });
    await eventually(names).toContain("your guess");
  });
  test("keeps the guess through a redraw with the same values, not with others", async () => {
    const redraw = (factor: number): Promise<void> =>
      chart.locator(".plot").evaluate(async (element, by) => {
        const plot = element as unknown as { data: { meta?: string; y: number[] }[]; layout: object };
        const own = plot.data.filter(({ meta }) => meta !== "guess");
        const data = own.map((trace) => ({ ...trace, y: trace.y.map((value) => value * by) }));
        await (globalThis as unknown as { Plotly: { react(...all: unknown[]): Promise<void> } }).Plotly.react(element, data, plot.layout); // prettier-ignore
        element.dispatchEvent(new Event("chartdrawn"));
      }, factor);
    await redraw(1);
    await eventually(names).toContain("your guess");
    await redraw(1000);
    await eventually(() => chart.locator(".guess-said").innerText()).toContain("before");
    expect(await names()).not.toContain("your guess");
    await redraw(1 / 1000);
    await eventually(names).toContain("your guess");
  });
  test("remembers it for the session", async () => {
    await page.reload();
    await eventually(names).toContain("your guess");
    expect(await chart.locator(".guess-said").innerText()).toContain("lower by 6 decades");
    expect(
      await page.locator("figure").nth(1).getByRole("button", { name: "Show", exact: true }).isVisible(),
    ).toBe(true);
  });
  test("lets the reader draw again, skip, and take the guess away", async () => {
    await press("Draw again");
    await eventually(() => area().evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await names()).not.toContain("your guess");
    await press("Skip");
    expect(await chart.locator(".plot").isVisible()).toBe(true);
    await press("Draw your guess");
    await area().press("ArrowUp");
    await press("Show");
    await eventually(names).toContain("your guess");
    await press("Take the guess away");
    await eventually(names).not.toContain("your guess");
    expect(await chart.getByRole("button", { name: "Draw your guess" }).isVisible()).toBe(true);
  });
  test("holds shares between 0 and 1, and has the guess's name beside it in the chart", async () => {
    const second = page.locator("figure").nth(1);
    const pad = second.getByRole("slider");
    for (const key of ["Home", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp", "Shift+ArrowUp"]) await pad.press(key); // prettier-ignore
    expect(await pad.getAttribute("aria-valuetext")).toBe("depth 1: 100 %");
    await pad.press("End");
    await pad.press("ArrowDown");
    await second.getByRole("button", { name: "Show", exact: true }).click();
    await eventually(() => second.locator(".plot").textContent()).toContain("your guess");
    expect(await second.locator(".guess-said").innerText()).toMatch(/percentage points off on average/);
  });
  test("asks the network for nothing, and nothing fails", () => {
    expect(watched.requests).toEqual([]);
    expect(watched.errors).toEqual([]);
  });
});
