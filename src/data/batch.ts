import type { Random } from "../random/random";
import { type Batch, type Dataset, rowLength } from "./dataset";

/**
 * The rows of a data set with the given indices; all of them by default.
 * @param old a batch of that size, whose arrays are taken
 */
export function batchOf(data: Dataset, indices?: Int32Array, old?: Batch): Batch {
  const { inputs, labels, targets, points } = data;
  if (!indices) return { inputs, labels, ...(targets && { targets }), size: points };
  return {
    inputs: rowsOf(inputs, rowLength(data), indices, old?.inputs),
    labels: labels.length > 0 ? rowsOf(labels, 1, indices, old?.labels) : labels,
    ...(targets && { targets: rowsOf(targets, targets.length / points, indices, old?.targets) }),
    size: indices.length,
  };
}

/** Some rows of a table whose rows have `length` numbers. */
function rowsOf<T extends Float32Array | Int32Array>(
  table: T,
  length: number,
  indices: Int32Array,
  rows = new (table.constructor as new (length: number) => T)(indices.length * length),
): T {
  // Number by number: rows are short, and a view of each would cost more than what it copies.
  let to = 0;
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i] * length;
    for (let k = from; k < from + length; k++) rows[to++] = table[k];
  }
  return rows;
}

/**
 * Batches without end: every epoch visits all points once, in an order shuffled anew; a rest too small is left out.
 * @param inPlace whether each one is written over the one before: new arrays for every small step take a tenth of its time
 */
export function* batches(
  data: Dataset,
  size: number,
  random: Random,
  inPlace = false,
): Generator<Batch, never> {
  const order = Int32Array.from({ length: data.points }, (_, i) => i);
  let batch: Batch | undefined;
  for (;;) {
    random.shuffle(order);
    for (let start = 0; start + size <= data.points; start += size) {
      batch = batchOf(data, order.subarray(start, start + size), inPlace ? batch : undefined);
      yield batch;
    }
  }
}
