import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { activationNames, initializerNames } from "../../src";
import { parametersOf } from "../../tools/parameters/cell.mjs";
import { root } from "../support/jupyter";

interface Cell {
  cell_type: string;
  source: string | string[];
  metadata: { tags?: string[] };
  outputs?: unknown[];
  execution_count?: number | null;
}

const folder = join(root, "notebooks");
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const text = ({ source }: Cell): string => [source].flat().join("");

describe.each(names)("%s as committed", (name) => {
  const notebook = JSON.parse(readFileSync(join(folder, name), "utf8"));
  const cells: Cell[] = notebook.cells;
  const code = cells.filter((cell) => cell.cell_type === "code");

  test("has no outputs", () => {
    expect(code.filter((cell) => cell.outputs!.length > 0 || cell.execution_count !== null)).toEqual([]);
  });
  test("runs on the TypeScript kernel", () => expect(notebook.metadata.kernelspec.name).toBe("tslab"));
  test("opens with its title and its question", () => expect(text(cells[0])).toMatch(/^# .+\n\n\S/));
  const tagged = cells.filter((cell) => cell.metadata.tags?.includes("parameters"));
  test("has one parameter cell, in which every line follows the form", () => {
    expect(tagged.length).toBe(1);
    expect(parametersOf(text(tagged[0])).length).toBeGreaterThan(0);
  });
  test("names in its parameters' comments every choice that there is", () => {
    const families: Record<string, readonly string[]> = { activation: activationNames, init: initializerNames };
    for (const { name: parameter, choices } of parametersOf(text(tagged[0]))) {
      if (parameter in families) expect(choices, parameter).toEqual(families[parameter]);
    }
  });
  test("keeps its cells to 15 lines", () => {
    expect(code.map(text).filter((source) => source.split("\n").length > 15)).toEqual([]);
  });
  test("has tests of what it claims", () => {
    expect(existsSync(join(root, "test", "notebooks", name.replace(".ipynb", ".test.ts")))).toBe(true);
  });
});
