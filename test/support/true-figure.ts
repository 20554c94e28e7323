import { expect } from "vitest";
import type { Figure, Json } from "../../src/charts/style/figure";

/** Every text that a reader may see in a chart, also behind its menus and sliders. */
export function textsOf({ data, layout, frames, description }: Figure): string[] {
  const found: string[] = [description];
  const collect = (value: unknown, key: string): void => {
    if (typeof value === "string" && TEXTS.has(key)) found.push(value);
    else if (Array.isArray(value)) for (const each of value) collect(each, key);
    else if (typeof value === "object" && value !== null) {
      for (const [name, each] of Object.entries(value)) collect(each, name);
    }
  };
  for (const part of [data, { ...layout, template: undefined }, frames ?? []]) collect(part, "");
  return found;
}

const TEXTS = new Set(["text", "name", "label", "title.text", "yaxis.title.text", "hovertemplate", "prefix"]);

/** The titles that a chart can have, whatever its menu shows. */
export const titlesOf = (figure: Figure): string[] =>
  [figure.layout, ...menuTitles(figure.layout)]
    .map((layout) => (layout["title.text"] ?? (layout["title"] as Json | undefined)?.["text"]) as string)
    .filter(Boolean)
    .map((title) => title.replaceAll("<br>", " "));

function menuTitles({ updatemenus = [], sliders = [] }: Json): Json[] {
  const steps = [...(updatemenus as Json[]), ...(sliders as Json[])].flatMap(
    (control) => (control["buttons"] ?? control["steps"] ?? []) as { args?: Json[] }[],
  );
  return steps.map(({ args }) => args?.[1] ?? {}).filter((change) => "title.text" in change);
}

/** A trace by the beginning of its name. */
export const traceOf = ({ data }: Figure, name: string): Json | undefined =>
  data.find((trace) => String(trace["name"] ?? "").startsWith(name));

/** The numbers of a trace's y; what was left out is null. */
export const valuesOf = (trace: Json | undefined): (number | null)[] =>
  (trace?.["y"] ?? []) as (number | null)[];

/** What no text of a chart has in it: what is no number, and a wrong number of things. */
const NEVER = [
  /\b(NaN|Infinity|undefined|null)\b|\[object/,
  /(^|[^.\d])1 (steps|layers|weights|neurons|points|angles|hidden layers)\b/,
  /(^|[^.\d])([2-9]|\d\d+) (step|layer|weight|neuron|point|angle)\b(?! of)/,
  /\b1 of (them|these) are\b/,
];

/** What must hold of every chart, whatever it is about. */
export function expectTrueWords(figure: Figure): void {
  // One expectation for all, as below.
  expect(textsOf(figure).filter((text) => NEVER.some((words) => words.test(text)))).toEqual([]);
  for (const title of titlesOf(figure)) expect(title.length).toBeGreaterThan(5);
}

/** Every number drawn has a place on its axis, and something is drawn, unless the title says why not. */
export function expectDrawable(figure: Figure): void {
  const { data, layout } = figure;
  const drawn = data.flatMap((trace) => {
    const axis = (layout[String(trace["yaxis"] ?? "y").replace("y", "yaxis")] ?? {}) as Json;
    const all = [trace["y"] ?? [], trace["z"] ?? []].flat(3) as unknown[];
    const numbers = all.filter((value): value is number => typeof value === "number");
    const placed = axis["type"] === "log" ? (value: number): boolean => value > 0 : (): boolean => true;
    // One expectation for all: vitest's takes a hundred times as long as the comparison.
    expect(numbers.filter((value) => !Number.isFinite(value) || !placed(value))).toEqual([]);
    return numbers;
  });
  if (!/is 0 in float64/.test(titlesOf(figure)[0])) expect(drawn.length).toBeGreaterThan(0);
}
