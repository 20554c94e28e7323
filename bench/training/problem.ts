import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomLcg, randomNormal } from "d3-random";
import { mlp } from "vanishing-gradients";
import type { ActivationChoice, Cell } from "./options";

/** The batch of the issue: 128 examples of 32 numbers in 10 classes. */
const BATCH = 128;
const INPUTS = 32;
const CLASSES = 10;
/**
 * Initial weights that keep signals alive through a hundred layers, and a learning rate by which the first steps change the
 * loss visibly but do not yet magnify rounding: with larger ones, even two runs in float32 drift apart beyond any tolerance.
 */
const start: Record<ActivationChoice, { init: Problem["net"]["init"]; rate: number }> = {
  tanh: { init: "xavierNormal", rate: 0.01 },
  sigmoid: { init: "xavierNormal", rate: 0.01 },
  relu: { init: "heNormal", rate: 0.001 },
  elu: { init: "xavierNormal", rate: 0.001 },
};
const SEED = 4;

/** The task of one cell, as every competitor is given it. */
export interface Problem {
  net: {
    inputs: number;
    depth: number;
    width: number;
    outputs: number;
    activation: ActivationChoice;
    init: "heNormal" | "xavierNormal";
    seed: number;
  };
  activation: ActivationChoice;
  rate: number;
  inputs: number;
  /** Fan-in and fan-out of each layer, the output layer last. */
  shapes: [number, number][];
}

/** The task with its numbers. */
export interface LoadedProblem extends Problem {
  /** Weights (fan-in × fan-out, row by row) and biases of each layer. */
  layers: { weights: Float32Array; biases: Float32Array }[];
  rows: Float32Array[];
  labels: number[];
}

/**
 * Writes the task into a folder: problem.json, and parameters (weights and biases, layer by layer), inputs and labels as
 * little-endian binary files.
 *
 * The data are one batch of noise with arbitrary labels: every step is the same for all competitors, in whatever order
 * they look at the examples, and no net is done learning.
 */
export function writeProblem(folder: string, { width, depth }: Cell, activation: ActivationChoice): void {
  const { init, rate } = start[activation];
  const options = { inputs: INPUTS, depth, width, outputs: CLASSES, activation, init, seed: SEED } as const;
  const net = mlp(options);
  const shapes = net.layers.map(({ fanIn, fanOut }): [number, number] => [fanIn, fanOut]);
  const problem: Problem = { net: options, activation, rate, inputs: INPUTS, shapes };
  const normal = randomNormal.source(randomLcg(0.5))();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "problem.json"), JSON.stringify(problem));
  writeNumbers(
    join(folder, "parameters.f32"),
    net.parameters.flatMap((layer) => [layer.weights, layer.biases]),
  );
  writeNumbers(join(folder, "inputs.f32"), [Float32Array.from({ length: BATCH * INPUTS }, normal)]);
  writeNumbers(join(folder, "labels.i32"), [Int32Array.from({ length: BATCH }, (_, i) => i % CLASSES)]);
}

/** Reads what `writeProblem` wrote. */
export function loadProblem(folder: string): LoadedProblem {
  const problem = JSON.parse(readFileSync(join(folder, "problem.json"), "utf8")) as Problem;
  const parameters = new Float32Array(bytesOf(join(folder, "parameters.f32")));
  const inputs = new Float32Array(bytesOf(join(folder, "inputs.f32")));
  let start = 0;
  const next = (count: number): Float32Array => parameters.subarray(start, (start += count));
  return {
    ...problem,
    layers: problem.shapes.map(([fanIn, fanOut]) => ({
      weights: next(fanIn * fanOut),
      biases: next(fanOut),
    })),
    rows: Array.from({ length: BATCH }, (_, i) => inputs.subarray(i * INPUTS, (i + 1) * INPUTS)),
    labels: [...new Int32Array(bytesOf(join(folder, "labels.i32")))],
  };
}

/** The same task with one hidden layer, to warm up a library that has never run before. */
export const shallow = (problem: LoadedProblem): LoadedProblem => ({
  ...problem,
  net: { ...problem.net, depth: 1 },
  layers: [problem.layers[0], problem.layers.at(-1)!],
});

const writeNumbers = (file: string, arrays: (Float32Array | Int32Array)[]): void =>
  writeFileSync(file, Buffer.concat(arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength))));

/** A copy, because what readFileSync gives need not begin at a multiple of four bytes. */
const bytesOf = (file: string): ArrayBuffer => new Uint8Array(readFileSync(file)).buffer;
