import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { barriers, mistakes, OF_COLOURS } from "../support/accessible";
import { eventually } from "../support/eventually";
import { launchBrowser, watchedPage, type Watched } from "../support/browser";
import { Firefox, needsFirefox } from "../support/firefox";
import { temporaryFolder } from "../support/folders";
import { runExporter } from "../support/notes";

const PARAMETERS = `const depth = 20; // hidden layers, a whole number from 1 to 200
const rate = 0.01; // learning rate η, a number from 0.0001 to 10
const seed = 7; // each draws other nets, a whole number from 0 to 4294967295
const activation = "sigmoid"; // of every layer, one of sigmoid, tanh, relu
const widths = [8, 4]; // of the layers, 1 to 3 whole numbers from 1 to 64
const compared = ["tanh"]; // in the chart, 1 to 2 of sigmoid, tanh, relu
const logarithmic = true; // whether the axis is, true or false
const heading = "Mine"; // of the chart, any text`;
const FILLER = Array.from({ length: 40 }, (_, i) => `Paragraph ${"x".repeat((i % 7) + 1)} of many.`).join(
  "\n\n",
);

const cells = [
  ["# Values\n\nWhat is left of 0.24 after 20 layers?"],
  [PARAMETERS, "parameters"],
  ["console.log(rate);"],
  [`Twenty layers leave 0.24 of it.\n\nIt holds for any $a = 0.5$ [@he2015], section 12.\n\n- and 3.5 % here\n- or more\n\n${FILLER}`],
  ["## Later\n\nLook for 0.5."],
  ["console.log(rate * 2);"],
  ['check("a.b");'],
  ["At this rate the loss ends at 0.693.\n\n| a | b |\n|---|---|\n| 1 | 0.125 |"],
  ["A quarter is 0.25.", "any-values"],
  ["console.log(1 / 8);"],
  ["An eighth is 0.125."],
  ["## Summary\n\nA half is 0.5.\n\nWith the values as they come, it learns."],
  ['## What to try\n\n- `depth = 40`, then `80`: 0.24 again\n- `activation = "relu"`, `rate = 0.1`: <details><summary>what to expect</summary>as with `depth = 30`</details>\n- `depth = 400`, `f(depth)`'],
  ['## Exercises\n\nTwo stand above. Write your answer behind the name, as in `check("a.b", 1)`, and run the cell.'],
] as const; // prettier-ignore

const folder = temporaryFolder();
const file = join(folder, "values.html");
const [lone, reset] = ["lone", "reset"].map((name) => join(folder, `${name}.html`));
let browser: Browser;

/** Makes pages without running a cell. */
const program = `
import sys
from pathlib import Path
from course_notes import notebooks
from course_notes.export import page_of
for path in map(Path, sys.argv[1:]):
    html, _ = page_of(notebooks.Notebook(path).read(), path)
    path.with_suffix(".html").write_bytes(html)
`;

/** @param own what `--set` notes of a notebook's own values, in place of which it has put others */
function write(path: string, wanted: readonly (readonly string[])[], own = {}): string {
  const metadata = { kernelspec: { name: "tslab", display_name: "TypeScript" }, own };
  const written = wanted.map(([source, ...tags], i) => {
    const code = /^con|^check/.test(source) ? { cell_type: "code", execution_count: null, outputs: [] } : { cell_type: "markdown" }; // prettier-ignore
    return { ...code, id: `cell-${i}`, metadata: { tags }, source };
  });
  writeFileSync(path, JSON.stringify({ cells: written, metadata, nbformat: 4, nbformat_minor: 5 }));
  return path;
}

beforeAll(async () => {
  writeFileSync(join(folder, "references.bib"), "@article{he2015, title={Gains}, year={2015}}");
  const paths = [
    write(join(folder, "values.ipynb"), cells),
    write(join(folder, "lone.ipynb"), [
      cells[0],
      cells.find(([source]) => source.startsWith("## What to try"))!,
    ]),
    write(join(folder, "reset.ipynb"), cells.slice(0, 4), { rate: 0.5 }),
  ];
  const [made] = await Promise.all([
    runExporter(program, paths),
    launchBrowser().then((launched) => (browser = launched)),
  ]);
  expect(made, made.stderr).toMatchObject({ code: 0 });
});

const wide = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };

/** Opens the page, which counts in course.told how often it tells of values. */
async function open(hash = "", options: BrowserContextOptions = wide, path = file): Promise<Watched> {
  const watched = await watchedPage(browser, { ...options, offline: true });
  await watched.page.addInitScript(
    'addEventListener("DOMContentLoaded", () => { course.told = 0; document.documentElement.addEventListener("valueschange", () => course.told++); }, true)',
  );
  await watched.page.goto(pathToFileURL(path).href + hash);
  return watched;
}
interface Course {
  course: { values: Record<string, unknown>; defaults: Record<string, unknown>; told: number };
}
const courseOf = (page: Page): Promise<Course["course"]> =>
  page.evaluate(() => {
    const { values, defaults, told } = (globalThis as unknown as Course).course;
    return { values, defaults, told };
  });
/** What the page's values are beside the exported ones. */
async function changed(page: Page): Promise<Record<string, unknown>> {
  const { values, defaults } = await courseOf(page);
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]))); // prettier-ignore
}
const hashOf = (page: Page): Promise<string> => page.evaluate(() => decodeURIComponent(location.hash));
const codeOf = (page: Page): Promise<string | null> => page.locator(".parameters pre").textContent();
async function finish({ page, errors, requests }: Watched): Promise<void> {
  expect([errors, requests]).toEqual([[], []]);
  await page.context().close();
}

describe("the parameter cell of a page", () => {
  let watched: Watched;
  let page: Page;
  beforeAll(async () => {
    watched = await open();
    ({ page } = watched);
  });
  afterAll(() => finish(watched));

  test("is valid HTML", async () => {
    expect(await mistakes(readFileSync(file, "utf8"))).toEqual([]);
  });
  test("begins with the exported values, and tells of none", async () => {
    const { values, defaults, told } = await courseOf(page);
    expect(values).toEqual({ depth: 20, rate: 0.01, seed: 7, activation: "sigmoid", widths: [8, 4], compared: ["tanh"], logarithmic: true, heading: "Mine" }); // prettier-ignore
    expect([defaults, told, await hashOf(page), await codeOf(page)]).toEqual([
      values,
      0,
      "",
      `${PARAMETERS}\n`,
    ]);
    expect(await page.locator("#values-differ").innerText()).toBe("As exported.");
  });
  test("has a slider and a field for a number, in decades where its range has them", async () => {
    const [slider, field] = [
      page.getByRole("slider", { name: /^depth/ }),
      page.getByRole("textbox", { name: /^depth/ }),
    ];
    await slider.press("ArrowRight");
    expect(await field.inputValue()).toBe("21");
    await field.fill("77");
    await field.press("Enter");
    expect(await slider.getAttribute("aria-valuetext")).toBe("77");
    await page.getByRole("slider", { name: /^rate/ }).press("PageUp");
    const { rate } = await changed(page);
    expect(rate).toBeGreaterThan(0.012);
    expect(await hashOf(page)).toBe(`#depth=77&rate=${rate as number}`);
    expect(await codeOf(page)).toContain("const depth = 77; // hidden");
  });
  test("has a field with steps for a seed, a menu, boxes that keep an order, and texts", async () => {
    await page.getByRole("button", { name: "seed: one more" }).click();
    await page.getByRole("combobox", { name: /^activation/ }).selectOption("relu");
    await page.getByRole("checkbox", { name: "sigmoid" }).check();
    await page.getByRole("checkbox", { name: /^logarithmic/ }).uncheck();
    await page.getByRole("textbox", { name: /^heading/ }).fill("A & B = <c>");
    await page.getByRole("textbox", { name: /^heading/ }).press("Tab");
    expect(await changed(page)).toMatchObject({ seed: 8, activation: "relu", compared: ["tanh", "sigmoid"], logarithmic: false, heading: "A & B = <c>" }); // prettier-ignore
    expect(await codeOf(page)).toContain('["tanh", "sigmoid"]; // in the chart');
    await page.getByRole("checkbox", { name: "tanh" }).uncheck();
    expect((await changed(page))["compared"]).toEqual(["sigmoid"]);
    await page.getByRole("checkbox", { name: "sigmoid" }).uncheck();
    expect(await page.locator("#wrong-compared").innerText()).toContain("not 1 to 2 of sigmoid, tanh, relu");
    expect((await changed(page))["compared"]).toEqual(["sigmoid"]);
  });
  test("has fields for a list, which can be removed and added within its bounds", async () => {
    const list = page.getByRole("group", { name: /^widths/ });
    await list.getByRole("button", { name: "Add one" }).click();
    expect((await changed(page))["widths"]).toEqual([8, 4, 4]);
    expect(await list.getByRole("button", { name: "Add one" }).isDisabled()).toBe(true);
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    await list.getByRole("button", { name: "Remove widths, 1 of 3" }).click();
    await list.getByRole("button", { name: "Remove widths, 1 of 2" }).click();
    expect((await changed(page))["widths"]).toEqual([42]);
    expect(await list.getByRole("button", { name: "Remove" }).isDisabled()).toBe(true);
    expect(await list.getByRole("textbox", { name: "widths, 1 of 1" }).inputValue()).toBe("42");
  });
  test("refuses what the rule does not allow in its words, and goes on with what was", async () => {
    const field = page.getByRole("textbox", { name: /^depth/ });
    await field.fill("400");
    await field.press("Enter");
    expect(await page.locator("#wrong-depth").innerText()).toBe("“400” is not a whole number from 1 to 200; depth stays what it was."); // prettier-ignore
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect((await courseOf(page)).values["depth"]).toBe(77);
    await field.fill("40");
    await field.press("Enter");
    expect(await page.locator("#wrong-depth").innerText()).toBe("");
    expect(await field.getAttribute("aria-invalid")).toBeNull();
  });
  test("says which values are not the exported ones, and has one button back, which the browser's own undoes", async () => {
    expect(await page.locator("#values-differ").innerText()).toMatch(
      /^Changed: depth = 40 \(exported: 20\), rate = /,
    );
    const { told } = await courseOf(page);
    await page.getByRole("button", { name: "Back to the exported values" }).click();
    expect([await changed(page), await hashOf(page), await codeOf(page)]).toEqual([
      {},
      "",
      `${PARAMETERS}\n`,
    ]);
    expect((await courseOf(page)).told).toBe(told + 1);
    await page.goBack();
    await eventually(() => changed(page)).toMatchObject({ depth: 40, widths: [42] });
    await page.goForward();
    await eventually(() => changed(page)).toEqual({});
  });
  test("keeps the moves of one slider as one step back, and tells of each", async () => {
    const slider = page.getByRole("slider", { name: /^depth/ });
    const { told } = await courseOf(page);
    for (let i = 0; i < 3; i++) await slider.press("ArrowLeft");
    expect(await hashOf(page)).toBe("#depth=17");
    expect((await courseOf(page)).told).toBe(told + 3);
    await page.goBack();
    await eventually(() => hashOf(page)).toBe("");
    expect(await slider.getAttribute("aria-valuetext")).toBe("20");
  });
});

describe("the address of a page", () => {
  test("sets values, and leads to a section too; what is wrong in it is refused in words of the rule", async () => {
    const watched = await open("#later&depth=40&activation=tahn&widths=1,2,3");
    const { page } = watched;
    expect(await changed(page)).toEqual({ depth: 40, widths: [1, 2, 3] });
    expect((await courseOf(page)).told).toBe(1);
    expect(
      await page.evaluate(() => document.getElementById("later")!.getBoundingClientRect().top),
    ).toBeLessThan(300);
    expect(await page.locator("#course-strip-said").innerText()).toBe(
      "activation = tahn: must be one of sigmoid, tanh, relu.",
    );
    expect(await hashOf(page)).toBe("#later&depth=40&widths=1,2,3");
    await finish(watched);
  });
  test("keeps the values where a link leads to a section, and goes back to them", async () => {
    const watched = await open("#depth=40");
    const { page } = watched;
    await page.locator('.toc a[href="#later"]').click();
    await eventually(() => hashOf(page)).toBe("#later&depth=40");
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
    await page.evaluate(() => (location.hash = "#depth=50"));
    await eventually(() => changed(page)).toEqual({ depth: 50 });
    await page.goBack();
    await eventually(() => hashOf(page)).toBe("#later&depth=40");
    await eventually(() => changed(page)).toEqual({ depth: 40 });
    await finish(watched);
  });
  test("is copied as a link to the experiment", async () => {
    const watched = await open("#depth=40", { ...wide, permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = watched;
    await page.getByRole("button", { name: "Copy a link" }).click();
    await eventually(() => page.locator("p.copied").innerText()).toBe("Copied.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `${pathToFileURL(file).href}#depth=40`,
    );
    await finish(watched);
  });
});

describe("the text of a page with other values", () => {
  test("is marked where it quotes numbers, with the exported values of what is behind its section", async () => {
    const watched = await open("#depth=40&rate=0.1");
    const { page } = watched;
    const marked = (): Promise<string[]> => page.locator(".quotes").allInnerTexts();
    expect(await marked()).toEqual([
      "Twenty layers leave 0.24 of it.\nWritten for rate = 0.01",
      "and 3.5 % here\nor more\nWritten for rate = 0.01",
      "At this rate the loss ends at 0.693.", // what follows says it
      "a\tb\n1\t0.125\nWritten for rate = 0.01",
      "With the values as they come, it learns.\nWritten for rate = 0.01",
    ]);
    await page.getByRole("button", { name: "Back to the exported values" }).click();
    expect(await marked()).toEqual([]);
    await finish(watched);
  });
  test("is marked with the notebook's own values where the page was exported with others", async () => {
    const watched = await open("", wide, reset);
    const marked = (): Promise<string[]> => watched.page.locator(".written-for").allInnerTexts();
    expect(await marked()).toEqual(["Written for rate = 0.5", "Written for rate = 0.5"]);
    await watched.page.evaluate(() => (location.hash = "#rate=0.5"));
    await eventually(marked).toEqual([]);
    await finish(watched);
  });
  test("leaves out what is done by hand in JupyterLab", async () => {
    const watched = await open();
    expect(await watched.page.locator("#exercises + p").innerText()).toBe("Two stand above.");
    await finish(watched);
  });
  test("sets what is to try, beside the code that says so", async () => {
    const watched = await open();
    const { page } = watched;
    const links = page.getByRole("link", { name: /^Try it/ });
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual([
      "#depth=40",
      "#depth=80",
      "#activation=relu&rate=0.1",
    ]);
    await page.getByRole("link", { name: "Try it: depth = 80" }).click();
    await eventually(() => changed(page)).toEqual({ depth: 80 });
    expect(await page.locator("#course-strip-said").textContent()).toBe("Set to depth = 80.");
    await page.getByRole("link", { name: 'Try it: activation = "relu", rate = 0.1' }).click();
    await eventually(() => changed(page)).toEqual({ activation: "relu", rate: 0.1 });
    await finish(watched);
  });
});

describe("the strip at the foot of the window", () => {
  test("shows the values once the controls are out of sight, and opens them there", async () => {
    const watched = await open("#depth=40");
    const { page } = watched;
    const strip = page.getByRole("button", { name: /^depth = 40 rate = 0.01/ });
    expect(await strip.isVisible()).toBe(false);
    await page.locator("#later").scrollIntoViewIfNeeded();
    await eventually(() => strip.isVisible()).toBe(true);
    await strip.click();
    await page.getByRole("slider", { name: /^depth/ }).press("ArrowRight");
    expect(await changed(page)).toEqual({ depth: 41 });
    await page.keyboard.press("Escape");
    expect(await page.locator(".parameters #course-values").count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement!.id)).toBe("course-strip-open");
    await page.keyboard.press("Alt+p");
    expect(await page.evaluate(() => document.activeElement!.closest("#course-strip")?.id)).toBe(
      "course-strip",
    );
    await page.keyboard.press("Alt+p");
    expect(await page.evaluate(() => document.activeElement!.id)).toBe("course-strip-open");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#course-strip").isVisible()).toBe(false);
    await finish(watched);
  });
  test("shows what runs, and stops it", async () => {
    const watched = await open();
    const { page } = watched;
    const tell = (detail: object): Promise<unknown> =>
      page.evaluate((state) => document.documentElement.dispatchEvent(new CustomEvent("runstate", { detail: state })), detail); // prettier-ignore
    await tell({ running: true, share: 0.25, cell: "cell-5", done: 1, total: 4 });
    await eventually(() => page.locator("#course-strip-run").isVisible()).toBe(true);
    expect(await page.locator("#course-strip-run").innerText()).toMatch(/Runs again: 1 of 4\s+Later/);
    expect(await page.getByRole("progressbar").evaluate((bar) => (bar as HTMLProgressElement).value)).toBe(
      0.25,
    );
    await page.evaluate("course.stopRun = () => (course.stopped = true)");
    await page.getByRole("button", { name: "Stop" }).click();
    expect(await page.evaluate("course.stopped")).toBe(true);
    await tell({ running: false, share: 1, done: 4, total: 4 });
    expect(await page.locator("#course-strip-run").isVisible()).toBe(false);
    await finish(watched);
  });
});

describe("the controls for everybody", () => {
  test.each([
    ["in the light and in the dark", { colorScheme: "light", ...wide }],
    ["on a phone", PHONE],
  ] as const)(
    "%s, axe-core finds no barrier, in their place and in the strip, and nothing is wider than the screen",
    async (_, options) => {
      const watched = await open("#depth=40&rate=1&heading=x", options);
      const { page } = watched;
      const expectNoBarriers = async (): Promise<void> => {
        expect(await barriers(page)).toEqual([]);
        if (!("colorScheme" in options)) return;
        for (const scheme of ["dark", "light"] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          await eventually(() => page.locator("html").getAttribute("data-theme")).toBe(scheme);
          if (scheme === "dark") expect(await barriers(page, OF_COLOURS)).toEqual([]);
        }
      };
      await page.getByRole("textbox", { name: /^depth/ }).fill("x");
      await page.getByRole("textbox", { name: /^depth/ }).press("Enter");
      await expectNoBarriers();
      await page.locator("#later").scrollIntoViewIfNeeded();
      await page.locator("#course-strip-open").click();
      await expectNoBarriers();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        options.viewport.width,
      );
      await page.evaluate(() => (location.hash = "#depth=999"));
      await eventually(() => page.locator("#course-strip-said").innerText()).toContain("must be");
      await expectNoBarriers();
      await finish(watched);
    },
  );
  test("are targets that a finger hits: 44 pixels high", async () => {
    const watched = await open("", PHONE);
    const heights = await watched.page
      .locator("#course-values :is(input:not([type=checkbox]), select, button, .tick):visible")
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(15);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await finish(watched);
  });
  test("are not there without scripts, where all else is", async () => {
    const watched = await open("", { javaScriptEnabled: false });
    const { page } = watched;
    expect(await page.locator(":is(input, button, .try, .quotes):visible").count()).toBe(0);
    expect(await codeOf(page)).toBe(`${PARAMETERS}\n`);
    expect(await page.locator(".parameters pre").isVisible()).toBe(true);
    await watched.page.context().close();
  });
  test("are not on a page without a parameter cell", async () => {
    const watched = await open("#later", wide, lone);
    expect(await watched.page.locator("#course-values, #course-strip, #course-parameters").count()).toBe(0);
    await finish(watched);
  });
});

test("the controls in Firefox, from disk: a field, the address, and steps back", async (context) => {
  needsFirefox(context);
  const firefox = await Firefox.launch();
  try {
    const page = await firefox.openFile(file);
    const depth = (): Promise<number> => page.evaluate("course.values.depth");
    await page.evaluate(() => (location.hash = "#later&depth=40&activation=tahn"));
    await eventually(depth).toBe(40);
    expect(
      await page.evaluate("[location.hash, document.getElementById('course-strip-said').textContent]"),
    ).toEqual(["#later&depth=40", "activation = tahn: must be one of sigmoid, tanh, relu."]);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("#value-depth")!;
      field.value = "50";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    expect(await page.evaluate("[location.hash, course.values.depth]")).toEqual(["#later&depth=50", 50]);
    await page.evaluate(() => history.back());
    await eventually(depth).toBe(40);
    await page.evaluate(() => history.back());
    await eventually(depth).toBe(20);
    expect(page.errors).toEqual([]);
  } finally {
    await firefox.close();
  }
});
