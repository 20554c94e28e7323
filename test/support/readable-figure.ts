import { expect } from "vitest";
import type { Figure, Json } from "../../src/charts/style/figure";

/** The title as it is written, with its line breaks. */
export const titleOf = ({ layout }: Figure): string => (layout["title"] as { text: string }).text;

/** The title on one line. */
export const messageOf = (figure: Figure): string => titleOf(figure).replaceAll("<br>", " ");

/** A phone shows about so many characters of a title's line. */
const PHONE = 44;

/** Fails where a title is wider than a phone, words are no words, or a log axis is given what has no place there. */
export function expectReadable(figure: Figure): void {
  const { data, layout, description } = figure;
  for (const text of [titleOf(figure), description]) expect(text).not.toMatch(/NaN|undefined|null/);
  for (const line of titleOf(figure).split("<br>")) expect(line.length, line).toBeLessThanOrEqual(PHONE);
  expect(description).toMatch(/\d/);
  for (const trace of data) {
    const { type } = layout[`${trace["yaxis"] ?? "y"}`.replace("y", "yaxis")] as Json;
    if (type !== "log") continue;
    for (const y of Array.from(trace["y"] as ArrayLike<number | null>)) if (y !== null) expect(y).toBeGreaterThan(0); // prettier-ignore
  }
}

/** A chart with a slider has a frame for each stop, and starts as its active stop would draw it. */
export function expectSliderStarts(figure: Figure): void {
  const [{ active, steps }] = figure.layout["sliders"] as [{ active: number; steps: Json[] }];
  expect(figure.frames).toHaveLength(steps.length);
  const frame = figure.frames![active] as { data: Json[]; traces: number[] };
  frame.traces.forEach((trace, i) => expect(figure.data[trace]).toMatchObject(frame.data[i]));
}
