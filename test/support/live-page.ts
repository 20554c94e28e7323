import type { Page } from "playwright-core";
import type { Figure } from "../../src/charts/style/figure";
import { withoutRounding } from "./rounding";

interface Course {
  values?: Record<string, unknown>;
  defaults?: Record<string, unknown>;
  figureOf(plot: Element): Figure;
  rerun(): Promise<void>;
  stopRun(): Promise<void>;
}
declare const course: Course;

/** A page of Chromium or Firefox. */
interface InBrowser {
  evaluate<T>(code: () => T | Promise<T>): Promise<T>;
}

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
export const rerun = (page: InBrowser): Promise<void> => page.evaluate(() => course.rerun());

/** Presses Stop. */
export const stopRun = (page: InBrowser): Promise<void> => page.evaluate(() => course.stopRun());

/** What a page shows, by the ids of cells. */
export interface Look {
  figures: { cell: string; figure: Figure }[];
  texts: [cell: string, text: string][];
  states: [cell: string, state: string][];
}

/** The charts, printed and written outputs, and states of all cells but that of the parameters. */
export const lookOf = (page: InBrowser): Promise<Look> =>
  page.evaluate(() => {
    const cells = [...document.querySelectorAll<HTMLElement>("[data-cell]:not(.parameters)")];
    const shown = (cell: Element, selector: string): HTMLElement[] => [
      ...cell.querySelectorAll<HTMLElement>(`:scope > .outputs > ${selector}:not([hidden])`),
    ];
    return {
      figures: cells.flatMap((cell) =>
        shown(cell, ".chart").map((chart) => ({
          cell: cell.dataset["cell"]!,
          figure: course.figureOf(chart.querySelector(".plot")!),
        })),
      ),
      texts: cells.flatMap((cell) =>
        shown(cell, ":not(.chart)").map((text): [string, string] => [
          cell.dataset["cell"]!,
          text.textContent!.trim(),
        ]),
      ),
      states: cells.map((cell): [string, string] => [cell.dataset["cell"]!, cell.dataset["live"] ?? ""]),
    };
  });

/** The figures that the page shows, in its order. */
export const figuresOf = async (page: InBrowser): Promise<Figure[]> =>
  (await lookOf(page)).figures.map(({ figure }) => figure);

const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** Whether two texts are the same but for the last digits of their numbers, which two versions of V8 may compute otherwise. */
export function sameText(a: string, b: string): boolean {
  const [wanted, found] = [a, b].map((text) => (text.match(NUMBER) ?? []).map(Number));
  const isClose = (x: number, i: number): boolean =>
    Math.abs(x - found[i]) <= 1e-12 * Math.max(1, Math.abs(x));
  return a.replaceAll(NUMBER, "#") === b.replaceAll(NUMBER, "#") && wanted.every(isClose);
}

/** The texts of each cell together, without what progress bars leave: how long it took, where it took long. */
export function withoutTimes(texts: Look["texts"]): Record<string, string> {
  const kept = texts.filter(([, text]) => !/\b\d+\.\d s\b[^\n]*$/.test(text));
  return Object.fromEntries(kept.map(([cell]) => [cell, kept.flatMap(([of, text]) => (of === cell ? withoutRounding(cell, text) : [])).join("\n")])); // prettier-ignore
}
