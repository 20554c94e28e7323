import { describe, expect, test } from "vitest";
import { notebooksAsked } from "../../../tools/jupyter/live/compile/exercises.mjs";
import { compileNotebook, withParameters } from "../../../tools/jupyter/live/compile/notebook.mjs";
import { codeCells, stems } from "../../support/run-cells";

/** Cells of these sources, called a, b, c, … */
const cells = (...sources: string[]) =>
  compileNotebook(sources.map((source, i) => ({ id: String.fromCharCode(97 + i), source })));

describe("a cell as a function", () => {
  test("has no types, and every line and column where it was", () => {
    const source =
      "interface Row { x: number }\nconst rows: Row[] = [{ x: 1 } as Row];\nconst first = rows[0]!.x;";
    const [{ body, gives }] = cells(source);
    expect(body.split("\n").map((line) => line.length)).toEqual(
      source.split("\n").map((line) => line.length),
    );
    expect(body.indexOf("rows[0]")).toBe(source.indexOf("rows[0]"));
    expect(body).not.toMatch(/interface|number|as Row|!/);
    expect(gives).toEqual(["rows", "first"]);
  });

  test("takes what it reads from the cells above, and from the package by the name that it has there", () => {
    const [, b, c] = cells(
      'import { show, sgd as rule, type Run } from "vanishing-gradients"; const a = 1;',
      "const { x, y: [z], ...rest } = f({ a, show: 2 }, rule); function f(a: object) { return a; }",
      "for (const a of [z]) { a.rest; show(a); } x;",
    );
    expect(b).toMatchObject({ reads: { a: "a" }, package: { rule: "sgd" }, gives: ["x", "z", "rest", "f"] });
    expect(c).toMatchObject({ reads: { z: "b", x: "b" }, package: { show: "show" }, gives: [] });
  });

  test("sees the last declaration above it", () => {
    const [, , c] = cells("const a = 1;", "const a = 2;", "console.log(a);");
    expect(c.reads).toEqual({ a: "b" });
  });

  test.each([
    ['import fs from "node:fs";', 'it imports from "node:fs"'],
    ["console.log(process.pid);", "it uses process, which only Node has"],
    ["enum Kind { a }", "it has TypeScript that is more than types: enum Kind { a }"],
    ["a += 1;", "it changes a, which another cell declares"],
    ["a++;", "it changes a, which another cell declares"],
  ])("says why it cannot run in a page: %s", (source, problem) => {
    expect(cells("let a = 1;", source)[1].problem).toBe(problem);
  });

  test("says so too of a cell that uses what the package has in Node alone, wherever it is imported", () => {
    const found = cells(
      'import { mlp, mnist as images } from "vanishing-gradients"; const net = mlp({});',
      "const data = images({ seed: 1 });",
      'import { tensorflow } from "vanishing-gradients"; const tf = tensorflow();',
      "const mnist = 1; console.log(mnist);",
    );
    expect(found.map(({ problem }) => problem)).toEqual([
      undefined,
      "it uses images, which only Node has",
      "it uses tensorflow, which only Node has",
      undefined,
    ]);
  });

  test("knows the exercise that it asks, and nothing else", () => {
    const found = cells('check("00.fifty");', 'check("00.fifty", 3);', 'check("a"); check("b");');
    expect(found.map(({ exercise }) => exercise)).toEqual(["00.fifty", undefined, undefined]);
  });
});

describe("the exercises that a page has", () => {
  const notebooks = ["00-a", "01-b", "10-c"];
  const IMPORT = 'import { check, show } from "vanishing-gradients";';

  test.each([
    ["are those that its cells ask", 'check("10.x"); show.check("01.x"); recheck("01.y");', ["10-c"]],
    ["are those of another notebook where it asks them", 'check("10.x", [1]);\n  check(\n "00.y");', ["00-a", "10-c"]],
    ["are all where a cell does not say which", "const id = '00.x'; check(id);", notebooks],
    ["are all where a cell asks one that nobody has, of which check says which there are", 'check("02.x");', notebooks],
    ["are none where none is asked", 'show("check(\\"00.x\\")"); const { check } = { check: Math.abs }; check("00.x");', []],
  ])("%s: %s", (_, source, expected) => {
    expect(notebooksAsked(cells(IMPORT, source), notebooks)).toEqual(expected);
  }); // prettier-ignore

  test("are all where a cell has the whole package", () => {
    expect(notebooksAsked(cells('import * as vg from "vanishing-gradients"; vg.show(1);'), notebooks)).toEqual(notebooks); // prettier-ignore
  });
});

test("every cell of the course can run in a page, nothing that it reads is missing, and it asks its own exercises", () => {
  for (const stem of stems) {
    const code = codeCells(stem);
    const compiled = withParameters(compileNotebook(code), code.find(({ parameters }) => parameters)!.id);
    expect(compiled.filter(({ problem }) => problem)).toEqual([]);
    expect(notebooksAsked(compiled, stems), stem).toEqual([stem]);
    const given = new Set(compiled.flatMap(({ id, gives }) => gives.map((name) => `${id} ${name}`)));
    for (const { reads } of compiled)
      for (const [name, by] of Object.entries(reads)) expect(given).toContain(`${by} ${name}`);
  }
});
