import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DepthResult } from "../../bench/depth/result";
import type { Runs } from "../../bench/runs/measure";
import type { TrainingResult } from "../../bench/training/result";

const folder = mkdtempSync(join(tmpdir(), "bench-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

function bench(
  args: string[],
  env: NodeJS.ProcessEnv = {},
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/bench.mjs", ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}
const short = ["--rounds", "2", "--seconds", "0.01"];
const spread = { median: expect.any(Number), low: expect.any(Number), high: expect.any(Number) };

describe("npm run bench -- training", () => {
  const json = join(folder, "training.json");
  let result: TrainingResult;
  let out: string;

  beforeAll(() => {
    const run = bench(
      // A Python that is not there: nothing is downloaded, and the row of PyTorch says why it is empty.
      ["training", "--widths", "4", "--depths", "1,3", "--frameworks", "tfjs-node,torch", "--json", json, ...short], // prettier-ignore
      { VG_PYTHON: "/nowhere/python" },
    );
    expect(run.code, run.err).toBe(0);
    ({ out } = run);
    result = JSON.parse(readFileSync(json, "utf8")) as TrainingResult;
  });

  it("finds the same losses and norms in ours and in idiomatic tfjs-node", () => {
    for (const { measured } of result.cells) {
      expect(measured["tfjs-node"]!.largestDifference).toBeLessThan(result.agreement.tolerance);
      // Exactly 0 would mean that it was compared with itself.
      expect(measured["tfjs-node"]!.largestDifference).toBeGreaterThan(0);
    }
  });

  it("writes machine, versions, every round and every cell as JSON", () => {
    expect(result).toMatchObject({
      benchmark: "training",
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      machine: { cpu: expect.any(String), cores: expect.any(Number), node: process.version },
      versions: {
        ours: expect.stringContaining("vanishing-gradients"),
        "tfjs-node": expect.stringContaining("TensorFlow"),
      },
      activation: "tanh",
    });
    expect(result.cells.map(({ width, depth }) => [width, depth])).toEqual([
      [4, 1],
      [4, 3],
    ]);
    for (const { measured, rounds } of result.cells) {
      expect(Object.keys(measured).sort()).toEqual(["ours", "tfjs-node"]);
      const memory = { ready: expect.any(Number), peak: expect.any(Number) };
      for (const each of Object.values(measured))
        expect(each).toMatchObject({ step: spread, firstStep: expect.any(Number), memory });
      expect(rounds).toHaveLength(2);
      for (const round of rounds)
        expect(round).toEqual({ ours: expect.any(Number), "tfjs-node": expect.any(Number) });
    }
  });

  it("says why a framework could not run", () => {
    for (const { unavailable } of result.cells)
      expect(unavailable).toEqual({ torch: "VG_PYTHON names /nowhere/python, which does not run." });
    expect(out).toContain("Not run (4 × 1, 4 × 3): PyTorch eager: VG_PYTHON names");
  });

  it("prints a table and writes a chart that needs no network", () => {
    expect(out).toMatch(/^width × depth +ours +tfjs-node/m);
    expect(out).toMatch(/^4 × 3 +\S+ \(\S+\) +\S+ \(\S+\)/m);
    const page = readFileSync(json.replace(".json", ".html"), "utf8");
    expect(page).toContain("Plotly.newPlot");
    expect(page).not.toMatch(/<script[^>]+src=/);
  });
});

it("npm run bench -- runs measures whole runs of each length, in processes of their own", () => {
  const json = join(folder, "runs.json");
  const args = ["runs", "--widths", "4", "--depths", "1", "--frameworks", "torch", "--rounds", "1", "--seconds", "0.01", "--json", json]; // prettier-ignore
  const { code, out, err } = bench(args, { VG_PYTHON: "/nowhere/python" });
  expect(code, err).toBe(0);
  const [{ rounds, taken, unavailable }] = (JSON.parse(readFileSync(json, "utf8")) as { runs: Runs[] }).runs;
  const { ours } = rounds[0];
  expect(ours).toHaveLength(3);
  expect(ours).toEqual(ours!.toSorted((a, b) => a - b));
  expect(taken.ours).toBeGreaterThanOrEqual(20);
  expect(unavailable.torch).toMatch(/does not run/);
  expect(out).toMatch(/^4 × 1 +10000 +– +– +~?[\d.]+$/m);
});

it("npm run bench -- depth measures nets of growing depth", () => {
  const json = join(folder, "depth.json");
  const { code, out, err } = bench(["depth", "--widths", "4", "--depths", "2,4", "--json", json, ...short]);
  expect(code, err).toBe(0);
  const { points } = JSON.parse(readFileSync(json, "utf8")) as DepthResult;
  expect(points.map(({ depth }) => depth)).toEqual([2, 4]);
  for (const point of points)
    expect(point).toMatchObject({ step: spread, firstStep: expect.any(Number), rounds: [expect.any(Number), expect.any(Number)] }); // prettier-ignore
  expect(out).toMatch(/^4 × 4 /m);
});

it.each([
  [["trainign"], 'There is no benchmark "trainign". Choose one of: rerun, training, runs, depth'],
  [["--widths", "4"], "Options need one benchmark before them."],
  [["training", "--widths", "four"], '--widths must be whole numbers, such as 16 or 5,20; got "four"'],
])("npm run bench -- %j ends with exit code 2 and says what is wrong", (args, message) => {
  const { code, err } = bench(args);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err).not.toContain("    at ");
});
