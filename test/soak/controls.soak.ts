import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { writeHash } from "../../tools/jupyter/values/address.mjs";
import type { ParameterValue } from "../../tools/parameters/cell.mjs";
import { launchBrowser, openFile } from "../support/browser";
import { parameterSets } from "../support/draw-parameters";
import { temporaryFolder } from "../support/folders";
import { lookOf, rerun } from "../support/live-page";
import { runNotes } from "../support/notes";
import { stems } from "../support/run-cells";
import { expectSame } from "../support/same-page";

/** Sets of values that each page gets; `CHANGES=20 npm run soak -- controls` is a shorter form. */
const CHANGES = Number(process.env.CHANGES ?? 200);
const PAUSE = 150; // milliseconds until the next: most are abandoned, as a reader's are who moves a slider on
const REST = 20; // so many changes until one is awaited

const folder = temporaryFolder();
let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));

/** Waits until the page stands for its values. */
const settled = (page: Page): Promise<unknown> => page.evaluate("course.live.change(course.values)");
const goTo = (page: Page, hash: string): Promise<string> =>
  page.evaluate((next) => (location.hash = next), hash);
/** Without the empty groups of points that have no text: plotly.js leaves them at every second drawing, and takes them away at the next. */
const elements = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelectorAll(":not(.textpoint:empty)").length);

/** Moves the controls one by one, each to its two ends and back. */
async function moveAll(page: Page, stem: string): Promise<void> {
  const [low, high] = parameterSets(stem, 2);
  for (const name of Object.keys(low)) {
    const slider = page.locator(`#course-values [data-name="${name}"] [type=range]`);
    const hasSlider = (await slider.count()) > 0;
    for (const [key, set] of [
      ["Home", low],
      ["End", high],
    ] as const) {
      if (hasSlider) await slider.press(key);
      else await goTo(page, writeHash({ values: { [name]: set[name] as ParameterValue } }));
      await settled(page);
      expect(await page.evaluate((of) => (globalThis as any).course.values[of], name), name).toEqual(
        set[name],
      );
    }
    await goTo(page, "#");
    await settled(page);
  }
}

test.each(stems)(
  "the page of %s takes every value of its controls, and is what it was when they are back",
  async (stem) => {
    const made = await runNotes(stem, "--output", folder);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const { page, errors, requests } = await openFile(browser, join(folder, `${stem}.html`));
    await rerun(page);
    const [before, count] = [await lookOf(page), await elements(page)];
    await moveAll(page, stem);
    for (const [i, values] of parameterSets(stem, CHANGES).entries()) {
      await goTo(page, writeHash({ values: values as Record<string, ParameterValue> }));
      await (i % REST === 0 ? settled(page) : page.waitForTimeout(PAUSE));
    }
    await goTo(page, "#");
    await settled(page);
    const after = await lookOf(page);
    expect(after.states.filter(([, state]) => state !== "done")).toEqual([]);
    expectSame(before, after);
    expect(Math.abs((await elements(page)) - count)).toBeLessThan(0.02 * count);
    expect([...errors, ...requests]).toEqual([]);
    await page.context().close();
  },
);
