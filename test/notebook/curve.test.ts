import { expect, test } from "vitest";
import { curve } from "../../src/notebook/curve";

const placesOf = (svg: string): number[][] =>
  /points="([^"]*)"/.exec(svg)![1].split(" ").map((place) => place.split(",").map(Number)); // prettier-ignore

test("a curve of fewer than two points is none", () => {
  const loss = curve();
  loss.add(0, 1);
  loss.add(0.1, Number.NaN);
  expect(loss.drawn()).toBe("");
});

test("a curve reaches from its lowest value to its highest, as far as the work is done", () => {
  const loss = curve();
  for (const [share, value] of [[0, 3], [0.25, 2], [0.5, 1]] as const) loss.add(share, value); // prettier-ignore
  expect(placesOf(loss.drawn())).toEqual([[0, 0], [64, 24], [128, 48]]); // prettier-ignore
  expect(loss.drawn()).toContain('aria-label="From 3.00 to 1.00"');
});

test("a curve that stays level is drawn in the middle", () => {
  const loss = curve();
  for (const share of [0, 1]) loss.add(share, 7);
  expect(placesOf(loss.drawn())).toEqual([[0, 24], [256, 24]]); // prettier-ignore
});

test("a curve of many points keeps every other, again and again, and its beginning", () => {
  const [loss, steps] = [curve(), 100_000];
  for (let i = 0; i < steps; i++) loss.add(i / steps, i);
  const places = placesOf(loss.drawn());
  expect(places.length).toBeLessThan(256);
  expect(places.length).toBeGreaterThan(100);
  expect(places[0]).toEqual([0, 48]);
  const gaps = places.slice(1).map(([x], i) => x - places[i][0]);
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(0.21);
});
