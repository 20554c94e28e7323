import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exercises } from "../../src/exercises";
import { askedBy } from "../support/guess";
import { root } from "../support/jupyter";
import { stems } from "../support/run-cells";

interface Cell {
  id: string;
  cell_type: string;
  source: string | string[];
  metadata: { tags?: string[] };
}

const folder = join(root, "notebooks");
const text = ({ source }: Cell): string => [source].flat().join("");
const tagged = (cells: readonly Cell[], tag: string): Cell[] =>
  cells.filter(({ metadata }) => metadata.tags?.includes(tag));

/** Words of the text that a reader of the page meets before opening anything: no code, no formulas, no folded sections or answers. */
function wordsInTheOpen(cells: readonly Cell[]): number {
  let level = 0;
  const open: string[] = [];
  for (const cell of cells.filter(({ cell_type }) => cell_type === "markdown")) {
    const [, marks = ""] = /^(#+) /.exec(text(cell)) ?? [];
    if (level > 0 && marks.length > 0 && marks.length <= level) level = 0;
    if (level === 0 && cell.metadata.tags?.includes("fold")) level = marks.length;
    if (level === 0) open.push(text(cell));
  }
  const plain = open
    .join("\n")
    .replaceAll(/<details>[^]*?<\/details>/g, " ")
    .replaceAll(/\$\$[^]*?\$\$|\$[^$]*\$/g, " x ")
    .replaceAll(/\n## \d* ?·? ?Sources[^]*?(?=\n## |$)/g, " ");
  return plain.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
}

describe.each(stems)("the form of %s", (stem) => {
  const number = stem.slice(0, 2);
  const { cells } = JSON.parse(readFileSync(join(folder, `${stem}.ipynb`), "utf8")) as { cells: Cell[] };
  const markdown = cells.filter(({ cell_type }) => cell_type === "markdown");
  const code = cells.filter(({ cell_type }) => cell_type === "code");

  test("leads to the notation in its first cell", () =>
    expect(text(cells[0])).toContain("](notation.md)"));
  test("has one key chart", () => {
    const keys = tagged(cells, "key-chart");
    expect(keys.map(({ id }) => id)).toHaveLength(1);
    expect(text(keys[0])).toMatch(/\bshow\(/);
  });
  test("draws its first chart within its first seven cells, after at most one displayed formula", () => {
    const chart = cells.findIndex((cell) => cell.cell_type === "code" && /\bshow\(/.test(text(cell)));
    expect(chart).toBeGreaterThan(0);
    expect(chart).toBeLessThan(7);
    const before = cells.slice(0, chart).map(text).join("\n");
    expect(before.split("$$").length).toBeLessThanOrEqual(3);
  });
  test("ends with a folded section for a class", () => {
    const folded = tagged(markdown, "fold");
    for (const cell of folded) expect(text(cell), cell.id).toMatch(/^#{2,3} /);
    expect(text(folded.at(-1)!)).toMatch(/^## (\d+ · )?For a class\n/);
    const after = markdown.slice(markdown.indexOf(folded.at(-1)!) + 1);
    expect(after.filter((cell) => /^##? /.test(text(cell)))).toEqual([]);
  });
  test("asks at least four exercises, each once, all of which have a worked solution", () => {
    const asked = code.flatMap((cell) => [...text(cell).matchAll(/check\("([^"]+)"/g)].map((found) => found[1]));
    const own = Object.keys(exercises).filter((id) => id.startsWith(number));
    expect(asked.toSorted()).toEqual(own.toSorted());
    expect(asked.length).toBeGreaterThanOrEqual(4);
    for (const id of asked) expect(exercises[id].solution?.().length, id).toBeGreaterThan(1);
  });
  test("asks the reader to predict before the page shows the answer", () => {
    const places = code.flatMap((cell) => (/check\("/.test(text(cell)) ? [cells.indexOf(cell)] : []));
    const last = cells.findLastIndex((cell) => cell.cell_type === "code" && /\bshow\(/.test(text(cell)));
    expect(places.some((place) => place < last)).toBe(true);
  });
  test("says what to predict before a chart that the page has drawn first", () => {
    for (const cell of code.filter(({ metadata }) => askedBy(metadata.tags))) {
      const before = markdown.findLast((each) => cells.indexOf(each) < cells.indexOf(cell))!;
      expect(text(before), cell.id).toContain("**Before you look:** ");
    }
  });
  test("cites works by marks, and by no number of its own", () => {
    const plain = markdown.map((cell) => text(cell).replaceAll(/\$[^$]*\$|`[^`]*`/g, "")).join("\n");
    expect(plain.match(/ \[\d+(?:[,;] ?\d+)*\](?!\()/g)).toBeNull();
  });
  test("ends its summary with the next question, and names its sources", () => {
    expect(markdown.some((cell) => /\*\*Next[:.]?\*\*/.test(text(cell)))).toBe(true);
    expect(markdown.some((cell) => /^## (\d+ · )?Sources\n/.test(text(cell)))).toBe(true);
  });
  test("reads in about half an hour: at most 2600 words outside of what is folded", () => {
    expect(wordsInTheOpen(cells)).toBeLessThanOrEqual(2600);
  });
});

test("at least six notebooks have a chart drawn before it is seen", () => {
  const asking = stems.filter((stem) => {
    const { cells } = JSON.parse(readFileSync(join(folder, `${stem}.ipynb`), "utf8")) as { cells: Cell[] };
    return cells.some(({ metadata }) => askedBy(metadata.tags));
  });
  expect(asking.length).toBeGreaterThanOrEqual(6);
});
