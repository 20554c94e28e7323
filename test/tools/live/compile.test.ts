import { describe, expect, test } from "vitest";
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

test("every cell of the course can run in a page, and nothing that it reads is missing", () => {
  for (const stem of stems) {
    const code = codeCells(stem);
    const compiled = withParameters(compileNotebook(code), code.find(({ parameters }) => parameters)!.id);
    expect(compiled.filter(({ problem }) => problem)).toEqual([]);
    const given = new Set(compiled.flatMap(({ id, gives }) => gives.map((name) => `${id} ${name}`)));
    for (const { reads } of compiled)
      for (const [name, by] of Object.entries(reads)) expect(given).toContain(`${by} ${name}`);
  }
});
