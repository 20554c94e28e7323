import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../support/jupyter";

/** What a row says of errors that were found: the numbers of each list. */
const ERRORS = [...Array.from({ length: 13 }, (_, i) => `0.${i + 1}`), ...Array.from({ length: 25 }, (_, i) => `1.${i + 1}`)];
const RESULTS = Array.from({ length: 15 }, (_, i) => `S${i + 1}`);

/** The rows of docs/seeds.md. */
const rows = readFileSync(join(root, "docs", "seeds.md"), "utf8")
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter((cells) => cells.length === 5 && /^(\d\.s?\d+|[ST]\.?\d+)$/.test(cells[1]))
  .map(([, row, says, where]) => ({ row, says, places: where.split(/,\s*/) }));

/** The ids of each notebook's cells, by the notebook's number. */
const cells = new Map(
  readdirSync(join(root, "notebooks"))
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => {
      const notebook = JSON.parse(readFileSync(join(root, "notebooks", name), "utf8"));
      return [name.slice(0, 2), new Set(notebook.cells.map(({ id }: { id: string }) => id))];
    }),
);

describe("docs/seeds.md", () => {
  test("has a row for every error and every result, and none twice", () => {
    const names = rows.map(({ row }) => row);
    expect(new Set(names).size).toBe(names.length);
    for (const name of [...ERRORS, ...RESULTS]) expect(names).toContain(name);
  });
  test.each(rows)("leads from row $row to cells that are there: $places", ({ places }) => {
    for (const place of places) {
      const [number, id] = place.split("#");
      expect(cells.get(number)?.has(id), place).toBe(true);
    }
  });
});
