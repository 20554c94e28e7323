import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleForPages } from "../../tools/setup/page-bundle.mjs";
import * as inNode from "../../src/browser";
import { launchBrowser, openFile, type Watched } from "../support/browser";
import { temporaryFolder } from "../support/folders";

type Package = typeof inNode;
declare const vanishingGradients: Package;

/** What kernels computed, and what JavaScript made of it, whose exponentials and logarithms differ in V8's versions by a last digit. */
type Found = Record<"exact" | "close", Record<string, unknown>>;

/** What a page and Node are both to compute, as numbers. */
async function work(vg: Package): Promise<Found> {
  const data = vg.spirals({ points: 60, seed: 1 });
  const held = vg.spirals({ points: 30, seed: 2 });
  const plain = { inputs: 2, depth: 4, width: 9, outputs: 2, activation: "tanh", seed: 3 } as const;
  const rational = {
    name: "x/√(1 + x²)",
    f: (x: number) => x / Math.sqrt(1 + x * x),
    derivative: (x: number) => 1 / (Math.sqrt(1 + x * x) * (1 + x * x)),
  };
  const nets = {
    tanh: plain,
    "GELU, batch normalization": { ...plain, activation: "gelu", normalization: "batch" },
    "RReLU, dropout, skip connections": { ...plain, activation: "rrelu", dropout: 0.2, residual: {} },
    "own function, one output": { ...plain, outputs: 1, activation: rational },
    "sigmoid, 60 layers": { ...plain, depth: 60, activation: "sigmoid" },
  } as const;
  const exact: Found["exact"] = {};
  const close: Found["close"] = {};
  for (const [name, options] of Object.entries(nets)) {
    const net = vg.mlp(options);
    const { loss, accuracy, layers } = vg.measure(net, data, { probes: ["spectralNorm"] });
    const run = await vg.train(net, { data, steps: 12, batch: 20, optimizer: vg.adam(0.01), clip: { norm: 1 }, validation: { data: held, every: 6 }, probes: ["deadShare"] }); // prettier-ignore
    exact[name] = {
      executor: run.executor.name,
      report: [loss, accuracy, layers.map(({ log10, ...numbers }) => ({ ...numbers, logarithms: Object.keys(log10) }))], // prettier-ignore
      run: [[...run.loss], run.layers.map(({ weightNorm, deltaRms, updateRatio }) => [[...weightNorm], [...deltaRms], [...updateRatio]])], // prettier-ignore
      parameters: net.parameters.map((layer) => Object.values(layer).map((values: Float32Array) => [...values])), // prettier-ignore
    };
    close[name] = {
      logarithms: layers.map(({ log10 }) => log10),
      validation: [...run.validation.loss],
      answers: net.predict(held),
      evaluation: vg.evaluate(net, held),
    };
  }
  const sequences = vg.delayedRecall({ points: 12, delay: 6, seed: 1 });
  for (const cell of ["rnn", "lstm", "gru"] as const) {
    const net = vg.recurrent({ cell, inputs: sequences.features, units: 5, outputs: 2, seed: 1 });
    const run = await vg.trainRecurrent(net, { data: sequences, steps: 5, optimizer: vg.sgd(0.1) });
    const { steps, gates } = vg.measureThroughTime(net, sequences);
    exact[cell] = [run.executor.name, [...run.loss], steps, gates];
    close[cell] = net.predict(sequences);
  }
  const report = vg.measureThroughTime(vg.recurrent({ cell: "rnn", inputs: sequences.features, units: 4, outputs: 2, seed: 2 }), sequences); // prettier-ignore
  close["chart"] = vg.charts.gradientThroughTime(report);
  close["theory"] = vg.theory.backpropagation(vg.mlp(plain), data);
  return structuredClone({ exact, close });
}

/** Holds numbers, wherever they lie, to others' first twelve digits, and all else to being the same. */
function expectClose(found: unknown, wanted: unknown, place: string): void {
  if (typeof wanted === "number" && Number.isFinite(wanted))
    return expect(Math.abs((found as number) - wanted), place).toBeLessThanOrEqual(1e-12 * Math.abs(wanted));
  if (typeof wanted !== "object" || wanted === null) return expect(found, place).toEqual(wanted);
  expect(Object.keys(found as object), place).toEqual(Object.keys(wanted));
  for (const [key, value] of Object.entries(wanted))
    expectClose((found as Record<string, unknown>)[key], value, `${place} ${key}`);
}

const folder = temporaryFolder();
let bundle: Awaited<ReturnType<typeof bundleForPages>>;
let browser: Browser;
let opened: Watched;
beforeAll(async () => {
  [bundle, browser] = await Promise.all([bundleForPages(), launchBrowser()]);
  const file = join(folder, "page.html");
  const code = bundle.outputFiles[0].text.replaceAll("</script", "<\\/script");
  writeFileSync(file, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><script>${code}</script>`); // prettier-ignore
  opened = await openFile(browser, file);
});
afterAll(() => browser?.close());

describe("a page from disk, without a network", () => {
  test("measures and trains as Node does, bit for bit where kernels do", async () => {
    const found = await opened.page.evaluate<Found>(`(${work.toString()})(vanishingGradients)`); // prettier-ignore
    const wanted = await work(inNode);
    expect(Object.keys(found.exact)).toEqual(Object.keys(wanted.exact));
    for (const [name, numbers] of Object.entries(wanted.exact))
      expect(found.exact[name], name).toEqual(numbers);
    expectClose(found.close, wanted.close, "found");
    expect(JSON.stringify(wanted)).not.toMatch(/reference|graph/);
    expect(opened.errors).toEqual([]);
    expect(opened.requests).toEqual([]);
  });

  test("ends a training that is stopped, with the steps until then", async () => {
    const ended = await opened.page.evaluate(async () => {
      const vg = vanishingGradients;
      const net = vg.mlp({ inputs: 2, depth: 2, width: 8, outputs: 2, seed: 1 });
      const run = vg.train(net, { data: vg.spirals({ seed: 1 }), steps: 1_000_000, optimizer: vg.sgd(0.1) });
      setTimeout(() => vg.stop(), 50);
      const { stopped, stepsDone, loss, message } = await run;
      return { stopped, stepsDone, recorded: loss.length, message };
    });
    expect(ended.stopped).toBe("interrupted");
    expect(ended.stepsDone).toBeGreaterThan(0);
    expect(ended.message).toMatch(/^Interrupted: \d+ of 1000000 steps/);
  });
});

test("the script has no part of TensorFlow.js and none of Node's modules, and stays small", () => {
  const { metafile, outputFiles } = bundle;
  expect(Object.keys(metafile.inputs).filter((file) => /tensorflow|tslab|plotly|^node:/.test(file))).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((file) => /engine\/(graph|reference|propagate)/.test(file))).toEqual([]);
  expect(gzipSync(outputFiles[0].contents, { level: 9 }).length).toBeLessThan(235_000);
}); // prettier-ignore
