import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** What a cell does: a plain import, and every kind of export in use. */
const consumer = `
import { charts, measure, mlp, sgd, show, spirals, train, type LayersModelLike, type ModelReport, type Report, type Run } from "vanishing-gradients";

const data = spirals({ points: 40, seed: 1 });
const net = mlp({ inputs: 2, depth: 3, width: 8, outputs: 1, activation: "sigmoid", seed: 1 });
const report: Report = measure(net, data);
show(charts.gradientProfile(report));
// Any model of tfjs, whose types the kernel need not know.
export const look = (model: LayersModelLike): Promise<ModelReport> => measure(model, data);
export const run: Promise<Run> = train(net, { data, steps: 1, optimizer: sgd(0.1) });

// A function that had become \`any\` on the way would take these.
// @ts-expect-error
measure(1, 2, 3);
// @ts-expect-error
mlp({ inputs: 2, depth: 3, width: 8, outputs: 1, activation: "sigmoyd", seed: 1 });
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
