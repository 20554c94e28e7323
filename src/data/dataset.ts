import type { Ending } from "../architecture/output";
import { InvalidArgument } from "../errors";
import { counted, inShort, shown } from "../shown";

/** Examples with answers: a class each, or a row of targets each. */
export interface Dataset {
  /** For texts and charts. */
  name: string;
  /** points × features, row by row. */
  inputs: Float32Array;
  /** One class per point, 0 to classes − 1; empty where there are `targets` instead. */
  labels: Int32Array;
  /**
   * In place of labels: points × outputs, row by row. With squared error numbers to predict; with cross-entropy probabilities
   * from 0 to 1, of labels that are independent of each other (sigmoid outputs), or of classes, where each row is a
   * distribution (softmax).
   */
  targets?: Float32Array;
  /** How many examples. */
  points: number;
  /** Numbers per example. */
  features: number;
  /** How many classes; 0 where there are `targets`. */
  classes: number;
  /** What each class stands for, in the order of the labels. */
  classNames?: string[];
  /** Name and unit of each feature: "petal length (cm)". */
  columns?: string[];
  /** For images: the features are pixels, row by row from the top, 0 background to 1 ink. */
  image?: {
    /** Pixels per row. */
    width: number;
    /** Rows. */
    height: number;
  };
}

/** Sequences, each with one answer after its last step. */
export interface SequenceDataset extends Dataset {
  /** points × steps × features: step by step within a sequence. */
  inputs: Float32Array;
  /** Length of every sequence. */
  steps: number;
}

/** A data set that says in short what it is. */
export const shownData = <Data extends Dataset>(data: Data): Data =>
  shown(data, () => {
    const { points, features, classes, classNames } = data;
    const size = "steps" in data ? `${data.steps} steps × ${features}` : `${features}`;
    const named = classNames && classNames.length <= 10 ? ` (${classNames.join(", ")})` : "";
    const answers =
      classes > 0 ? `${counted(classes, "class").replace(/sss$/, "sses")}${named}` : "numbers to predict";
    return inShort("Data", `${data.name}, ${points} × ${size} features, ${answers}.`, data);
  });

/** How many numbers one point has: its features, at every step of a sequence. */
export const rowLength = (data: Dataset | SequenceDataset): number =>
  data.features * ("steps" in data ? data.steps : 1);

/** Some examples of a data set, as arrays. */
export interface Batch {
  /** size × features (× steps before features for sequences), row by row. */
  inputs: Float32Array;
  /** Empty where there are `targets`. */
  labels: Int32Array;
  targets?: Float32Array;
  size: number;
}

/** Shifts and scales every column to mean 0 and variance 1 (over the points), in place; constant columns become 0. */
export function standardize(values: Float64Array | Float32Array, columns: number): void {
  const rows = values.length / columns;
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = j; i < values.length; i += columns) sum += values[i];
    const mean = sum / rows;
    let squares = 0;
    let constant = true;
    for (let i = j; i < values.length; i += columns) {
      squares += (values[i] - mean) ** 2;
      constant &&= values[i] === values[j];
    }
    // A rounded mean differs from a constant by a last digit, which must not be scaled up to 1.
    const scale = constant || squares === 0 ? 0 : Math.sqrt(rows / squares);
    for (let i = j; i < values.length; i += columns) values[i] = (values[i] - mean) * scale;
  }
}

/** The mean of the squares of all inputs: the q₀ that theory starts from. */
export function meanSquare(data: Dataset): number {
  let sum = 0;
  for (const x of data.inputs) sum += x * x;
  return sum / data.inputs.length;
}

/** The share of `meanSquare` that is the features' means: 0 for centred data, near 1 where they hardly vary. */
export function meanShare({ inputs, points, features }: Dataset): number {
  const sums = new Float64Array(features);
  let squares = 0;
  for (let i = 0; i < inputs.length; i++) {
    sums[i % features] += inputs[i];
    squares += inputs[i] ** 2;
  }
  const means = sums.reduce((total, sum) => total + (sum / points) ** 2, 0);
  return squares === 0 ? 0 : (means * points) / squares;
}

/**
 * Checks that a data set is whole and fits a net.
 * @throws InvalidArgument naming the field that does not
 */
export function requireDataset(data: Dataset, net: Ending & { inputs: number }): void {
  if (!(data?.inputs instanceof Float32Array) || !(data.labels instanceof Int32Array)) {
    throw new InvalidArgument("data", "must be a data set such as spirals({ seed: 1 })", data);
  }
  if ("steps" in data) throw new InvalidArgument("data", "must not be sequences for such a net", data.name);
  const { points, features, inputs } = data;
  requireCount("data points", "must be at least 1", points, points >= 1);
  requireCount(
    "data features",
    `must be the net's inputs (${net.inputs})`,
    features,
    features === net.inputs,
  );
  const numbers = points * features;
  requireCount(
    "data inputs",
    `must hold points × features (${numbers}) numbers`,
    inputs.length,
    inputs.length === numbers,
  );
  requireFinite("data inputs", inputs);
  if (data.targets) requireTargets(data.targets, points, net);
  else requireLabels(data.labels, points, net.outputs);
}

function requireTargets(targets: Float32Array, points: number, { outputs, output, loss }: Ending): void {
  const numbers = points * outputs;
  requireCount(
    "data targets",
    `must hold points × outputs (${numbers}) numbers`,
    targets.length,
    targets.length === numbers,
  );
  requireFinite("data targets", targets);
  if (loss !== "crossEntropy" && output.name !== "softmax") return;
  const bad = targets.find((y) => y < 0 || y > 1);
  const remedy = loss === "crossEntropy" ? 'loss: "squaredError"' : 'output: "linear"';
  const rule = `must be probabilities from 0 to 1, unless the net has ${remedy}`;
  requireCount("data targets", rule, bad ?? 0, bad === undefined);
  if (output.name === "softmax") requireDistributions(targets, outputs);
}

/** How far from 1 the probabilities of a row may add up: they may have been rounded. */
const ROUNDED = 1e-4;

function requireDistributions(targets: Float32Array, outputs: number): void {
  for (let from = 0; from < targets.length; from += outputs) {
    const total = targets.subarray(from, from + outputs).reduce((sum, y) => sum + y, 0);
    const rule = 'must add up to 1 (classes exclude each other), unless the net has output: "sigmoid"';
    requireCount(`data targets of point ${from / outputs}`, rule, total, Math.abs(total - 1) <= ROUNDED);
  }
}

function requireLabels(labels: Int32Array, points: number, outputs: number): void {
  requireCount("data labels", `must be one per point (${points})`, labels.length, labels.length === points);
  const classes = Math.max(outputs, 2);
  const bad = labels.find((label) => label < 0 || label >= classes);
  requireCount(
    "data labels",
    `must be from 0 to ${classes - 1}, as the net has ${outputs} outputs`,
    bad ?? 0,
    bad === undefined,
  );
}

function requireFinite(argument: string, values: Float32Array): void {
  const bad = values.find((x) => !Number.isFinite(x));
  requireCount(argument, "must be finite numbers", bad ?? 0, bad === undefined);
}

function requireCount(argument: string, rule: string, value: number, right: boolean): void {
  if (!right) throw new InvalidArgument(argument, rule, value);
}
