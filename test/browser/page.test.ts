import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NEED_NODE } from "../../tools/jupyter/live/compile/notebook.mjs";
import { bundleForPages } from "../../tools/setup/page-bundle.mjs";
import * as inNode from "../../src";
import { exercises } from "../../src/exercises";
import { judge } from "../../src/exercises/judge";
import type * as inPage from "../../src/browser";
import { launchBrowser, openFile, type Watched } from "../support/browser";
import { Firefox, needsFirefox } from "../support/firefox";
import { temporaryFolder } from "../support/folders";
import { stems } from "../support/run-cells";

type Package = typeof inPage;

/** What kernels computed, and what JavaScript made of it, whose exponentials and logarithms differ in V8's versions by a last digit. */
type Found = Record<"exact" | "close", Record<string, unknown>>;

/** What a page and Node are both to compute, as numbers. */
async function work(vg: typeof inNode): Promise<Found> {
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
  const net = vg.mlp({
    ...plain,
    activation: "relu",
    init: "orthogonal",
    biasVariance: 0.1,
    residual: { every: 2 },
  });
  exact["LSUV"] = [
    vg.lsuv(net, data).map(({ rounds }) => rounds),
    net.parameters.map(({ weights }) => [...weights]),
  ];
  exact["signal to noise"] = vg.gradientSignalToNoise(net, data, { batch: 10, batches: 3 });
  const compared = await vg.compare({ activation: ["tanh", "relu"] }, { base: { depth: 2, width: 4 }, data, seeds: 2, training: { steps: 3, optimizer: vg.sgd(0.1) } }); // prettier-ignore
  exact["compare"] = compared.rows.map(({ reports, runs }) => [reports.map(({ loss }) => loss), runs!.map(({ loss }) => [...loss])]); // prettier-ignore
  close["compared"] = vg.charts.comparison(compared);
  close["diagnosis"] = vg.diagnose(vg.measure(net, data)).findings;
  const words = vg.fromCsv("a,b,c\n1,2,x\n3,4,y\n", { label: "c" });
  exact["data"] = [vg.iris("setosa"), vg.digits({ points: 2, seed: 1 }), words].map(({ inputs, labels }) => [[...inputs], [...labels!]]); // prettier-ignore
  return { exact, close };
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

const file = join(temporaryFolder(), "page.html");
const wanted = work(inNode);
let bundle: Awaited<ReturnType<typeof bundleForPages>>;
let code: string;
let browser: Browser;
let opened: Watched;
beforeAll(async () => {
  [bundle, browser] = await Promise.all([bundleForPages(), launchBrowser()]);
  ({ code } = bundle);
  writeFileSync(file, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><script>${code}</script>`); // prettier-ignore
  opened = await openFile(browser, file);
});

async function expectAsInNode(found: Found): Promise<void> {
  const { exact, close } = await wanted;
  expect(Object.keys(found.exact)).toEqual(Object.keys(exact));
  for (const [name, numbers] of Object.entries(exact)) expect(found.exact[name], name).toEqual(numbers);
  expectClose(found.close, close, "found");
  expect(JSON.stringify(exact)).not.toMatch(/reference|graph/);
}

/** What a page does to run a text of a function in a worker that is made of its own script; a message goes there at its first output. */
function inWorkerOfPage<T>(source: string): Promise<T> {
  const script = document.querySelector("script")!.textContent;
  const begin = `(${source})(vanishingGradients).then((ended) => postMessage({ ended }), (error) => postMessage({ error: String(error) }));`;
  const worker = new Worker(URL.createObjectURL(new Blob([script, begin])));
  return new Promise<T>((resolve, reject) => {
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.addEventListener("message", ({ data }) => {
      if ("ended" in data) resolve(data.ended);
      else if ("error" in data) reject(new Error(data.error));
      else worker.postMessage("noted", []);
    });
  }).finally(() => worker.terminate());
}

const inWorker = <T>(run: (vg: Package) => Promise<T>): Promise<T> =>
  opened.page.evaluate(inWorkerOfPage<T>, run.toString());

describe("where there is nothing but JavaScript and what workers have", () => {
  const ports: MessagePort[] = [];
  class Channel extends MessageChannel {
    constructor() {
      super();
      ports.push(this.port1);
    }
  }
  let vg: Package;
  beforeAll(() => {
    const context = createContext({ performance, atob, console, MessageChannel: Channel });
    runInContext(code, context);
    vg = runInContext("vanishingGradients", context);
  });
  afterAll(() => ports.forEach((port) => port.close()));

  test("it has every public name, and those of a page alone", () => {
    const names = Object.keys(inNode);
    expect(Object.keys(vg).toSorted()).toEqual(
      [...names, "NeedsNode", "addExercises", "outputTo", "stop"].toSorted(),
    );
    for (const part of ["charts", "theory"] as const)
      expect(Object.keys(vg[part]).toSorted()).toEqual(Object.keys(inNode[part]).toSorted());
    for (const name of names)
      expect(typeof Reflect.get(vg, name), name).toBe(typeof Reflect.get(inNode, name));
  });

  test("it measures, trains and compares as Node does", async () => {
    await expectAsInNode(structuredClone(await work(vg)));
  });

  test("what only Node has says so by an error of its own, and what to do instead", () => {
    const net = vg.mlp({ inputs: 1, depth: 1, width: 1, outputs: 1, seed: 1 });
    const calls: Record<string, () => unknown> = {
      saveNet: () => vg.saveNet(net, "net.json"),
      loadNet: () => vg.loadNet("net.json"),
      fromCsv: () => vg.fromCsv("data.csv", { label: "c" }),
      mnist: () => vg.mnist({ seed: 1 }),
      mnistFirst1000: () => vg.mnistFirst1000(),
      toHtml: () => vg.toHtml([{ y: [1] }]),
      tensorflow: () => vg.tensorflow(),
      layersModel: () => vg.layersModel({} as never),
    };
    for (const [name, call] of Object.entries(calls)) {
      expect(call).toThrow(vg.NeedsNode);
      expect(call).toThrow(new RegExp(`^${name}.* needs Node\\.js, and this is a page: \\w+`));
    }
    // What a cell of a page may not use: a path is all that fromCsv cannot take.
    expect([...Object.keys(calls), "ProbedModel"].toSorted()).toEqual([...NEED_NODE, "fromCsv"].toSorted());
    expect(() => new vg.ProbedModel({} as never)).toThrow(vg.NeedsNode);
    expect(vg.backendReport()).toMatchObject({
      name: "wasm",
      reason: expect.stringContaining("WebAssembly"),
    });
  });

  test("charts, verdicts and errors go where they are told to go", () => {
    const chart = vg.charts.geometricMean(vg.theory.meansByShare());
    expect(() => vg.show(chart)).toThrow("outputTo");
    const seen: { data: Record<string, unknown>; update: boolean }[] = [];
    vg.outputTo((output) => void seen.push(structuredClone(output)));
    vg.show(chart);
    vg.check("00.fifty", -1);
    expect(() => vg.show("chart" as never)).toThrow("show figure must be a chart");
    vg.outputTo();
    expect(seen.map(({ data, update }) => [Object.keys(data), update])).toEqual([
      [["application/vnd.plotly.v1+json", "text/plain"], false],
      [["text/html", "text/plain"], false],
    ]);
    expect(seen[0].data["text/plain"]).toBe(chart.description);
    expect(seen[1].data["text/plain"]).toMatch(/^✗ /);
    expect(() => vg.show(chart)).toThrow("outputTo");
  });
});

test("each notebook's exercises are judged as in Node where a page brings them, and are unknown before", () => {
  const context = createContext({ atob });
  runInContext(code, context);
  const vg: Package = runInContext("vanishingGradients", context);
  let said: unknown;
  vg.outputTo(({ data }) => void (said = data["text/plain"]));
  const expectJudged = (id: string): void => {
    vg.check(id, 1);
    const { right, message } = judge(id, 1);
    expect(said).toBe(`${right ? "✓" : "✗"} ${message}`);
  };
  vg.check("00.fifty");
  expect(said).toMatch(/^… There is no exercise "00\.fifty"/);
  expect(Object.keys(bundle.exercises)).toEqual(stems.filter((stem) => /^\d/.test(stem)));
  for (const script of Object.values(bundle.exercises)) vg.addExercises(script);
  const ids = Object.keys(exercises);
  expectJudged("an unknown one, which all others are said of");
  for (const stem of Object.keys(bundle.exercises))
    ids
      .filter((id) => id.startsWith(stem.slice(0, 3).replace("-", ".")))
      .slice(0, 2)
      .forEach(expectJudged);
});

describe("a page from disk, without a network", () => {
  test("measures and trains as Node does, bit for bit where kernels do", async () => {
    await expectAsInNode(await opened.page.evaluate<Found>(`(${work.toString()})(vanishingGradients)`));
    expect(opened.errors).toEqual([]);
    expect(opened.requests).toEqual([]);
  });

  test("does so in a worker too", async () => {
    await expectAsInNode(await inWorker(work));
  });

  test("a training in a worker says how far it is, and ends when a message stops it, with the steps until then", async () => {
    const { outputs, ended } = await inWorker(async (vg) => {
      const outputs: { data: Record<string, unknown>; display?: string; update: boolean }[] = [];
      vg.outputTo((output) => {
        outputs.push(output);
        postMessage(output);
      });
      addEventListener("message", () => vg.stop());
      const net = vg.mlp({ inputs: 2, depth: 2, width: 8, outputs: 2, seed: 1 });
      const run = await vg.train(net, { data: vg.spirals({ seed: 1 }), steps: 1e6, optimizer: vg.sgd(0.1) });
      const { stopped, stepsDone, loss, message, executor } = run;
      return { outputs, ended: { stopped, stepsDone, recorded: loss.length, message, executor } };
    });
    expect(ended).toMatchObject({ stopped: "interrupted", executor: { name: "kernels" } });
    expect(ended.stepsDone).toBeGreaterThan(0);
    expect(ended.recorded).toBeGreaterThan(0);
    expect(ended.message).toMatch(/^Interrupted: \d+ of 1000000 steps/);
    expect(outputs[0]).toMatchObject({ display: "display-0", update: false });
    expect(outputs[0].data["text/html"]).toMatch(/<progress .*Training \d+ %.*step \d+, loss/);
    expect(outputs.at(-1)).toMatchObject({ display: "display-0", update: true });
    expect(outputs.at(-1)!.data["text/html"]).toContain("The history so far is in lastRun()");
  });
});

test("a page in Firefox, and a worker there, measure and train as Node does too", async (context) => {
  needsFirefox(context);
  const firefox = await Firefox.launch();
  try {
    const page = await firefox.openFile(file);
    await expectAsInNode(await page.evaluate<Found>(`(${work.toString()})(vanishingGradients)`));
    await expectAsInNode(await page.evaluate(inWorkerOfPage<Found>, work.toString()));
    expect(page.errors).toEqual([]);
    expect(page.requests).toEqual([]);
  } finally {
    await firefox.close();
  }
});

test("the script has no part of TensorFlow.js and none of Node's modules, and stays small", () => {
  const inputs = bundle.files.filter((file) => !file.startsWith("src/browser/"));
  expect(inputs.filter((file) => /tensorflow|tslab|plotly\.js|^node:/.test(file))).toEqual([]);
  expect(inputs.filter((file) => /engine\/(graph|reference|propagate)/.test(file))).toEqual([]);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(150 * 2 ** 10);
});
