import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** What a cell does: a plain import, and every kind of export in use. */
const consumer = `
import { charts, layersModel, measure, mlp, sgd, show, spirals, tensorflow, train, type LayersModelLike, type ModelReport, type Report, type Run } from "vanishing-gradients";

const data = spirals({ points: 40, seed: 1 });
const net = mlp({ inputs: 2, depth: 3, width: 8, outputs: 1, activation: "sigmoid", seed: 1 });
const report: Report = measure(net, data);
show(charts.gradientProfile(report));
// Any model of tfjs, whose types the kernel need not know.
export const look = (model: LayersModelLike): ModelReport => layersModel(model).measure(data);
const mine = layersModel(tensorflow().sequential());
export const seen: string = mine.measure(data).layers[0].name;
export const dead: number = mine.measure(data, { probes: ["spectralNorm"] }).layers[0].deadShare;
export const off: () => void = mine.onGradients(({ step, layers }) => void [step, layers[0].updateRatio], { every: 10 });
show(charts.gradientProfile(mine.measure(data)));
export const history: Float64Array = mine.record().layers[0].log10.weightNorm;
export const edges: number[] = mine.histograms(data, { quantity: "delta" })[0].edges;
export const run: Promise<Run> = train(net, { data, steps: 1, optimizer: sgd(0.1) });

// A function that had become \`any\` on the way would take these.
// @ts-expect-error
measure(1, 2, 3);
// @ts-expect-error
mlp({ inputs: 2, depth: 3, width: 8, outputs: 1, activation: "sigmoyd", seed: 1 });
// A net of this package is no model of tfjs, a wrapped model no net, and a report has no parts of neither.
// @ts-expect-error
layersModel(net);
// @ts-expect-error
measure(mine, data);
// @ts-expect-error
train(mine, { data, steps: 1, optimizer: sgd(0.1) });
// @ts-expect-error
mine.measure(data).layers[0].gradientNorm;
// @ts-expect-error
mine.measure(data).description;
// @ts-expect-error
mine.onGradients(({ layers }) => void layers[0].deltaNorm);
// @ts-expect-error
mine.onGradients(() => {}, { often: 10 });
// @ts-expect-error
mine.record({ every: "epoch" });
// @ts-expect-error
mine.histograms(data, { quantity: "deltas" });
`;

describe("the published types, read as the kernel reads them (TypeScript 5.0, node10)", () => {
  let folder: string;
  beforeAll(() => {
    mkdirSync(join(root, ".setup"), { recursive: true });
    folder = mkdtempSync(join(root, ".setup", "types-"));
    const kernel = {
      module: "commonjs",
      moduleResolution: "node10",
      target: "es2020",
      lib: ["es2022"],
      types: [],
    };
    const compilerOptions = { ...kernel, noEmit: true, skipLibCheck: false };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    writeFileSync(join(folder, "consumer.ts"), consumer);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const compile = (...options: string[]): { status: number | null; stdout: string } => {
    const tsc = join(root, "node_modules", "typescript-5.0", "bin", "tsc");
    return spawnSync(process.execPath, [tsc, "-p", ".", ...options], { cwd: folder, encoding: "utf8" });
  };

  it("compile without an error, library check included", () => {
    const { status, stdout } = compile();
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it("bring no other package's typings into the program", () => {
    const files = compile("--listFiles")
      .stdout.split("\n")
      .filter((line) => line && !line.includes("/typescript-5.0/"));
    const names = files.map((file) => file.replace(/^.*\/(?=dist\/|consumer)/, ""));
    expect(names.toSorted()).toEqual(["consumer.ts", "dist/index.d.ts"]);
  });

  it("stand in one file that imports nothing", () => {
    expect(readFileSync(join(root, "dist", "index.d.ts"), "utf8")).not.toMatch(/\bfrom\s+["']|import\(/);
  });
});
