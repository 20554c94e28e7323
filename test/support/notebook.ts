import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { barriers, mistakes } from "./accessible";
import { launchBrowser, openFile } from "./browser";
import { temporaryFolder } from "./folders";
import { runNotes } from "./jupyter";
import { readPage, type NotebookPage } from "./notebook-page";

const LIMIT = 2_500_000; // bytes

/** Values for `--set`, by the parameters' names. */
export type Settings = Record<string, unknown>;

const numbers = (values: unknown[] | undefined): number[] =>
  (values ?? [])
    .flat(2)
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value));

/** What must hold of every page, whatever it is about. */
function expectSound(page: NotebookPage): void {
  expect(page.bytes).toBeLessThanOrEqual(LIMIT);
  for (const [i, { data, layout, description }] of page.figures.entries()) {
    const said = `${layout.title?.text} ${description}`;
    expect(said, `chart ${i}`).not.toMatch(/\b(NaN|Infinity|undefined|null)\b/);
    expect(layout.title?.text, `title of chart ${i}`).toBeTruthy();
    const drawn = data.filter(({ y, z }) => numbers(y).length + numbers(z).length > 0);
    expect(drawn.length, `traces with data of chart ${i}`).toBeGreaterThan(0);
  }
  expect(page.printed.join("\n")).not.toMatch(/\b(NaN|undefined)\b/);
}

/** How readers look at a page; each page is opened in one of these ways. */
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

/**
 * Executes a notebook through the real kernel, once with its own values and once for each of `others`, and checks that
 * every page is sound, draws and has no barriers: one page on a phone, the others in the light and in the dark; `claims` holds what each page must say, given the values that
 * differ from the notebook's own.
 */
export function describeNotebook(
  stem: string,
  others: Record<string, Settings>,
  claims: Record<string, (page: NotebookPage, settings: Settings) => void>,
): void {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser?.close());
  const all = Object.entries({ "its own values": {}, ...others });
  describe.each(all.map(([name, settings], i) => [name, settings, WAYS[i % WAYS.length]] as const))(
    `${stem} with %s`,
    (_, settings: Settings, way) => {
      let page: NotebookPage;
      beforeAll(async () => {
        const output = temporaryFolder();
        const set = Object.entries(settings).flatMap(([name, value]) => [
          "--set",
          `${name}=${JSON.stringify(value)}`,
        ]);
        const run = await runNotes(stem, "--output", output, ...set);
        expect(run, run.stderr).toMatchObject({ code: 0 });
        page = readPage(join(output, `${stem}.html`));
      });
      test("makes a sound page", () => expectSound(page));
      test("draws every chart, without error, request or barrier", () => expectDrawn(browser, page, way));
      test("is valid HTML", async () => expect(await mistakes(page.html)).toEqual([]));
      test.each(Object.entries(claims))("%s", (_claim, check) => check(page, settings));
    },
  );
}
