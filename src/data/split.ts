import { InvalidArgument, requireKnownKeys, requireNumber } from "../errors";
import { random } from "../random/random";
import { batchOf } from "./batch";
import { type Dataset, rowLength, shownData } from "./dataset";

/** What `splitDataset` takes. */
export interface SplitOptions {
  /** The share of the points set aside for validation, above 0 up to 0.99; default 0.2. */
  validation?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

/**
 * Splits a data set at random into points to train on and points to validate with.
 * Each side gets at least one point. Columns standardized before stay as they are, so their mean and variance come from
 * both sides together.
 * @throws InvalidArgument when an option is out of its range or there are fewer than two points
 */
export function splitDataset<T extends Dataset>(
  data: T,
  options: SplitOptions,
): {
  /** What is left to train on. */
  training: T;
  /** What was set aside. */
  validation: T;
} {
  if (!(data?.inputs instanceof Float32Array) || !(data.labels instanceof Int32Array)) {
    throw new InvalidArgument("splitDataset data", "must be a data set such as spirals({ seed: 1 })", data);
  }
  const { inputs, labels, targets } = data;
  if (inputs.length !== data.points * rowLength(data) || (!targets && labels.length !== data.points)) {
    throw new InvalidArgument(
      "splitDataset data",
      "must have whole rows and an answer per point",
      data.points,
    );
  }
  requireKnownKeys("splitDataset options", options, ["validation", "seed"]);
  const points = requireNumber("splitDataset data points", data.points, { min: 2, whole: true });
  const share = requireNumber("splitDataset validation", options.validation ?? 0.2, { above: 0, max: 0.99 });
  const order = Int32Array.from({ length: points }, (_, i) => i);
  random(options.seed, "splitDataset").shuffle(order);
  const aside = Math.min(points - 1, Math.max(1, Math.round(share * points)));
  return { training: rows(data, order.slice(aside)), validation: rows(data, order.slice(0, aside)) };
}

function rows<T extends Dataset>(data: T, indices: Int32Array): T {
  const { size, ...batch } = batchOf(data, indices);
  return shownData({ ...data, ...batch, points: size });
}
