import { tickStep } from "d3-array";
import { describe, expect, test } from "vitest";
import { colorway, figure, ordered, wholeTicks, wrapped } from "../../../src/charts/style/figure";

/** Linear red, green and blue. */
const channels = (hex: string): number[] =>
  [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });

/** WCAG's relative luminance. */
function luminance(hex: string): number {
  const [r, g, b] = channels(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The axis from blue to yellow of Oklab (Ottosson 2020). */
function yellow(hex: string): number {
  const [r, g, b] = channels(hex);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
}

const contrast = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

describe("ordered(share)", () => {
  const colours = Array.from({ length: 9 }, (_, i) => ordered(i / 8));

  test("stands out from white paper and from the dark page's, 3 : 1 at least as WCAG 1.4.11 asks of graphics", () => {
    for (const colour of colours)
      for (const paper of ["#ffffff", "#15181c"]) expect(contrast(colour, paper)).toBeGreaterThanOrEqual(3);
  });

  test("has nine colours, of which each is yellower than the one before", () => {
    expect(new Set(colours).size).toBe(9);
    const yellowness = colours.map(yellow);
    yellowness.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(yellowness[i]));
  });
});

test("the margin above has room for the longest title of the menu", () => {
  const above = (title: string, layout = {}): number =>
    (figure({ title, description: "" }, [], layout).layout["margin"] as { t: number }).t;
  const buttons = ["a", "b<br>c<br>d"].map((text) => ({ args: [{}, { "title.text": text }] }));
  expect(above("a<br>b") - above("a")).toBeGreaterThan(16);
  expect(above("a", { updatemenus: [{ buttons }] })).toBeGreaterThan(above("b<br>c<br>d") + 20);
  expect(above("a", { margin: { t: 7 } })).toBe(7);
});

test("wholeTicks are as far apart as d3's, and whole", () => {
  for (let last = 0; last <= 600; last++)
    expect(wholeTicks(last)["dtick"]).toBe(Math.max(1, tickStep(0, last, 5)));
});

test("wrapped(parts) keeps to lines that a telephone holds", () => {
  const parts = colorway.map((colour, i) => `${colour} ${"x".repeat(i)}`);
  const lines = wrapped(parts).split("<br>");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
  expect(lines.join(" ")).toBe(parts.join(", "));
  expect(wrapped([])).toBe("");
});
