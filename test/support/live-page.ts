import type { Page } from "playwright-core";

interface Course {
  values?: Record<string, unknown>;
  defaults?: Record<string, unknown>;
  figureOf(plot: Element): object;
  rerun(): Promise<void>;
  stopRun(): Promise<void>;
}
declare const course: Course;

/** Gives parameters of a page other values, all others being the exported ones, and waits until all is drawn. */
export async function setValues(page: Page, values: Record<string, unknown>): Promise<void> {
  await page.evaluate((set) => {
    course.values = { ...course.defaults, ...set };
    document.documentElement.dataset["cells"] = "asked";
    document.documentElement.dispatchEvent(new CustomEvent("valueschange"));
  }, values);
  await page.waitForFunction(() => document.documentElement.dataset["cells"] === "drawn");
}

/** Runs all cells of a page again, and waits until all is drawn. */
export const rerun = (page: Page): Promise<void> => page.evaluate(() => course.rerun());

/** Presses Stop. */
export const stopRun = (page: Page): Promise<void> => page.evaluate(() => course.stopRun());

/** The figures that the page shows, in its order. */
export const figuresOf = (page: Page): Promise<object[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll(".chart.drawn:not([hidden]) .plot")].map((plot) => course.figureOf(plot)),
  );
