import { accuracyOf, answersOf, lossOf, targetsOf } from "../architecture/loss";
import type { Ending } from "../architecture/output";
import type { Batch } from "../data/dataset";

/** How good a net's answers are. */
export interface Evaluation {
  /** Mean loss, in nats (or half squared error). */
  loss: number;
  /** The share of examples whose class is predicted right; NaN where there are no classes. */
  accuracy: number;
  /**
   * R², the share of the targets' variance that is explained, the mean over outputs: 1 is perfect, 0 as good as answering the mean,
   * below 0 worse; NaN where the answers are classes, or targets are all the same.
   */
  rSquared: number;
}

/** Judges what the layers of a net give to a batch. */
export function evaluation(ending: Ending, outputs: Float32Array, batch: Batch): Evaluation {
  const targets = targetsOf(ending, batch);
  const isNumeric = batch.targets !== undefined && ending.loss === "squaredError";
  return {
    loss: lossOf(ending, outputs, targets).loss,
    accuracy: accuracyOf(ending, outputs, batch),
    rSquared: isNumeric ? rSquaredOf(answersOf(ending, outputs), targets, ending.outputs) : Number.NaN,
  };
}

/** 1 − Σ(y − ŷ)²/Σ(y − ȳ)² of each output, and their mean. */
function rSquaredOf(answers: ArrayLike<number>, targets: ArrayLike<number>, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    let mean = 0;
    for (let k = j; k < targets.length; k += width) mean += (targets[k] * width) / targets.length;
    let [residual, total] = [0, 0];
    for (let k = j; k < targets.length; k += width) {
      residual += (targets[k] - answers[k]) ** 2;
      total += (targets[k] - mean) ** 2;
    }
    sum += total === 0 ? Number.NaN : 1 - residual / total;
  }
  return sum / width;
}

/** Numbers that a forward pass holds at most at once. */
const LARGEST = 2 ** 22;

/**
 * Runs any number of examples forward, as many at once as stay small.
 * @param inputs row by row
 * @param sizes numbers that each example has in `inputs`, leaves on its way, and ends as
 * @param run runs some rows
 */
export function inBatches(
  inputs: Float32Array,
  { row, held, outputs }: { row: number; held: number; outputs: number },
  run: (inputs: Float32Array, size: number) => Float32Array,
): Float32Array {
  const examples = inputs.length / row;
  const most = Math.max(1, Math.floor(LARGEST / (row + held)));
  if (examples <= most) return run(inputs, examples);
  const all = new Float32Array(examples * outputs);
  for (let from = 0; from < examples; from += most) {
    const rows = inputs.subarray(from * row, (from + most) * row);
    all.set(run(rows, rows.length / row), from * outputs);
  }
  return all;
}

/** Numbers as rows of a width. */
export const rowsOf = (numbers: ArrayLike<number>, width: number): number[][] =>
  Array.from({ length: numbers.length / width }, (_, i) =>
    Array.from({ length: width }, (_number, j) => numbers[i * width + j]),
  );
