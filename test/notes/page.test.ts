import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { barriers, mistakes } from "../support/accessible";
import { eventually } from "../support/eventually";
import { launchBrowser, openFile, ownBrowser, watchedPage, type Watched } from "../support/browser";
import { temporaryFolder } from "../support/folders";
import { cutOnPaper } from "../support/printed";
import { fixtures } from "../support/jupyter";
import { runNotes } from "../support/notes";
import { inSuite } from "../support/long";

const LIMIT = 2_500_000; // bytes
const CHARTS = 3;
const output = temporaryFolder();
const file = join(output, "01-pipeline.html");
let browser: Browser;

beforeAll(async () => {
  const [made] = await Promise.all([
    runNotes("--notebooks", fixtures, "--output", output, "--single-file", "--set", "depth=30"),
    launchBrowser().then((launched) => (browser = launched)),
  ]);
  expect(made, made.stderr).toMatchObject({ code: 0 });
});

/** The first curve of a chart as it is drawn. */
const curve = (page: Page, chart: number): Promise<string | null> =>
  page.locator(`#chart-${chart} .scatterlayer path.js-line`).first().getAttribute("d");

const colour = (page: Page, selector: string, property: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

describe("a page opened from disk, without network", () => {
  let watched: Watched;
  let page: Page;
  beforeAll(async () => {
    watched = await openFile(browser, file, {
      viewport: { width: 1280, height: 900 },
      colorScheme: "light",
    });
    page = watched.page;
  });

  test("is at most 2.5 MB", () => expect(statSync(file).size).toBeLessThanOrEqual(LIMIT));

  test("draws every chart, and says when", async () => {
    expect(await page.locator(".chart.drawn .plot .main-svg:first-child").count()).toBe(CHARTS);
    const [seen, drawn] = await page.evaluate(() =>
      ["charts-in-view", "charts-drawn"].map((mark) =>
        Math.round(performance.getEntriesByName(mark)[0]?.startTime),
      ),
    );
    console.log(`in view ${seen} ms, all charts ${drawn} ms after opening; ${statSync(file).size / 1e6} MB`);
  });

  test("names no remote address that a browser would load", async () => {
    const remote = await page.evaluate(() =>
      [...document.querySelectorAll("[src], link[href], use[href], image[href], [srcset], object[data]")]
        .flatMap((element) =>
          ["src", "href", "srcset", "data"].map((name) => element.getAttribute(name) ?? ""),
        )
        .filter((address) => /^(https?:)?\/\//.test(address)),
    );
    expect(remote).toEqual([]);
    expect(readFileSync(file, "utf8")).not.toMatch(/@import|url\(\s*["']?(https?:)?\/\//);
  });

  test("renders the mathematics, with every font that it uses", async () => {
    expect(await page.locator("main .katex").count()).toBeGreaterThanOrEqual(7);
    expect(await page.locator(".katex-error").count()).toBe(0);
    const prose = await page.locator("main .prose :is(p, h2, h3, td):not(:has(.katex))").allInnerTexts();
    expect(prose.join("\n")).not.toMatch(/\$\$|\\begin|\\frac/);
    expect(prose.join("\n")).toContain("A dollar sign $5 is no formula.");
    expect(await page.evaluate(missingFonts)).toEqual([]);
  });

  test("keeps the comma behind a short formula on its line", async () => {
    const behind = await page.evaluate(() =>
      [...document.querySelectorAll(".prose .katex")].flatMap((formula) => {
        const stop = /^[,.;:!?)]/.test(formula.nextSibling?.textContent ?? "");
        const breaks = formula.querySelectorAll(".base").length > 1 || formula.closest(".katex-display");
        return stop && !breaks ? [getComputedStyle(formula.parentElement!).whiteSpace] : [];
      }),
    );
    expect(behind.length).toBeGreaterThan(0);
    expect(new Set(behind)).toEqual(new Set(["nowrap"]));
  });

  test("shows the other outputs", async () => {
    await expect(page.locator("pre.output").allInnerTexts()).resolves.toContain(
      "depth 30, rates 0.1 and 0.01\n",
    );
    expect(await page.locator(".output.html b").innerText()).toBe("Right.");
    expect(await colour(page, ".output.html b", "letter-spacing")).toBe("1px");
  });

  test("says which values are not the notebook's own", async () => {
    expect(await page.locator("main .notice").first().innerText()).toContain("depth = 30");
    expect(await page.evaluate("course.defaults.depth")).toBe(30);
    expect(await page.locator("#values-differ").innerText()).toBe("As exported.");
  });

  test("has a menu that changes its chart, by mouse and by keys", async () => {
    const menu = page.getByRole("figure", { name: /^The chosen activation/ }).getByRole("combobox");
    const sigmoid = await curve(page, 1);
    await menu.press("ArrowDown");
    await eventually(() => curve(page, 1)).not.toBe(sigmoid);
    const tanh = await curve(page, 1);
    await menu.selectOption("relu");
    await eventually(() => curve(page, 1)).not.toBe(tanh);
    await menu.selectOption("tanh");
    await eventually(() => curve(page, 1)).toBe(tanh);
  });

  test("has a slider that changes its chart, by mouse and by keys, and says where it stands", async () => {
    const slider = page.getByRole("figure", { name: /^A horizontal line/ }).getByRole("slider");
    const lowest = await curve(page, 2);
    await slider.press("ArrowRight");
    await eventually(() => curve(page, 2)).not.toBe(lowest);
    await eventually(() => slider.getAttribute("aria-valuetext")).toBe("1");
    const { width, height } = (await slider.boundingBox())!;
    await slider.click({ position: { x: width - 2, y: height / 2 } });
    await eventually(() => slider.getAttribute("aria-valuetext")).toBe("5");
  });

  test("has the tools of each chart behind one stop of the tab key, arrow keys move among them", async () => {
    const bar = page.locator("#chart-0").getByRole("toolbar", { name: "Tools of the chart" });
    const stops = (): Promise<number> => page.locator('#chart-0 .modebar-btn[tabindex="0"]').count();
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement!.getAttribute("aria-label"));
    expect(await bar.getByRole("button").count()).toBeGreaterThan(2);
    expect(await stops()).toBe(1);
    await bar.getByRole("button").first().focus();
    const first = await focused();
    await page.keyboard.press("ArrowRight");
    const second = await focused();
    expect(second).not.toBe(first);
    await page.keyboard.press("End");
    expect(await focused()).not.toBe(second);
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe(first);
    await page.keyboard.press("ArrowRight");
    expect(await stops()).toBe(1);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(second);
  });

  test("marks the section being read, wherever the page is scrolled to", async () => {
    const marked = page.locator(".toc [aria-current]");
    await page.locator("#a-menu").evaluate((heading) => heading.scrollIntoView());
    await eventually(() => marked.allInnerTexts()).toEqual(["A menu"]);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await eventually(() => marked.allInnerTexts()).toEqual(["Other outputs"]);
    await page.evaluate(() => scrollTo(0, 0));
    await eventually(() => marked.count()).toBe(0);
  });

  test("turns dark and light again: the paper changes, the data and the reader's choice stay", async () => {
    const look = async (): Promise<string[]> => [
      await colour(page, "#chart-1 .main-svg", "background-color"),
      await colour(page, "body", "background-color"),
      await colour(page, "#chart-1 path.js-line", "stroke"),
      (await curve(page, 1))!,
    ];
    const light = await look();
    await page.locator("#toggle-theme").click();
    const dark = await look();
    await page.locator("#toggle-theme").click();
    expect(dark[0]).toBe("rgb(21, 24, 28)");
    expect(dark[1]).toBe(dark[0]);
    expect(dark.slice(2)).toEqual(light.slice(2));
    expect(await look()).toEqual(light);
  });

  test("closes and opens all code", async () => {
    const open = (): Promise<number> => page.locator("details.code[open]").count();
    const all = await open();
    await page.locator("#toggle-code").click();
    expect(await open()).toBe(0);
    await page.locator("#toggle-code").click();
    expect(await open()).toBe(all);
  });

  test("names each chart for those who cannot see it", async () => {
    expect(await page.getByRole("figure", { name: /^The bound falls from 1 at layer 30/ }).count()).toBe(1);
    expect(await page.getByRole("navigation", { name: "On this page" }).getByRole("link").count()).toBe(6);
  });

  test("prints in light colours and in the width of the paper", async () => {
    await page.locator("#toggle-theme").click();
    const width = (): Promise<number> =>
      page
        .locator("#chart-0 .main-svg")
        .first()
        .evaluate((svg) => svg.clientWidth);
    const onScreen = await width();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await width()).toBe(640); // at once: a printer does not wait
    await page.emulateMedia({ media: "print" });
    expect(await colour(page, "body", "background-color")).toBe("rgb(255, 255, 255)");
    expect(await page.locator(".bar").isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await eventually(width).toBe(onScreen);
    expect(await colour(page, "body", "background-color")).toBe("rgb(21, 24, 28)");
  });

  test("is printed with every chart whole, on one sheet", async () => {
    const { page: other } = await openFile(browser, file, {
      viewport: { width: 1280, height: 900 },
    });
    const low = "main { padding-top: 300px } .chart { margin-top: 250px !important }"; // charts begin low on a sheet
    await other.addStyleTag({ content: `@media print { ${low} }` });
    expect(await cutOnPaper(other)).toEqual([]);
    await other.addStyleTag({
      content: "#chart-1 { height: 1400px !important }",
    });
    expect(await cutOnPaper(other), "a chart that is higher than a sheet").toEqual(["chart-1"]);
    await other.context().close();
  });

  test("names a column that a formula heads, for those who listen", async () => {
    expect(await page.getByRole("columnheader", { name: "φ", exact: true }).count()).toBe(1);
  });

  test("leads to the next page and to the list of pages", async () => {
    await page.getByRole("navigation", { name: "Course" }).getByRole("link", { name: /^Next/ }).click();
    await page.waitForURL(/02-second\.html$/);
    await page.getByRole("navigation", { name: "Course" }).getByRole("link", { name: "All pages" }).click();
    await page.waitForURL(/index\.html$/);
    expect(await page.locator(".pages li").count()).toBe(3);
    expect(await page.locator(".pages li").first().innerText()).toMatch(
      /A pipeline of charts[^]*Does every[^]*3 charts/,
    );
    expect((await page.locator(".pages").boundingBox())!.width).toBeGreaterThan(600);
    expect(await colour(page, ".pages .katex-html", "font-family")).toMatch(/^"?KaTeX_Main/);
    expect(await page.evaluate(missingFonts)).toEqual([]);
  });

  test("did all this without an error and without a request", () => {
    expect(watched.errors).toEqual([]);
    expect(watched.requests).toEqual([]);
  });
});

/** KaTeX faces that some formula is set in and that the page does not bring. */
function missingFonts(): string[] {
  const loaded = new Set(
    [...document.fonts].map((face) => `${face.family} ${face.style} ${face.weight}`.replaceAll('"', "")),
  );
  const used = [...document.querySelectorAll(".katex-html *")]
    .filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    )
    .map((element) => getComputedStyle(element))
    .map(
      (style) =>
        `${style.fontFamily.split(",")[0].replaceAll('"', "")} ${style.fontStyle} ${style.fontWeight}`,
    );
  return [...new Set(used)].filter((face) => !loaded.has(face));
}

/** Titles of charts that their picture cuts off, and formulas that run out of sight of a keyboard. */
function cut(): string[] {
  const titles = [...document.querySelectorAll(".gtitle")].filter(
    (title) => title.getBoundingClientRect().right > title.closest("svg")!.getBoundingClientRect().right,
  );
  const formulas = [...document.querySelectorAll<HTMLElement>(".katex-display")].filter(
    (formula) => formula.scrollWidth > formula.clientWidth && formula.tabIndex < 0,
  );
  return [...titles, ...formulas].map((element) => element.textContent ?? "");
}

/** The pixels between the lines of formulas that take more than one. */
function gapsInFormulas(): number[] {
  return [...document.querySelectorAll(".katex-display .katex-html")].flatMap((formula) => {
    const parts = [...formula.querySelectorAll(":scope > .base")].map((part) => part.getBoundingClientRect());
    return parts.slice(1).flatMap(({ top }, i) => (top > parts[i].bottom ? [top - parts[i].bottom] : []));
  });
}

const PHONE = {
  viewport: { width: 390, height: 800 },
  isMobile: true,
  hasTouch: true,
};

describe("a folded section", () => {
  /** One page for all of these tests, which build on each other. */
  let watched: Watched;
  let page: Page;
  beforeAll(async () => {
    watched = await openFile(browser, join(output, "02-second.html"), {
      viewport: { width: 1280, height: 900 },
    });
    page = watched.page;
  });
  const isOpen = (): Promise<boolean> => page.locator("details.fold").evaluate((fold) => (fold as HTMLDetailsElement).open); // prettier-ignore

  test("is closed at first, holds all up to the next heading of its level, and draws its chart as wide as the text", async () => {
    expect(await isOpen()).toBe(false);
    expect(await page.locator("details.fold #one-level-deeper").count()).toBe(1);
    expect(await page.locator("details.fold #in-the-open").count()).toBe(0);
    expect(await page.getByText("Still folded.").isVisible()).toBe(false);
    await page.locator("details.fold > summary").click();
    const widths = (): Promise<number[]> => page.locator("#chart-0, #chart-0 .main-svg:first-child").evaluateAll((all) => all.map((part) => part.clientWidth)); // prettier-ignore
    await eventually(async () => new Set(await widths()).size).toBe(1);
    expect((await widths())[0]).toBeGreaterThan(400);
    expect(await barriers(page)).toEqual([]);
  });
  test("has a map in which a click picks what slider and menu would", async () => {
    const picked = (): Promise<string[]> =>
      page.locator(".controls > *").evaluateAll((controls) => controls.map((control) =>
        control instanceof HTMLSelectElement ? control.selectedOptions[0].text : control.ariaValueText!)); // prettier-ignore
    await eventually(async () => (await picked()).toSorted()).toEqual(["σ_b = 0", "σ_w = 1"]);
    const plane = page.locator("#chart-0 .heatmaplayer").first();
    const place = (): Promise<{ x: number; y: number }> =>
      plane.evaluate((map) => {
        const { left, top, width, height } = map.getBoundingClientRect();
        return { x: left + 0.9 * width, y: top + 0.1 * height };
      });
    await plane.scrollIntoViewIfNeeded();
    // plotly.js takes a click where it has seen the pointer.
    await eventually(async () => {
      const { x, y } = await place();
      await page.mouse.move(x - 2, y);
      await page.mouse.move(x, y);
      return page.locator("#chart-0 .hovertext").count();
    }).toBeGreaterThan(0);
    const { x, y } = await place();
    await page.mouse.click(x, y);
    await eventually(async () => (await picked()).toSorted()).toEqual(["σ_b = 1", "σ_w = 3"]);
  });
  test("of a few words within a text stays one", async () => {
    const answer = page.locator("details", { hasText: "what to expect" }).locator("em");
    expect(await answer.isVisible()).toBe(false);
    await page.getByText("what to expect").click();
    expect(await answer.isVisible()).toBe(true);
  });
  test("opens for a link that leads into it, and is open on paper", async () => {
    await page.locator("details.fold > summary").click();
    expect(await isOpen()).toBe(false);
    await page.locator('.toc a[href="#one-level-deeper"]').click();
    await eventually(isOpen).toBe(true);
    await page.locator("details.fold").evaluate((fold) => void ((fold as HTMLDetailsElement).open = false));
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await isOpen()).toBe(true);
    expect(watched.errors).toEqual([]);
    await page.context().close();
  });
});

describe("a Markdown file that a notebook links to", () => {
  test("is a page too, and the link leads there", async () => {
    const { page, errors } = await openFile(browser, join(output, "02-second.html"), {});
    await page.getByRole("link", { name: "terms", exact: true }).click();
    expect(await page.title()).toBe("Terms");
    expect(await page.locator("td .katex").count()).toBe(3);
    await page.getByRole("link", { name: "the pipeline" }).click();
    expect(await page.title()).toBe("A pipeline of charts");
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

/** What can be read of a page, and how many charts are drawn and sentences stand for one. */
const reading = async (page: Page): Promise<unknown> => [
  await page.locator("main :is(h1, h2, h3, p, td, pre, .output):visible").allInnerTexts(),
  await page.locator(".chart.drawn .main-svg:first-child:visible").count(),
  await page.locator(".chart:not(.drawn) figcaption:visible").count(),
];
const proseOf = (page: Page): Promise<string[]> => page.locator("main > .prose").allInnerTexts();
/** What it has for most readers. */
let usual: { reading: unknown; prose: string[] };

describe("a page as it is loaded, in the light", () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await watchedPage(browser, {
      offline: true,
      colorScheme: "light",
    }));
    await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  });

  test("is whole when it counts as loaded: a printer waits no longer", async () => {
    const [charts, fonts] = await page.evaluate(() => [
      document.querySelectorAll(".chart.drawn .main-svg:first-child").length,
      [...document.fonts].filter(({ status }) => status !== "loaded").length,
    ]);
    expect([charts, fonts]).toEqual([CHARTS, 0]);
    usual = { reading: await reading(page), prose: await proseOf(page) };
  });
  test("has no barrier that axe-core finds", async () => expect(await barriers(page)).toEqual([]));
  test("shows its titles and formulas whole, also on a phone, when the window only became that narrow", async () => {
    expect(await page.evaluate(cut)).toEqual([]);
    await page.setViewportSize(PHONE.viewport);
    await eventually(() => page.evaluate(cut)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
  test("leads to a list that has no barrier either", async () => {
    await page.goto(pathToFileURL(join(output, "index.html")).href);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
});

describe("a page for everybody", () => {
  // In the suite the pages of `site.test.ts` are looked at in these ways.
  const ways: [string, BrowserContextOptions][] = [["in the dark", { colorScheme: "dark" }], ["on a phone", PHONE]]; // prettier-ignore
  test.each(inSuite<typeof ways>([], { inSoak: ways }))(
    "%s, axe-core finds no barrier on it or on the list",
    async (_, options) => {
      const { page } = await openFile(browser, file, options);
      expect(await barriers(page)).toEqual([]);
      await page.goto(pathToFileURL(join(output, "index.html")).href);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    },
  );

  test.each(["01-pipeline", "02-second", "index"])("%s.html is valid HTML", async (name) => {
    expect(await mistakes(readFileSync(join(output, `${name}.html`), "utf8"))).toEqual([]);
  });
});

describe("a page under other conditions", () => {
  test("fits a phone: nothing wider than the screen, and no line of a formula upon another", async () => {
    const { page } = await openFile(browser, file, PHONE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    // The lines of a formula that goes on in the next one stay apart.
    const gaps = await page.evaluate(gapsInFormulas);
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.min(...gaps)).toBeGreaterThan(5);
    const widths = await page
      .locator(".plot .main-svg:first-child")
      .evaluateAll((all) => all.map((svg) => svg.clientWidth));
    expect(Math.max(...widths)).toBeLessThanOrEqual(390);
    // Tapped, a chart shows its tools: below it, not over its title.
    const chart = page.locator("#chart-0");
    await chart.tap({ position: { x: 200, y: 200 } });
    const [drawing, tools] = [chart.locator(".main-svg").first(), chart.getByRole("toolbar")];
    const bottom = await drawing.evaluate((svg) => svg.getBoundingClientRect().bottom);
    expect(await tools.evaluate((bar) => bar.getBoundingClientRect().top)).toBeGreaterThanOrEqual(bottom);
    expect(await colour(page, "#chart-0 .modebar-group", "opacity")).toBe("1");
    expect(await page.locator(".toc details").getAttribute("open")).toBeNull();
  });

  test("without JavaScript has its text, its mathematics and a sentence for each chart", async () => {
    const { page } = await openFile(browser, file, {
      javaScriptEnabled: false,
    });
    expect(await page.locator("noscript .notice, .notice").first().isVisible()).toBe(true);
    expect(await page.locator(".chart figcaption:visible").count()).toBe(CHARTS);
    expect(await page.locator(".katex").first().isVisible()).toBe(true);
    expect(
      await page
        .locator(".plot")
        .first()
        .evaluate((plot) => plot.clientHeight),
    ).toBe(0);
  });

  test.each([
    ["for a reader who wants less motion", { reducedMotion: "reduce" }, ""],
    ["in a browser without workers, popovers and storage", {}, "delete window.Worker; for (const name of ['popover', 'showPopover', 'hidePopover']) delete HTMLElement.prototype[name]; delete Storage.prototype.getItem;"],
  ] as const)("%s has all that it has for others", async (_, options, without) => {
    const { page, errors } = await openFile(browser, file, options, (opened) => opened.addInitScript(without));
    expect(await reading(page)).toEqual(usual.reading);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  }); // prettier-ignore

  test("in a browser that knows none of its scripts but the first has its text, and a sentence for each chart", async () => {
    const old = join(output, "old.html");
    const [head, body] = readFileSync(file, "utf8").split("</head>");
    writeFileSync(old, `${head}</head>${body.replaceAll("<script>", "<script>let ended = ;")}`);
    const { page } = await watchedPage(browser);
    await page.goto(pathToFileURL(old).href);
    expect(await page.evaluate("[document.documentElement.className, typeof Plotly]")).toEqual(["js", "undefined"]); // prettier-ignore
    expect(await proseOf(page)).toEqual(usual.prose);
    const code = page.locator("main .code pre");
    expect(await code.filter({ visible: true }).count()).toBe(await code.count());
    expect(await page.locator("figcaption:visible").count()).toBe(CHARTS);
    await page.context().close();
  });

  test("says so where its charts cannot be drawn, and leaves no room for them", async () => {
    const { page } = await openFile(browser, file, {}, (opened) =>
      opened.addInitScript("delete window.structuredClone"),
    );
    expect(await page.locator("#chart-trouble").isVisible()).toBe(true);
    expect(await page.locator(".chart figcaption:visible").count()).toBe(CHARTS);
    expect(await page.locator(".plot:visible").count()).toBe(0);
    await page.context().close();
  });

  test("with one chart that cannot be drawn says so and keeps its sentence", async () => {
    const { page } = await openFile(browser, file, {}, (opened) =>
      opened.addInitScript(
        'Object.defineProperty(window, "Plotly", { set(P) { const draw = P.newPlot; P.newPlot = (plot, ...rest) => { if (plot.id === "chart-1") throw new Error("broken"); return draw(plot, ...rest); }; Object.defineProperty(window, "Plotly", { value: P }); }, configurable: true })',
      ),
    );
    expect(await page.locator("#chart-trouble").innerText()).toContain("Not every chart");
    expect(await page.locator(".chart:not(.drawn) figcaption:visible").count()).toBe(1);
    expect(await page.locator(".chart.drawn").count()).toBe(CHARTS - 1);
  });

  test("remembers the theme, and starts in the system's", async () => {
    // Its own: in two whole runs the browser that other files use kept nothing of what was stored, and why was not found.
    const { page } = await openFile(await ownBrowser(), file, { colorScheme: "dark" });
    expect(await colour(page, "#chart-0 .main-svg", "background-color")).toBe("rgb(21, 24, 28)");
    const theme = (): Promise<unknown> =>
      page.evaluate(() => [document.documentElement.dataset["theme"], localStorage.getItem("theme")]);
    expect(await theme()).toEqual(["dark", null]);
    await page.locator("#toggle-theme").click();
    expect(await theme()).toEqual(["light", "light"]);
    await page.reload();
    expect(await theme()).toEqual(["light", "light"]);
  });
});
