import { InvalidArgument, isList, requireKnownKeys } from "../errors";
import { type Dataset, type SequenceDataset, shownData, standardize } from "./dataset";
import { type LabelsInput, requireClasses } from "./labels";
import { type Padding, requireSteps } from "./own-sequences";
import { requireFlag, requireList, requireNames, requireRows } from "./rows";

/** What `fromArrays` takes. */
export interface ArraysOptions {
  /** One row of numbers per point, all of the same length. */
  inputs: readonly ArrayLike<number>[];
  /**
   * One class per point: whole numbers from 0 to 999, −1 and 1, words, booleans, or rows with a single 1 (one-hot). Give
   * either labels or targets.
   */
  labels?: LabelsInput;
  /**
   * One number per point, or one row of numbers: to predict (squared error), or probabilities of labels that are independent of
   * each other or of classes (cross-entropy).
   */
  targets?: ArrayLike<number> | readonly ArrayLike<number>[];
  /** What to call the data; default "own data". */
  name?: string;
  /** Names of the features. */
  columns?: readonly string[];
  /** Names of the classes, for labels that are not words. */
  classNames?: readonly string[];
  /** Whether every feature is shifted and scaled to mean 0 and variance 1; default false. */
  standardize?: boolean;
}

/** What `fromArrays` takes for sequences. */
export interface SequenceArraysOptions extends Omit<ArraysOptions, "inputs"> {
  /** One sequence per point: a row of numbers for each of its steps. */
  inputs: readonly (readonly ArrayLike<number>[])[];
  /**
   * Where sequences that are shorter than the longest get steps of zeros, after standardization; default: an error. The
   * answer comes after the last step: "start" keeps what it depends on near.
   */
  pad?: "start" | "end";
}

const KEYS = ["inputs", "labels", "targets", "name", "columns", "classNames", "standardize", "pad"];

/**
 * A data set of the reader's own arrays; numbers are copied and kept as float32.
 *
 * Labels that are numbers are the classes 0, 1, 2, … up to the largest (two at least). Labels that are words become
 * `classNames`: in numerical order where all of them read as numbers, in alphabetical order otherwise. Of −1 and 1, or
 * false and true, the latter is class 1. Inputs of three levels, points × steps × features, are sequences.
 * @throws InvalidArgument that names the place: "fromArrays inputs[3][1] must be a finite number"
 */
export function fromArrays(options: SequenceArraysOptions): SequenceDataset;
export function fromArrays(options: ArraysOptions): Dataset;
export function fromArrays(options: ArraysOptions | SequenceArraysOptions): Dataset | SequenceDataset {
  requireKnownKeys("fromArrays options", options, KEYS);
  const { labels, targets, columns, name = "own data" } = options;
  if ((labels === undefined) === (targets === undefined)) {
    throw new InvalidArgument("fromArrays options", "must have either labels or targets", options);
  }
  if (typeof name !== "string") throw new InvalidArgument("fromArrays name", "must be a string", name);
  const { values, rows, length, steps } = readInputs(options);
  const names = columns && requireNames("fromArrays columns", columns, length, "as there are features");
  const answers =
    labels === undefined
      ? regression(targets, rows)
      : requireClasses("fromArrays labels", labels, rows, options.classNames);
  return shownData({
    name,
    inputs: Float32Array.from(values),
    ...answers,
    points: rows,
    ...(steps !== undefined && { steps }),
    features: length,
    ...(names && { columns: names }),
  });
}

function readInputs(
  options: ArraysOptions | SequenceArraysOptions,
): ReturnType<typeof requireRows> & { steps?: number } {
  const { inputs } = options;
  const { pad } = options as { pad?: Padding };
  const scaled = requireFlag("fromArrays standardize", options.standardize ?? false);
  const first = isList(inputs) ? inputs[0] : undefined;
  if (isList(first) && isList(first[0])) return requireSteps("fromArrays inputs", inputs, scaled, pad);
  if (pad !== undefined)
    throw new InvalidArgument(
      "fromArrays pad",
      "needs inputs that are sequences, points × steps × features",
      pad,
    );
  const table = requireRows("fromArrays inputs", inputs);
  if (scaled) standardize(table.values, table.length);
  return table;
}

type Answers = Pick<Dataset, "labels" | "targets" | "classes" | "classNames">;

function regression(targets: unknown, points: number): Answers {
  const count = { is: points, because: "as there are points" };
  const list = requireList("fromArrays targets", targets, count);
  const rows = list.every((target) => typeof target === "number") ? list.map((x) => [x]) : list;
  const { values } = requireRows("fromArrays targets", rows, count);
  return { labels: new Int32Array(0), targets: Float32Array.from(values), classes: 0 };
}
