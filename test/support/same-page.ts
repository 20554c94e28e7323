import { expect } from "vitest";
import { type Look, sameText, withoutTimes } from "./live-page";
import { differences } from "./same-charts";

/** What cells show that ran again in a page is what Node gave for the same values when it exported them. */
export function expectSame(exported: Look, again: Look): void {
  const [before, after] = [exported, again].map(({ texts }) => withoutTimes(texts));
  const others = Object.keys({ ...before, ...after }).filter((cell) => !sameText(before[cell] ?? "", after[cell] ?? "")); // prettier-ignore
  expect(others.map((cell) => [before[cell], after[cell]])).toEqual([]);
  expect(differences(exported.figures, again.figures)).toEqual([]);
}
