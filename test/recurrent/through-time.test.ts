import { assert, constantFrom, double, nat, property } from "fast-check";
import { expect, test } from "vitest";
import { logistic } from "../../src/activations/logistic";
import { gradientThroughTime } from "../../src/charts/through-time/gradient-through-time";
import { delayedRecall } from "../../src/data/delayed-recall";
import { spirals } from "../../src/data/spirals";
import { InvalidArgument } from "../../src/errors";
import { measureThroughTime } from "../../src/recurrent/measure-recurrent";
import { recurrent } from "../../src/recurrent/net";
import { cellPath, forgetHalfLife, recurrentBound } from "../../src/theory/through-time/recurrent";

const data = delayedRecall({ points: 6, delay: 6, seed: 1 });
const shape = { inputs: data.features, units: 4, outputs: 2, seed: 2 } as const;
const still = { name: "constant", value: 0 } as const;

test("the rnn's Jacobians and gradients never exceed (γ‖U‖₂)^(T−t), whatever φ, norm and seed", () => {
  const names = ["tanh", "sigmoid", "relu", "softplus", "erf", "linear"] as const;
  assert(
    property(
      constantFrom(...names),
      double({ min: 0.1, max: 3, noNaN: true }),
      constantFrom("orthogonal" as const, "xavierNormal" as const),
      nat(1000),
      (activation, spectralNorm, recurrentInit, seed) => {
        const net = recurrent({ cell: "rnn", ...shape, activation, spectralNorm, recurrentInit, seed });
        const { steps, gates } = measureThroughTime(net, data, { jacobians: data.points });
        expect(gates[0].spectralNorm / spectralNorm).toBeCloseTo(1, 5);
        const bound = recurrentBound(activation, {
          spectralNorm: gates[0].spectralNorm,
          steps: steps.length,
        });
        const last = steps.at(-1)!.hiddenGradientRms;
        for (const { step, hiddenJacobian, hiddenGradientRms } of steps) {
          const limit = bound[steps.length - step] * (1 + 1e-5);
          expect(hiddenJacobian).toBeLessThanOrEqual(limit);
          expect(hiddenGradientRms).toBeLessThanOrEqual(last * limit);
        }
      },
    ),
    { numRuns: 40, seed: 1 },
  );
});

test("a linear orthogonal rnn keeps every gradient: its Jacobians have norm ‖U‖₂^(T−t) exactly", () => {
  const net = recurrent({ cell: "rnn", ...shape, activation: "linear", spectralNorm: 0.5 });
  const { steps } = measureThroughTime(net, data);
  for (const { step, hiddenJacobian, hiddenGradientRms } of steps) {
    const factor = 0.5 ** (steps.length - step);
    expect(hiddenJacobian! / factor).toBeCloseTo(1, 5);
    expect(hiddenGradientRms / steps.at(-1)!.hiddenGradientRms / factor).toBeCloseTo(1, 4);
  }
});

test("without recurrent weights the LSTM's cell path is all there is: ∂c_T/∂c_t = ∏ f, σ(b)^(T−t) for input 0", () => {
  const quiet = { ...data, inputs: new Float32Array(data.inputs.length) };
  const net = recurrent({ cell: "lstm", ...shape, recurrentInit: still, forgetBias: 2 });
  const { steps } = measureThroughTime(net, quiet);
  const predicted = cellPath(steps.map(() => logistic(2)));
  steps.forEach(({ cellPath: path, memoryJacobian, keepMean }, t) => {
    expect(keepMean).toBeCloseTo(logistic(2), 6);
    expect(path! / predicted[t + 1]).toBeCloseTo(1, 5);
    expect(memoryJacobian! / predicted[t + 1]).toBeCloseTo(1, 5);
  });
});

test.each([-1, 0, 1, 2])(
  "a forget bias of %d halves the cell's gradient in as many steps as its half-life has",
  (bias) => {
    const halfLife = forgetHalfLife(bias);
    const net = recurrent({ cell: "lstm", ...shape, recurrentInit: still, forgetBias: bias });
    const { steps } = measureThroughTime(net, { ...data, inputs: new Float32Array(data.inputs.length) });
    const last = steps.at(-1)!.memoryGradientRms!;
    for (const { step, memoryJacobian, memoryGradientRms } of steps) {
      const left = 0.5 ** ((steps.length - step) / halfLife);
      expect(memoryJacobian! / left).toBeCloseTo(1, 4);
      expect(memoryGradientRms! / last / left).toBeCloseTo(1, 4);
    }
  },
);

test("without forget gate ∂c_T/∂c_t stays 1 along the additive path, and every ∂C/∂c_t equals the last", () => {
  const net = recurrent({ cell: "lstm", ...shape, recurrentInit: still, forgetGate: false });
  const { steps } = measureThroughTime(net, data);
  for (const { cellPath: path, memoryJacobian, memoryGradientRms, keepMean } of steps) {
    expect([path, memoryJacobian, keepMean]).toEqual([1, 1, 1]);
    expect(memoryGradientRms! / steps.at(-1)!.memoryGradientRms!).toBeCloseTo(1, 5);
  }
});

const far = delayedRecall({ points: 4, delay: 150, seed: 1 });
const silent = { ...far, inputs: new Float32Array(far.inputs.length) };

test.each([
  // A linear orthogonal rnn multiplies by ‖U‖₂ at every step: 0.2¹⁵¹ ≈ 10⁻¹⁰⁶.
  ["rnn", { activation: "linear", spectralNorm: 0.2 }, "hiddenGradientRms", 0.2],
  // Without recurrent weights, c is multiplied by the forget gate: σ(−2)¹⁵¹ ≈ 10⁻¹³⁹.
  ["lstm", { recurrentInit: still, forgetBias: -2 }, "memoryGradientRms", logistic(-2)],
  // And h by the update gate, σ(0) for input 0: 2⁻¹⁵¹, a float32 of which few digits are left.
  ["gru", { recurrentInit: still }, "hiddenGradientRms", 0.5],
] as const)(
  "%s: what float32 would lose on the way back is followed to its end",
  (cell, options, quantity, factor) => {
    const { steps } = measureThroughTime(recurrent({ cell, ...shape, ...options }), silent);
    const last = steps.at(-1)![quantity]!;
    for (const { step, [quantity]: gradient } of steps)
      expect(gradient! / last / factor ** (steps.length - step)).toBeCloseTo(1, 3);
  },
);

test("one unit and one sequence: ∂C/∂h_t is ∂h_T/∂h_t of the last one, beyond float32 too", () => {
  const net = recurrent({ cell: "lstm", ...shape, units: 1, forgetBias: -3, spectralNorm: 0.5 });
  const inputs = far.inputs.slice(0, far.inputs.length / far.points);
  const one = { ...far, inputs, labels: far.labels.slice(0, 1), points: 1 };
  const { steps } = measureThroughTime(net, one, { jacobians: 1 });
  expect(steps[0].hiddenGradientRms).toBeLessThan(1e-45);
  for (const { hiddenGradientRms, hiddenJacobian } of steps)
    expect(hiddenGradientRms / hiddenJacobian! / steps.at(-1)!.hiddenGradientRms).toBeCloseTo(1, 3);
});

test("two equal descriptions give equal nets, and a description makes its twin", () => {
  const net = recurrent({ cell: "lstm", ...shape });
  expect(net.description).toMatchObject({ forgetGate: true, forgetBias: 1 });
  const twin = recurrent(JSON.parse(JSON.stringify(net.description)) as typeof net.description);
  expect(twin.parameters).toEqual(net.parameters);
  expect(net.parameterCount).toBe(4 * (3 * 4 + 4 * 4 + 4) + 4 * 2 + 2);
});

test.each([
  [{ cell: "lsmt" }, /Choose one of: rnn, lstm, gru/],
  [{ cell: "rnn", units: 2.5 }, /units must be a whole number/],
  [{ cell: "rnn", forgetBias: 1 }, /rnn has no such option/],
  [{ cell: "gru", activation: "tanh" }, /gru has no such option/],
  [{ cell: "rnn", activation: "prelu" }, /learned or random slopes/],
  [{ cell: "lstm", forgetGate: false, forgetBias: 1 }, /needs forgetGate: true/],
  [{ cell: "rnn", spectralNorm: 0 }, /above 0/],
  [{ cell: "rnn", depth: 3 }, /no such option/],
])("recurrent(%j) is refused: %s", (options, message) => {
  const given = { ...shape, ...options } as Parameters<typeof recurrent>[0];
  expect(() => recurrent(given)).toThrow(InvalidArgument);
  expect(() => recurrent(given)).toThrow(message);
});

test("data that are not sequences, or do not fit, are refused", () => {
  const net = recurrent({ cell: "rnn", ...shape });
  expect(() => measureThroughTime(net, spirals({ seed: 1 }) as never)).toThrow(/must be sequences/);
  expect(() => measureThroughTime(net, delayedRecall({ classes: 5, seed: 1 }))).toThrow(/net's inputs \(3\)/);
  expect(() => measureThroughTime(net, { ...data, steps: 7 })).toThrow(/must hold/);
});

test("the chart draws the bound above the measurement, and says both factors", () => {
  const report = measureThroughTime(recurrent({ cell: "rnn", ...shape, spectralNorm: 0.9 }), data);
  const theory = recurrentBound("tanh", { spectralNorm: 0.9, steps: 8 });
  const { data: traces, layout, description } = gradientThroughTime(report, { theory });
  const [, bound, measured] = traces as { name: string; y: number[] }[];
  measured.y.forEach((y, t) => expect(y).toBeLessThanOrEqual(bound.y[t] * 1.00001));
  expect((layout["title"] as { text: string }).text).toMatch(/shrinks[^]*the bound allows ×0\.9/);
  expect(description).toMatch(/8 time steps \(RNN\)/);
  const lstm = gradientThroughTime(measureThroughTime(recurrent({ cell: "lstm", ...shape }), data));
  expect(lstm.data.map(({ name }) => name)).toContain("∏ f, the cell's direct path");
});
