import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Parameter, parametersOf, type ParameterValue } from "../../tools/parameters/cell.mjs";
import { applySettings } from "../../tools/parameters/settings.mjs";
import { root } from "../support/jupyter";

const one = (line: string): Parameter => {
  const found = parametersOf(line);
  expect(found.length).toBe(1);
  return found[0];
};

describe("a parameter's line says its name, value, description and what it may be", () => {
  test("numbers, whole or not, with either minus", () => {
    expect(one("const depth = 20; // hidden layers, a whole number from 1 to 200")).toEqual({
      name: "depth",
      value: 20,
      kind: "number",
      description: "hidden layers",
      rule: "a whole number from 1 to 200",
      minimum: 1,
      maximum: 200,
      whole: true,
    });
    expect(one("let at: number = -1; // where, in °C, a number from −6.5 to 1e-3")).toMatchObject({
      value: -1,
      description: "where, in °C",
      minimum: -6.5,
      maximum: 0.001,
      whole: false,
    });
  });
  test("lists, with their number of elements", () => {
    expect(one("const start: number[] = [1, -1]; // begin, 2 numbers from -100 to 100").count).toEqual({
      least: 2,
      most: 2,
    });
    expect(one("const sizes = [] as number[]; // widths, 0 to 3 whole numbers from 1 to 9")).toMatchObject({
      value: [],
      whole: true,
      count: { least: 0, most: 3 },
    });
    expect(one('const few = ["a"]; // some, 1 to 2 of a, b')).toMatchObject({
      choices: ["a", "b"],
      count: { least: 1, most: 2 },
    });
  });
  test("choices of names or numbers, over several lines of comment", () => {
    const lines = [
      'const f = "tanh" as const; // f, one of tanh,',
      "  // relu,",
      "  // elu",
      "",
      "// The rest",
    ];
    expect(one(lines.join("\n"))).toMatchObject({ value: "tanh", choices: ["tanh", "relu", "elu"] });
    expect(one("const bits = 8; // of a weight, one of 8, 16").choices).toEqual([8, 16]);
  });
  test("as CONTRIBUTING.md shows", () => {
    const blocks = readFileSync(join(root, "CONTRIBUTING.md"), "utf8").split("```");
    const shown = blocks.find((block) => block.startsWith("ts\nconst depth"))!;
    expect(parametersOf(shown.slice(3)).length).toBe(shown.trim().split("\n").length - 1);
  });
  test("booleans and texts", () => {
    expect(one("const log = !0 || true; // axis, true or false".replace("!0 || ", "")).kind).toBe("boolean");
    expect(one("const title = `A, b`; // of the chart, any text")).toMatchObject({
      value: "A, b",
      kind: "text",
    });
  });
});

describe("a line that does not follow the form is named, with the form", () => {
  test.each([
    ["no comment", "const a = 1;", "has no comment that ends in what the value may be"],
    ["no description", "const a = 1; // a number from 0 to 1", "has no comment"],
    ["half a range", "const a = 1; // it, a number from 0", "has no comment"],
    ["another comment", "const a = 1; /* it, a number from 0 to 1 */", "has no comment"],
    ["a value that is computed", "const a = 2 * 3; // it, a number from 0 to 9", "does not give one name"],
    ["a list in a list", "const a = [[1]]; // it, 1 numbers from 0 to 9", "does not give one name"],
    ["two names", "const a = 1, b = 2; // they, a number from 0 to 9", "does not declare one constant"],
    ["another statement", 'import "a"; // it, any text', "does not declare one constant"],
    [
      "a value outside",
      "const a = 3; // it, a number from 0 to 1",
      "gives 3, which is not a number from 0 to 1",
    ],
    [
      "a fraction",
      "const a = 0.5; // it, a whole number from 0 to 1",
      "gives 0.5, which is not a whole number",
    ],
    ["a name outside", 'const a = "c"; // it, one of a, b', 'gives "c", which is not one of a, b'],
    ["another type", 'const a = "1"; // it, a number from 0 to 1', 'gives "1"'],
    [
      "too many",
      "const a = [1, 2]; // it, 1 number from 0 to 9",
      "gives [1,2], which is not 1 number from 0 to 9",
    ],
    ["a range upside down", "const a = 1; // it, a number from 2 to 0", "goes down from 2 to 0"],
    [
      "a count upside down",
      "const a = [1]; // it, 2 to 1 numbers from 0 to 2",
      "goes down from 2 to 1 elements",
    ],
    ["a whole range with fractions", "const a = 1; // it, a whole number from 0.5 to 2", "no whole number"],
    ["a choice twice", 'const a = "b"; // it, one of b, b', "names a choice twice"],
    ["no TypeScript", "const a = ;", "is no TypeScript: Expression expected"],
  ])("%s", (_, line, said) => {
    const source = `const fine = 1; // it, a number from 0 to 1\n${line}`;
    expect(() => parametersOf(source)).toThrow(said);
    expect(() => parametersOf(source)).toThrow("line 2 of the parameter cell");
    expect(() => parametersOf(source)).toThrow("a whole number from 1 to 200");
  });
  test("a name given twice", () => {
    const line = "const a = 1; // it, a number from 0 to 1";
    expect(() => parametersOf(`${line}\n${line}`)).toThrow(
      "line 2 of the parameter cell gives a a second time",
    );
  });
});

const cell = [
  "const depth = 20; // layers, a whole number from 1 to 200",
  'const activation = "sigmoid" as const; // f, one of sigmoid, tanh, hardSigmoid',
  "const at = 1; // tangent, a number from −6 to 6",
  "const start = [1, 1]; // begin, 2 numbers from −100 to 100",
  'const some = ["tanh"]; // compared, 1 to 3 of sigmoid, tanh',
  "const log = true; // axis, true or false",
  'const title = "x"; // of the chart, any text',
].join("\n");

const set = (settings: Record<string, string>): ReturnType<typeof applySettings> =>
  applySettings({ own: cell }, settings);

function valueOf(name: string, text: string): ParameterValue {
  const applied = set({ [name]: text });
  if ("problems" in applied) throw new Error(applied.problems.join("\n"));
  const [{ source, values }] = Object.values(applied.notebooks);
  // What was written into the cell is the value that is reported, and nothing else changed.
  const [before, after] = [cell, source].map((text_) => parametersOf(text_));
  expect(after).toEqual(before.map((p) => (p.name === name ? { ...p, value: values[name] } : p)));
  return values[name];
}

describe("a setting", () => {
  test.each<[string, string, ParameterValue]>([
    ["depth", "1e2", 100],
    ["depth", "1_00", 100],
    ["at", "−2.5", -2.5],
    ["at", "-.5", -0.5],
    ["activation", "tanh", "tanh"],
    ["activation", '"tanh"', "tanh"],
    ["activation", "'tanh'", "tanh"],
    ["start", "[−1, 0x10]", [-1, 16]],
    ["some", "[sigmoid, 'tanh']", ["sigmoid", "tanh"]],
    ["log", "false", false],
    ["title", "it's −1, so", "it's −1, so"],
    ["title", '"−1\\n"', "−1\n"],
    ["title", "'tis", "'tis"],
  ])("%s=%s gives the value it means", (name, text, value) => {
    expect(valueOf(name, text)).toEqual(value);
  });
  test.each([
    ["depth", "0", "must be a whole number from 1 to 200"],
    ["depth", "201", "must be a whole number from 1 to 200"],
    ["depth", "2.5", "must be a whole number from 1 to 200"],
    ["depth", "Infinity", "must be a whole number from 1 to 200"],
    ["depth", '"7"', "must be a whole number from 1 to 200"],
    ["depth", "7; process.exit()", "must be a whole number from 1 to 200"],
    ["depth", "1, b = 2", "must be a whole number from 1 to 200"],
    ["depth", "", "must be a whole number from 1 to 200"],
    ["at", "−6.1", "must be a number from −6 to 6"],
    ["activation", "tahn", "must be one of sigmoid, tanh, hardSigmoid. Did you mean tanh?"],
    ["activation", "hardsigmoid", "must be one of sigmoid, tanh, hardSigmoid. Did you mean hardSigmoid?"],
    ["activation", "softplus", "must be one of sigmoid, tanh, hardSigmoid"],
    ["start", "[1]", "must be 2 numbers from −100 to 100"],
    ["start", "[1, 101]", "must be 2 numbers from −100 to 100"],
    ["start", "1, 2", "must be 2 numbers from −100 to 100"],
    ["some", "[tanh, sigmiod]", "must be 1 to 3 of sigmoid, tanh. Did you mean sigmoid?"],
    ["log", "1", "must be true or false"],
  ])("%s=%s is refused, with what may be", (name, text, said) => {
    expect(() => valueOf(name, text)).toThrow(`own: --set ${name}=${text}: ${said}`);
  });
  test("suggests only what is near", () => {
    expect(JSON.stringify(set({ activation: "softplus" }))).not.toContain("Did you mean");
  });
  test("of a name that no notebook has is refused, with the near name and all there are", () => {
    const { problems } = set({ dept: "3" }) as { problems: string[] };
    expect(problems.join("\n")).toMatch(
      /--set dept: no selected notebook .* Did you mean depth\? There are:\n  own\n/,
    );
    expect(problems.join("\n")).toContain("    depth = 20  (layers, a whole number from 1 to 200)");
  });
  test("reaches every notebook that has the name, and must fit each", () => {
    const cells = { a: cell, b: "const depth = 2; // it, a whole number from 1 to 5", c: "" };
    expect(applySettings(cells, { depth: "5" })).toMatchObject({
      notebooks: { a: { values: { depth: 5 } }, b: { values: { depth: 5 } }, c: { source: "", values: {} } },
    });
    expect(applySettings(cells, { depth: "6" })).toEqual({
      problems: ["b: --set depth=6: must be a whole number from 1 to 5"],
    });
  });
  test("of any number is taken exactly when it lies in the range", () => {
    const at = "const at = 1; // tangent, a number from −6 to 6";
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -12, max: 12 }), (number) => {
        const applied = applySettings({ own: at }, { at: String(number) });
        if (Math.abs(number) <= 6)
          expect(applied).toMatchObject({ notebooks: { own: { values: { at: number + 0 } } } });
        else
          expect(applied).toEqual({ problems: [expect.stringContaining("must be a number from −6 to 6")] });
      }),
    );
  });
});
