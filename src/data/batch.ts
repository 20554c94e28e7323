import type { Random } from "../random/random";
import type { Batch, Dataset } from "./dataset";

/** The rows of a data set with the given indices; all of them by default. */
export function batchOf(data: Dataset, indices?: Int32Array): Batch {
  if (!indices) return { inputs: data.inputs, labels: data.labels, size: data.points };
  const { features } = data;
  const inputs = new Float32Array(indices.length * features);
  const labels = new Int32Array(indices.length);
  indices.forEach((row, i) => {
    inputs.set(data.inputs.subarray(row * features, (row + 1) * features), i * features);
    labels[i] = data.labels[row];
  });
  return { inputs, labels, size: indices.length };
}

/** Batches without end: every epoch visits all points once, in an order shuffled anew; a rest too small is left out. */
export function* batches(data: Dataset, size: number, random: Random): Generator<Batch, never> {
  const order = Int32Array.from({ length: data.points }, (_, i) => i);
  for (;;) {
    random.shuffle(order);
    for (let start = 0; start + size <= data.points; start += size) {
      yield batchOf(data, order.slice(start, start + size));
    }
  }
}
