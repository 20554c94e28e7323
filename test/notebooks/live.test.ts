import { describe, expect, test } from "vitest";
import { obstacles } from "../support/live-cells";
import { codeCells, stems } from "../support/run-cells";

describe("cells that can run again by themselves, in a page", () => {
  test.each(stems)("%s: names once, no cell changes another's object, nothing that only Node has", (stem) => {
    expect(obstacles(codeCells(stem))).toEqual([]);
  });
  test.each([
    ["const a = 1;", "const { a } = f();", "two: a is declared in one already"],
    ["const a = [1];", "a.push(2);", "two: changes a of one"],
    ["const a = { b: [1] };", "a.b[0] = 2;", "two: changes a of one"],
    ["let a = 1;", "a++;", "two: changes a of one"],
    ["const net = mlp({});", "for (const l of [1]) await train(net, { steps: l });", "two: changes net of one"],
    ["const a = { b: [[1]] };", "for (const c of a.b) c.push(2);", "two: changes a of one"],
    ["const a = 1;", 'import fs from "node:fs";', 'two: imports from "node:fs"'],
    ["const a = 1;", "console.log(process.pid);", "two: uses process"],
  ])("the lint finds what is wrong in %s | %s", (one, two, wrong) => {
    expect(obstacles([{ id: "one", source: one }, { id: "two", source: two }])).toEqual([wrong]); // prettier-ignore
  });
  test("the lint lets a cell change its own, and read another's", () => {
    const cells = [
      { id: "one", source: "const a = [1]; a.push(2); const o = { process: 1 }; o.process;" },
      { id: "two", source: "const b = a.map((x) => x + 1); const c = -a[0];" },
    ];
    expect(obstacles(cells)).toEqual([]);
  });
});
