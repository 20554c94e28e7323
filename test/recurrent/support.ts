import type { SequenceDataset } from "../../src/data/dataset";
import { random } from "../../src/random/random";
import type { RecurrentOptions } from "../../src/recurrent/description";
import { type RecurrentNet, recurrent } from "../../src/recurrent/net";
import { lossOf, type Nudge, type Numbers, parameterList, runSequence } from "../support/float64-recurrent";

export const [POINTS, STEPS, UNITS] = [3, 5, 3];
/** What all these nets share. */
export const common = { inputs: 2, units: UNITS, outputs: 2, recurrentInit: "lecunNormal", seed: 3 } as const;

/** Nets of every cell and loss, with names. */
export const nets: [string, RecurrentOptions][] = [
  ["rnn with tanh", { cell: "rnn", ...common }],
  ["rnn with sigmoid, one output", { cell: "rnn", ...common, activation: "sigmoid", outputs: 1 }],
  ["rnn with softplus, squared error", { cell: "rnn", ...common, activation: "softplus", loss: "squaredError" }], // prettier-ignore
  ["lstm", { cell: "lstm", ...common }],
  ["lstm, squared error", { cell: "lstm", ...common, forgetBias: -1, loss: "squaredError" }],
  ["lstm without forget gate", { cell: "lstm", ...common, forgetGate: false }],
  ["gru", { cell: "gru", ...common, outputs: 3 }],
];

/** Noise that fits a net. */
export function sequencesFor({ inputs, outputs, loss }: RecurrentOptions): SequenceDataset {
  const draw = random(5, "sequences");
  const values = Float32Array.from({ length: POINTS * STEPS * inputs }, () => draw.normal());
  const targets = Float32Array.from({ length: POINTS * outputs }, () => draw.normal());
  const data = { name: "noise", inputs: values, points: POINTS, steps: STEPS, features: inputs };
  return loss === "squaredError"
    ? { ...data, classes: 0, labels: new Int32Array(0), targets }
    : { ...data, classes: 2, labels: Int32Array.from({ length: POINTS }, (_, i) => i % 2) };
}

/** A net whose biases are not 0, with its numbers in float64 and its loss as a function of them. */
export function subject(options: RecurrentOptions): {
  net: RecurrentNet;
  data: SequenceDataset;
  start: Numbers;
  rows: number[][][];
  run: (
    i: number,
    parameters: Numbers,
    nudge?: Nudge,
  ) => { hidden: number[]; memory: number[]; loss: number };
  loss: (parameters: Numbers) => number;
} {
  const [net, data] = [recurrent(options), sequencesFor(options)];
  const jitter = random(9, "jitter");
  const list = parameterList(net);
  for (const { values, shape } of list)
    if (shape.length === 1) values.forEach((x, i) => (values[i] = x + 0.3 * jitter.normal()));
  const start = list.map(({ values }) => Array.from(values));
  const f = data.features;
  const rows = Array.from(
    { length: POINTS },
    (_, i) =>
    Array.from({ length: STEPS }, (_u, t) => Array.from(data.inputs.subarray((i * STEPS + t) * f, (i * STEPS + t + 1) * f))), // prettier-ignore
  );
  const run = (i: number, parameters: Numbers, nudge?: Nudge) => {
    const { hidden, memory, outputs } = runSequence(net.description, parameters, rows[i], nudge);
    const k = options.outputs;
    const target = { label: data.labels[i], values: data.targets && Array.from(data.targets.subarray(i * k, (i + 1) * k)) }; // prettier-ignore
    return { hidden, memory, loss: lossOf(net.description, outputs, target) };
  };
  const loss = (parameters: Numbers): number =>
    rows.reduce((sum, _, i) => sum + run(i, parameters).loss / POINTS, 0);
  return { net, data, start, rows, run, loss };
}

/** Half the distance between the points of a central difference. */
export const H = 1e-5;

/** ∂loss/∂ of every parameter, by central differences in float64. */
export const slopesOf = (loss: (parameters: Numbers) => number, start: Numbers): Numbers =>
  start.map((values, p) =>
    values.map((x, i) => {
      const at = (shift: number): number =>
        loss(start.map((all, q) => (q === p ? all.map((y, k) => (k === i ? x + shift : y)) : all)));
      return (at(H) - at(-H)) / (2 * H);
    }),
  );
