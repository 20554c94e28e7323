import { expect, test } from "vitest";
import { compileNotebook, withParameters } from "../../../tools/jupyter/live/compile/notebook.mjs";
import { dependencies, keyOf, plan, unavailable } from "../../../tools/jupyter/live/page/plan.mjs";

const sources = {
  p: "const depth = 1; const rate = 2;",
  net: "const net = depth;",
  look: "console.log(net);",
  run: "const run = net + rate;",
  curve: "console.log(run);",
  alone: "console.log(1);",
  file: 'import fs from "node:fs"; const text = rate;',
  words: "console.log(text);",
};
const cells = Object.entries(sources).map(([id, source]) => ({ id, source }));
const graph = dependencies(withParameters(compileNotebook(cells), "p"));
const defaults = { depth: 1, rate: 2 };
const keys = (values: object): Map<string, string> =>
  new Map([...graph].map(([id, node]) => [id, keyOf(node, values as Record<string, unknown>)]));
const none = new Map<string, string>();
const nothingFailed = new Set<string>();
const nothingSeen = (): boolean => false;

/** The cells that run, silent ones in brackets. */
const run = (
  values: object,
  { shown = keys(defaults), computed = none, failed = nothingFailed, isSeen = nothingSeen } = {},
): string =>
  plan(graph, { values: values as Record<string, unknown>, shown, computed, failed, isSeen })
    .map(({ cell, silent }) => (silent ? `(${cell})` : cell))
    .join(" ");

test("nothing runs for the exported values", () => expect(run(defaults)).toBe(""));

test("what depends on a changed value runs in order, after what it reads", () => {
  expect(run({ depth: 1, rate: 3 })).toBe("(net) run curve");
  expect(run({ depth: 2, rate: 2 })).toBe("net look run curve");
});

test("what the worker has for these values is not run for others to read", () => {
  expect(run({ depth: 1, rate: 3 }, { computed: keys(defaults) })).toBe("run curve");
  expect(run({ depth: 2, rate: 3 }, { shown: keys({ depth: 2, rate: 2 }), computed: keys(defaults) })).toBe("(net) run curve"); // prettier-ignore
});

test("what failed and is read again says so again, in place of what it said", () => {
  expect(run({ depth: 1, rate: 3 }, { failed: new Set(["net"]) })).toBe("net run curve");
});

test("what is in view comes first, with what it reads", () => {
  expect(run({ depth: 2, rate: 2 }, { isSeen: (id: string) => id === "curve" } as never)).toBe("net run curve look"); // prettier-ignore
});

test("everything runs where nothing is shown yet", () => {
  expect(run(defaults, { shown: none })).toBe("net look run curve alone");
});

test("what cannot run in a page, and what reads it, keeps its outputs and says why", () => {
  const left = unavailable(graph, { values: { depth: 1, rate: 3 }, shown: keys(defaults) });
  expect(left.map(({ cell, problem }) => `${cell.id}: ${problem}`)).toEqual([
    'file: it imports from "node:fs"',
    "words: it needs a cell above that cannot",
  ]);
});
