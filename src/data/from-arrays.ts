import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import { type Dataset, standardize, shownData } from "./dataset";
import { numbered, MOST_CLASSES } from "./labels";
import { requireFlag, requireList, requireNames, requireRows } from "./rows";

/** What `fromArrays` takes. */
export interface ArraysOptions {
  /** One row of numbers per point, all of the same length. */
  inputs: readonly ArrayLike<number>[];
  /** One class per point: whole numbers from 0 to 999, or words. Give either labels or targets. */
  labels?: ArrayLike<number> | readonly string[];
  /** For regression: one number per point, or one row of numbers. */
  targets?: ArrayLike<number> | readonly ArrayLike<number>[];
  /** What to call the data; default "own data". */
  name?: string;
  /** Names of the features. */
  columns?: readonly string[];
  /** Names of the classes, for labels that are numbers. */
  classNames?: readonly string[];
  /** Whether every feature is shifted and scaled to mean 0 and variance 1; default false. */
  standardize?: boolean;
}

const KEYS = ["inputs", "labels", "targets", "name", "columns", "classNames", "standardize"];
const PER_POINT = "as there are points";

/**
 * A data set of the reader's own arrays; numbers are copied and kept as float32.
 *
 * Labels that are numbers are the classes 0, 1, 2, … up to the largest (two at least). Labels that are words become
 * `classNames`: in numerical order where all of them read as numbers, in alphabetical order otherwise.
 * @throws InvalidArgument that names the place: "fromArrays inputs[3][1] must be a finite number"
 */
export function fromArrays(options: ArraysOptions): Dataset {
  requireKnownKeys("fromArrays options", options, KEYS);
  const { labels, targets, columns, name = "own data" } = options;
  if ((labels === undefined) === (targets === undefined)) {
    throw new InvalidArgument("fromArrays options", "must have either labels or targets", options);
  }
  if (typeof name !== "string") throw new InvalidArgument("fromArrays name", "must be a string", name);
  const scaled = requireFlag("fromArrays standardize", options.standardize ?? false);
  const { values, rows, length } = requireRows("fromArrays inputs", options.inputs);
  const names = columns && requireNames("fromArrays columns", columns, length, "as there are features");
  const answers =
    labels === undefined ? regression(targets, rows) : classification(labels, rows, options.classNames);
  if (scaled) standardize(values, length);
  return shownData({
    name,
    inputs: Float32Array.from(values),
    ...answers,
    points: rows,
    features: length,
    ...(names && { columns: names }),
  });
}

type Answers = Pick<Dataset, "labels" | "targets" | "classes" | "classNames">;

function classification(labels: unknown, points: number, names: unknown): Answers {
  const list = requireList("fromArrays labels", labels, { is: points, because: PER_POINT });
  if (list.every((label) => typeof label === "string")) {
    const named = numbered("fromArrays labels", list);
    return { ...named, classes: named.classNames.length };
  }
  const classNames = names === undefined ? undefined : requireList("fromArrays classNames", names);
  const most = (classNames?.length ?? MOST_CLASSES) - 1;
  const numbers = Int32Array.from(list, (label, i) =>
    requireNumber(`fromArrays labels[${i}]`, label, { min: 0, max: most, whole: true }),
  );
  const classes = Math.max(2, classNames?.length ?? 1 + numbers.reduce((a, b) => Math.max(a, b)));
  if (!classNames) return { labels: numbers, classes };
  const because = "one per class";
  return { labels: numbers, classes, classNames: requireNames("fromArrays classNames", names, classes, because) }; // prettier-ignore
}

function regression(targets: unknown, points: number): Answers {
  const count = { is: points, because: PER_POINT };
  const list = requireList("fromArrays targets", targets, count);
  const rows = list.every((target) => typeof target === "number") ? list.map((x) => [x]) : list;
  const { values } = requireRows("fromArrays targets", rows, count);
  return { labels: new Int32Array(0), targets: Float32Array.from(values), classes: 0 };
}
