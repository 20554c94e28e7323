import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Figure } from "../../src/charts/style/figure";
import { type Asked, questionOf } from "../../tools/jupyter/guess/question.mjs";
import { compare } from "../../tools/jupyter/guess/words.mjs";
import { root } from "./jupyter";

const TAG = /^guess(-back)?(?:=(.+))?$/;

/** What the tags of a cell ask for; the exporter reads them for the page (`course_notes/guess.py`). */
export function askedBy(tags: readonly string[] = []): Asked | undefined {
  const found = tags.map((tag) => TAG.exec(tag)).find(Boolean);
  return found ? { back: found[1] !== undefined, ...(found[2] && { curve: found[2] }) } : undefined;
}

/** What the cells of a notebook of the course ask for, by their ids. */
export function asksOf(stem: string): Record<string, Asked | undefined> {
  const { cells } = JSON.parse(readFileSync(join(root, "notebooks", `${stem}.ipynb`), "utf8")) as {
    cells: { id: string; metadata: { tags?: string[] } }[];
  };
  return Object.fromEntries(cells.map(({ id, metadata }) => [id, askedBy(metadata.tags)]));
}

/** Whatever a chart shows, it has something to draw and a sentence about it, or nothing is asked. */
export function expectAnswerable(figure: Figure, asked: Asked): void {
  const question = questionOf(figure, asked);
  if (!question) return;
  const { truth, given, range } = question;
  expect(range[1]).toBeGreaterThan(range[0]);
  const level = truth.map((value, i) => (i === given ? value : (range[0] + range[1]) / 2));
  for (const guess of [level, truth])
    expect(compare(question, guess)).not.toMatch(/NaN|Infinity|undefined|null/);
}
