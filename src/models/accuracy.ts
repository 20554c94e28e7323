import type { Tensor } from "@tensorflow/tfjs";
import { placeOfLargest } from "../numerics/largest";

/** Whether a row of outputs tells the class that the target says, by the loss. */
const RIGHT: Record<string, (output: Float32Array, target: ArrayLike<number>) => boolean> = {
  binaryCrossentropy: (output, target) => output.every((p, j) => p > 0.5 === target[j] > 0.5),
  categoricalCrossentropy: (output, target) => placeOfLargest(output) === placeOfLargest(target),
  sparseCategoricalCrossentropy: (output, target) => placeOfLargest(output) === target[0],
};

/**
 * The share of rows whose class is predicted right; NaN for several outputs, or where the loss is no cross-entropy of tfjs.
 * @param loss what the model was compiled with
 * @param compared target and output of each output of the model
 */
export function accuracyOf(loss: unknown, compared: readonly { target: Tensor; output: Tensor }[]): number {
  const isRight = typeof loss === "string" && Object.hasOwn(RIGHT, loss) ? RIGHT[loss] : undefined;
  if (!isRight || compared.length !== 1) return Number.NaN;
  const [{ target, output }] = compared;
  const rows = output.size / output.shape.at(-1)!;
  const rowsOf = (tensor: Tensor): Float32Array[] => {
    const [values, width] = [tensor.dataSync() as Float32Array, tensor.size / rows];
    return Array.from({ length: rows }, (_, i) => values.subarray(i * width, (i + 1) * width));
  };
  const targets = rowsOf(target);
  return rowsOf(output).filter((row, i) => isRight(row, targets[i])).length / rows;
}
