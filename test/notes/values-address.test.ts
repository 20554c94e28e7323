import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tries } from "../../tools/jupyter/node/tries.mjs";
import { readHash, writeHash } from "../../tools/jupyter/values/address.mjs";
import { nearest, stopsOf } from "../../tools/jupyter/values/stops.mjs";
import { parametersOf, type Parameter, type ParameterValue } from "../../tools/parameters/cell.mjs";
import { root } from "../support/jupyter";

interface Cell {
  cell_type: string;
  source: string | string[];
  metadata: { tags?: string[] };
}
const text = ({ source }: Cell): string => [source].flat().join("");
const folder = join(root, "notebooks");
/** The cells of each notebook of the course, and its parameters. */
const notebooks = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => {
    const { cells } = JSON.parse(readFileSync(join(folder, name), "utf8")) as { cells: Cell[] };
    const cell = cells.find(({ metadata }) => metadata.tags?.includes("parameters"))!;
    return { number: name.slice(0, 2), cells, own: parametersOf(text(cell)) };
  });

/** The ends of what a parameter may be, and what lies between them. */
function reach(parameter: Parameter): ParameterValue[] {
  const { kind, choices, count, minimum, maximum } = parameter;
  const one = choices ?? (kind === "number" ? (stopsOf({ ...parameter, count: undefined }) ?? [minimum!, maximum!]) : kind === "boolean" ? [true, false] : ["", "a & b"]); // prettier-ignore
  if (!count) return one;
  return [count.least, count.most].map((length) => Array.from({ length }, (_, i) => one[i % one.length])) as ParameterValue[]; // prettier-ignore
}

const parameters = parametersOf(`
const depth = 20; // hidden layers, a whole number from 1 to 200
const gain = 1; // σ_w, a number from 0.1 to 5
const activation = "sigmoid"; // of every layer, one of sigmoid, tanh, relu
const start = [1, -1]; // where descent begins, 2 numbers from −100 to 100
const compared = ["tanh"]; // in the chart, 0 to 3 of sigmoid, tanh, relu
const bits = 8; // of a weight, one of 8, 16
const logarithmic = true; // whether the axis is, true or false
const heading = "Mine"; // of the chart, any text`);
const read = (hash: string): ReturnType<typeof readHash> => readHash(hash, parameters);

describe("the hash of a page", () => {
  test("says which values differ, and where to, and is read as it was written", () => {
    const values = {
      depth: 40,
      gain: 1e-7 + 1,
      activation: "tanh",
      start: [-0.5, 1e21],
      compared: [],
      bits: 16,
      logarithmic: false,
      heading: "A, b & c = 100 %",
    };
    const within = { ...values, start: [-0.5, 100] };
    expect(read(writeHash({ anchor: "was-ist-über", values: within }))).toEqual({
      anchor: "was-ist-über",
      values: within,
      refused: [],
    });
    expect(writeHash({ values: { depth: 40, activation: "tanh", start: [1, 2] } })).toBe(
      "#depth=40&activation=tanh&start=1,2",
    );
    expect(writeHash({ values: {} })).toBe("");
    expect(writeHash({ anchor: "a-menu", values: {} })).toBe("#a-menu");
  });
  test.each(notebooks)("holds whatever may be set in notebook $number", ({ own }) => {
    for (const parameter of own) {
      for (const value of reach(parameter)) {
        const values = { [parameter.name]: value };
        expect(readHash(writeHash({ values }), own)).toEqual({ anchor: "", values, refused: [] });
      }
    }
  });
  test.each([
    ["depth=400", "depth = 400: must be a whole number from 1 to 200."],
    ["depth=2.5", "depth = 2.5: must be a whole number from 1 to 200."],
    ["depth=", "depth = : must be a whole number from 1 to 200."],
    ["depth=0x10", "depth = 0x10: must be a whole number from 1 to 200."],
    ["activation=gelu", "activation = gelu: must be one of sigmoid, tanh, relu."],
    ["start=1", "start = 1: must be 2 numbers from −100 to 100."],
    ["start=1,,2", "start = 1,,2: must be 2 numbers from −100 to 100."],
    ["compared=tanh,gelu", "compared = tanh,gelu: must be 0 to 3 of sigmoid, tanh, relu."],
    ["logarithmic=1", "logarithmic = 1: must be true or false."],
    ["depht=4", "depht: this page has no value of that name."],
  ])("with %s is refused in the words of the rule, and the rest of it holds", (part, why) => {
    expect(read(`#a-menu&${part}&gain=2`)).toEqual({ anchor: "a-menu", values: { gain: 2 }, refused: [why] });
  });
  test("takes numbers as readers write them, and a % that stands for itself", () => {
    expect(read("#start=−1,2e1&gain=.5&heading=100%").values).toEqual({ start: [-1, 20], gain: 0.5, heading: "100%" }); // prettier-ignore
  });
  test("with an anchor alone, or with what is the browser's, gives no value", () => {
    for (const hash of ["", "#", "#a-menu", "#:~:text=a"]) expect(read(hash)).toMatchObject({ values: {}, refused: [] }); // prettier-ignore
  });
});

describe("a slider", () => {
  const stops = (rule: string, value = 1): number[] | undefined =>
    stopsOf(parametersOf(`const x = ${value}; // it, ${rule}`)[0]);

  test.each(
    notebooks.flatMap(({ number, own }) =>
      own.map((parameter) => [number, parameter.name, parameter] as const),
    ),
  )("of notebook %s's %s rises from end to end in values that are allowed", (_, __, parameter) => {
    const found = stopsOf(parameter);
    if (!found)
      return expect(parameter.kind !== "number" || parameter.count || parameter.name === "seed").toBeTruthy();
    expect([found[0], found.at(-1)]).toEqual([parameter.minimum, parameter.maximum]);
    expect(found.every((stop, i) => i === 0 || stop > found[i - 1])).toBe(true);
    if (parameter.whole) expect(found.every(Number.isInteger)).toBe(true);
    expect(found.length).toBeLessThanOrEqual(1001);
    // Its own value is one of them.
    expect(found[nearest(found, parameter.value as number)]).toBe(parameter.value);
  });
  test("stops at every whole number of a short range, and in even shares per decade of a long one above 0", () => {
    expect(stops("a whole number from 1 to 200")).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    const decades = stops("a number from 0.0001 to 10")!;
    const each = [0.0001, 0.001, 0.01, 0.1, 1].map((low) =>
      decades.filter((stop) => stop >= low && stop < 10 * low),
    );
    expect(each.map(({ length }) => length)).toEqual([20, 20, 20, 20, 20]);
    expect(stops("a number from 0.1 to 5")![1]).toBe(0.12);
    expect(stops("a number from -3 to 8")).toContain(0);
  });
  test("is not for a seed, nor for what can be one number only", () => {
    expect(stops("a whole number from 0 to 4294967295")).toBeUndefined();
    expect(stops("a whole number from 1 to 1")).toBeUndefined();
  });
});

describe("code in an item of a list", () => {
  const hashes = (...pieces: [before: string, code: string][]): (string | null)[] =>
    tries(pieces.map(([before, code]) => ({ before, code })), parameters); // prettier-ignore

  test("can be tried where it gives parameters values that are allowed, and not the exported ones", () => {
    expect(hashes(["", "depth = 40"])).toEqual(["#depth=40"]);
    expect(hashes(["", 'activation = "relu"'], [" and ", "gain = 99"])).toEqual(["#activation=relu", null]);
    for (const code of [
      "depth = 400",
      "depth = 20",
      "depth",
      "seed = 1",
      "depth = 2 + 2",
      "f(depth = 3)",
      "depth = 3; 4",
    ])
      // prettier-ignore
      expect(hashes(["", code]), code).toEqual([null]);
  });
  test("sets two at once between which a comma stands, and one after the other where it says then", () => {
    expect(hashes(["", 'activation = "relu"'], [", ", "gain = 1.4142"])).toEqual([null, "#activation=relu&gain=1.4142"]); // prettier-ignore
    expect(hashes(["", "depth = 40"], [", then ", "80"])).toEqual(["#depth=40", "#depth=80"]);
    expect(hashes(["", 'activation = "relu"'], [", then ", '"tanh"'])).toEqual(["#activation=relu", "#activation=tanh"]); // prettier-ignore
    expect(hashes(["", "depth = 40"], [", then ", "gain = 2"])).toEqual(["#depth=40", "#depth=40&gain=2"]);
    expect(hashes(["", "depth = 40"], [": about ", "80"], [" or ", "gain = 2"])).toEqual(["#depth=40", null, "#gain=2"]); // prettier-ignore
  });

  /** The code of an item before what is folded, with the words between. */
  const piecesOf = (item: string): [before: string, code: string][] =>
    [...item.split("<details")[0].matchAll(/([^`]*)`([^`]+)`/g)].map(([, before, code]) => [before, code]);

  test.each(notebooks)(
    "of notebook $number can be tried wherever it begins with a value",
    ({ cells, own }) => {
      const sections = cells.map(text).filter((source) => /^## (\d+ · )?What to try\n/.test(source));
      const items = sections.flatMap((source) => source.match(/^- `\w+ = .*$/gm) ?? []);
      expect(items.length).toBeGreaterThan(3);
      for (const item of items) {
        const pieces = piecesOf(item.slice(2)).map(([before, code]) => ({ before, code }));
        expect(
          tries(pieces, own).some((hash) => hash !== null),
          item,
        ).toBe(true);
      }
    },
  );
});
