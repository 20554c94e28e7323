import type { NetDescription } from "../../src/architecture/description";
import type { Batch } from "../../src/data/dataset";

/** Numbers as rows of a length. */
export const rows = (values: ArrayLike<number>, length: number): number[][] =>
  Array.from({ length: values.length / length }, (_, i) =>
    Array.from({ length }, (_u, j) => values[i * length + j]),
  );

/** One-hot rows; −1 in place of 0 for a tanh, or the ends of LeCun's. */
export const targetRows = ({ labels, targets }: Batch, { outputs, output }: NetDescription): number[][] => {
  if (targets) return rows(targets, outputs);
  const on = output.name === "scaledTanh" ? 1.7159 : 1;
  const off = { tanh: -1, scaledTanh: -1.7159 }[output.name as string] ?? 0;
  const number = (isOn: boolean): number => Math.fround(isOn ? on : off);
  return Array.from(labels, (label) =>
    outputs === 1 ? [number(label === 1)] : Array.from({ length: outputs }, (_, j) => number(j === label)),
  );
};
