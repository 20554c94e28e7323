import { expect, test } from "vitest";
import { backend } from "../../src/backend/backend";
import { batchOf } from "../../src/data/batch";
import type { SequenceDataset } from "../../src/data/dataset";
import { random } from "../../src/random/random";
import type { RecurrentOptions } from "../../src/recurrent/description";
import { measureThroughTime } from "../../src/recurrent/measure-recurrent";
import { type RecurrentNet, recurrent } from "../../src/recurrent/net";
import { parameterList } from "../../src/recurrent/parameters";
import { RecurrentSession } from "../../src/recurrent/session";
import { spectralNorm } from "../../src/theory/gradient-bound";
import { lossOf, type Nudge, type Numbers, runSequence } from "../support/float64-recurrent";

const [POINTS, STEPS, UNITS, H] = [3, 5, 3, 1e-5];
const common = { inputs: 2, units: UNITS, outputs: 2, recurrentInit: "lecunNormal", seed: 3 } as const;

const nets: [string, RecurrentOptions][] = [
  ["rnn with tanh", { cell: "rnn", ...common }],
  ["rnn with sigmoid, one output", { cell: "rnn", ...common, activation: "sigmoid", outputs: 1 }],
  ["rnn with softplus, squared error", { cell: "rnn", ...common, activation: "softplus", loss: "squaredError" }], // prettier-ignore
  ["lstm", { cell: "lstm", ...common }],
  ["lstm, squared error", { cell: "lstm", ...common, forgetBias: -1, loss: "squaredError" }],
  ["lstm without forget gate", { cell: "lstm", ...common, forgetGate: false }],
  ["gru", { cell: "gru", ...common, outputs: 3 }],
];

function sequencesFor({ inputs, outputs, loss }: RecurrentOptions): SequenceDataset {
  const draw = random(5, "sequences");
  const values = Float32Array.from({ length: POINTS * STEPS * inputs }, () => draw.normal());
  const targets = Float32Array.from({ length: POINTS * outputs }, () => draw.normal());
  const data = { name: "noise", inputs: values, points: POINTS, steps: STEPS, features: inputs };
  return loss === "squaredError"
    ? { ...data, classes: 0, labels: new Int32Array(0), targets }
    : { ...data, classes: 2, labels: Int32Array.from({ length: POINTS }, (_, i) => i % 2) };
}

/** A net whose biases are not 0, with its numbers in float64 and its loss as a function of them. */
function subject(options: RecurrentOptions): {
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
  const list = parameterList(net.parameters, net.description);
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

const unit = (j: number, size = H): number[] => Array.from({ length: UNITS }, (_, k) => (k === j ? size : 0));

test.each(nets)("%s: every parameter's gradient is that of float64 finite differences", (_, options) => {
  const { net, data, start, loss } = subject(options);
  const session = new RecurrentSession(net);
  const pass = session.backward(batchOf(data));
  const gradients = pass.gradients();
  expect(pass.loss).toBeCloseTo(loss(start), 5);
  start.forEach((values, p) =>
    values.forEach((x, i) => {
      const at = (shift: number): number =>
        loss(start.map((all, q) => (q === p ? all.map((y, k) => (k === i ? x + shift : y)) : all)));
      const slope = (at(H) - at(-H)) / (2 * H);
      expect(Math.abs(gradients[p][i] - slope)).toBeLessThan(2e-5 * Math.max(1, Math.abs(slope)));
    }),
  );
  pass.close();
  session.close();
});

test.each(nets)("%s: ∂C/∂h_t and ∂C/∂c_t are what the loss does when the state is nudged", (_, options) => {
  const { net, data, start, rows, run } = subject(options);
  const report = measureThroughTime(net, data);
  const states = net.description.cell === "lstm" ? (["hidden", "memory"] as const) : (["hidden"] as const);
  report.steps.forEach((reported, step) => {
    for (const state of states) {
      const slopes = rows.flatMap((_r, i) =>
        unit(0).map((_u, j) => {
          const at = (size: number): number => run(i, start, { step, [state]: unit(j, size) }).loss;
          return (at(H) - at(-H)) / (2 * H);
        }),
      );
      const rms = Math.hypot(...slopes) / Math.sqrt(slopes.length);
      expect(reported[`${state}GradientRms`]! / rms).toBeCloseTo(1, 3);
    }
  });
});

test.each(nets)("%s: ‖∂h_T/∂h_t‖ and ‖∂c_T/∂c_t‖ are those of nudged states", (_, options) => {
  const { net, data, start, rows, run } = subject(options);
  const report = measureThroughTime(net, data, { jacobians: POINTS });
  const states = net.description.cell === "lstm" ? (["hidden", "memory"] as const) : (["hidden"] as const);
  report.steps.forEach((reported, step) => {
    for (const state of states) {
      const norms = rows.map((_r, i) => {
        const columns = unit(0).map((_u, j) => {
          const at = (size: number): number[] => run(i, start, { step, [state]: unit(j, size) })[state];
          const [up, down] = [at(H), at(-H)];
          return up.map((x, k) => (x - down[k]) / (2 * H));
        });
        return spectralNorm(columns.flat(), UNITS, UNITS);
      });
      expect(reported[`${state}Jacobian`]! / Math.max(...norms)).toBeCloseTo(1, 3);
    }
  });
});

test("no tensor stays behind", () => {
  const [, options] = nets[3];
  measureThroughTime(recurrent(options), sequencesFor(options));
  const before = backend().tf.memory().numTensors;
  for (const [, each] of nets) measureThroughTime(recurrent(each), sequencesFor(each));
  expect(backend().tf.memory().numTensors).toBe(before);
});
