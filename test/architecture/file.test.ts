import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadNet, saveNet } from "../../src/architecture/file";
import { mlp } from "../../src/architecture/net";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "net-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const options = { inputs: 3, depth: 2, width: 4, outputs: 2, seed: 1 };

test("a net comes back bit for bit, changed parameters and all, and no other file stays", () => {
  const net = mlp({
    ...options,
    activation: ["prelu", { name: "elu", alpha: 0.5 }],
    normalization: "batch",
    dropout: 0.1,
  });
  net.parameters[1].weights[3] = Math.fround(1e-40);
  net.parameters[0].runningMean![2] = -0;
  const path = join(folder, "net.json");
  saveNet(net, path);
  const back = loadNet(path);
  expect(back.description).toEqual(net.description);
  expect(back.parameters).toEqual(net.parameters);
  expect(Object.is(back.parameters[0].runningMean![2], -0)).toBe(true);
  expect(readdirSync(folder)).toEqual(["net.json"]);
});

test("what a net ends with comes back, and a file without it has the usual end", () => {
  const path = join(folder, "net.json");
  for (const more of [
    { output: "sigmoid" },
    { output: "prelu" },
    { output: "softmax", loss: "squaredError" },
  ] as const) {
    const net = mlp({ ...options, ...more });
    saveNet(net, path);
    expect(loadNet(path).description).toEqual(net.description);
    expect(loadNet(path).parameters).toEqual(net.parameters);
  }
  saveNet(mlp(options), path);
  writeFileSync(path, readFileSync(path, "utf8").replace('"output":{"name":"softmax"},', ""));
  expect(loadNet(path).description.output).toEqual({ name: "softmax" });
});

test("describe tells what the outputs are", () => {
  const told = mlp({ ...options, output: "sigmoid", loss: "squaredError" }).describe();
  expect(told.text).toContain("squared error of sigmoid outputs");
  expect(told.tex).toContain("\\hat y &= \\sigma(W_{3} a_{2} + b_{3})");
});

test("a net without biases comes back without biases", () => {
  saveNet(mlp({ ...options, bias: false }), join(folder, "net.json"));
  expect(loadNet(join(folder, "net.json")).parameters[0].biases).toHaveLength(0);
});

test("mlp(net.description) makes a twin", () => {
  const net = mlp({ ...options, residual: { every: 2 }, biasVariance: 0.1, loss: "squaredError" });
  expect(mlp(net.description)).toMatchObject({ description: net.description, parameters: net.parameters });
});

test("what is no such file, or does not fit, is refused with the reason", () => {
  const write = (content: unknown): string => {
    writeFileSync(join(folder, "x.json"), typeof content === "string" ? content : JSON.stringify(content));
    return join(folder, "x.json");
  };
  expect(() => loadNet(write("{"))).toThrow("must be JSON");
  expect(() => loadNet(write("null"))).toThrow("must be a file that saveNet wrote");
  expect(() => loadNet(join(folder, "none.json"))).toThrow(
    /^loadNet path must be a file .*: there is none; got/,
  );
  expect(() => saveNet(mlp(options), join(folder, "none", "x.json"))).toThrow(
    /^saveNet path .* there is none/,
  );
  expect(() => loadNet(write({ format: "vanishing-gradients net 1" }))).toThrow(/^loadNet .*x\.json/);
  expect(() => loadNet(write({ format: "keras" }))).toThrow(
    'must be a file that saveNet wrote ("vanishing-gradients net 1"); got "keras"',
  );
  const { description } = mlp(options);
  expect(() => loadNet(write({ format: "vanishing-gradients net 1", description, parameters: [] }))).toThrow(
    "must hold 12 numbers of weights for layer 1; got 0",
  );
  const sine = { name: "sine", f: Math.sin, derivative: Math.cos };
  expect(() => saveNet(mlp({ ...options, activation: sine }), join(folder, "y.json"))).toThrow(
    "cannot write an activation of one's own",
  );
  expect(readdirSync(folder)).toEqual(["x.json"]);
});

test("describe tells the net in words, TeX and a table", () => {
  const net = mlp({
    ...options,
    depth: 3,
    activation: ["relu", "relu", "tanh"],
    residual: { every: 1 },
    normalization: "layer",
  });
  const { text, tex, table } = net.describe();
  expect(text).toBe(
    "3 → 2 × 4 relu → 4 tanh → 2; 90 parameters; xavierNormal, layer normalization, skip connections around every layer, cross-entropy.",
  );
  expect(tex).toContain("a_{2} &= a_{1} + \\varphi_{2}(\\mathrm{LN}(W_{2} a_{1} + b_{2}))");
  expect(table.map(({ shape }) => shape)).toEqual(["3 → 4", "4 → 4", "4 → 4", "4 → 2"]);
  expect(table.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(90);
});

test.each([[0], [""], [undefined], [{}]])("%j is no path, and no net is read or written", (path) => {
  expect(() => loadNet(path as never)).toThrow("must be the path of a file");
  expect(() => saveNet(mlp(options), path as never)).toThrow("must be the path of a file");
});

test.each([[undefined], [{}], [3]])("%j is no net, and nothing is written", (net) => {
  expect(() => saveNet(net as never, join(folder, "z.json"))).toThrow("must be a net that mlp(…) made");
  expect(existsSync(join(folder, "z.json"))).toBe(false);
});
