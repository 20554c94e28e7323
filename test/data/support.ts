import { expect } from "vitest";
import type { Dataset } from "../../src/data/dataset";
import { InvalidArgument } from "../../src/errors";

/** One feature of all points. */
export const columnOf = (data: Dataset, column: number): Float32Array =>
  data.inputs.filter((_, i) => i % data.features === column);

/** How many points each class has. */
export const counts = (data: Dataset): number[] =>
  Array.from({ length: data.classes }, (_, label) => data.labels.filter((l) => l === label).length);

/** Mean and variance of every column. */
export function moments(data: Dataset): { mean: number; variance: number }[] {
  return Array.from({ length: data.features }, (_, j) => {
    const values = columnOf(data, j);
    const mean = values.reduce((a, b) => a + b, 0) / data.points;
    return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.points };
  });
}

/** Numbers cut to four digits, for snapshots. */
export const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (x) => Number(x.toPrecision(4)));

/** Runs something that may refuse its input, but in no other way than by an InvalidArgument. */
export function refusesAtMost(work: () => void): void {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgument);
  }
}
