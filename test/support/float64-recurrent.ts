import { activation } from "../../src/activations";
import type { ParameterArray } from "../../src/architecture/parameters";
import type { RecurrentDescription } from "../../src/recurrent/description";
import { partsOf, type RecurrentLayers } from "../../src/recurrent/parameters";

/** All parameters in one order: of each gate W, U and b, then the output's weights and biases. */
export const parameterList = (net: RecurrentLayers): ParameterArray[] => inOrder(partsOf(net));

/** What is known of parts, in the order of `parameterList`. */
export const inOrder = <T>(parts: readonly { weights: T; biases?: T }[]): T[] => {
  const gates = (parts.length - 1) / 2;
  const ofGate = (k: number): T[] => [parts[2 * k].weights, parts[2 * k + 1].weights, parts[2 * k].biases!];
  const output = parts.at(-1)!;
  return [...Array.from({ length: gates }, (_, k) => ofGate(k)).flat(), output.weights, output.biases!];
};

/** The parameters in float64, in the order of `parameterList`. */
export type Numbers = number[][];

/** A change of the state after one step, counted from 0. */
export interface Nudge {
  step: number;
  hidden?: number[];
  memory?: number[];
}

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const zip = (a: number[], b: number[] = []): number[] => a.map((x, i) => x + (b[i] ?? 0));

/** vector × matrix, the matrix row by row. */
const times = (v: number[], matrix: number[], columns: number): number[] =>
  Array.from({ length: columns }, (_, j) => v.reduce((sum, x, k) => sum + x * matrix[k * columns + j], 0));

/** One sequence through a recurrent net in plain float64, written from the papers' equations and sharing nothing with the engine. */
export function runSequence(
  description: RecurrentDescription,
  parameters: Numbers,
  sequence: number[][],
  nudge?: Nudge,
): { hidden: number[]; memory: number[]; outputs: number[] } {
  const { cell, units: n, outputs, forgetGate } = description;
  const affine = (gate: number, x: number[], h: number[]): number[] => {
    const [w, u, b] = parameters.slice(3 * gate, 3 * gate + 3);
    return zip(zip(times(x, w, n), times(h, u, n)), b);
  };
  let h = Array.from({ length: n }, () => 0);
  let c = h;
  sequence.forEach((x, t) => {
    if (cell === "rnn") {
      h = affine(0, x, h).map(activation(description.activation ?? "tanh").f);
    } else if (cell === "lstm") {
      const input = affine(0, x, h).map(sigma);
      const candidate = affine(1, x, h).map(Math.tanh);
      const output = affine(2, x, h).map(sigma);
      const forget = forgetGate ? affine(3, x, h).map(sigma) : h.map(() => 1);
      c = c.map((old, j) => forget[j] * old + input[j] * candidate[j]);
      if (nudge?.step === t) c = zip(c, nudge.memory);
      h = c.map((now, j) => output[j] * Math.tanh(now));
    } else {
      const before = h;
      const update = affine(0, x, before).map(sigma);
      const reset = affine(1, x, before).map(sigma);
      const candidate = affine(2, x, before.map((value, j) => reset[j] * value)).map(Math.tanh); // prettier-ignore
      h = before.map((value, j) => update[j] * value + (1 - update[j]) * candidate[j]);
    }
    if (nudge?.step === t) h = zip(h, nudge.hidden);
  });
  const [weights, biases] = parameters.slice(-2);
  return { hidden: h, memory: c, outputs: zip(times(h, weights, outputs), biases) };
}

/** The loss of one example, from its outputs. */
export function lossOf(
  { loss }: RecurrentDescription,
  outputs: number[],
  target: { label?: number; values?: number[] },
): number {
  if (loss === "squaredError")
    return outputs.reduce((sum, y, j) => sum + (y - target.values![j]) ** 2 / 2, 0);
  if (outputs.length === 1) return Math.log(1 + Math.exp(outputs[0])) - target.label! * outputs[0];
  return Math.log(outputs.reduce((sum, y) => sum + Math.exp(y), 0)) - outputs[target.label!];
}
