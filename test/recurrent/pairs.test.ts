import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { expect, test } from "vitest";
import { delayedRecall } from "../../src/data/delayed-recall";
import { InvalidArgument } from "../../src/errors";
import { measureThroughTime } from "../../src/recurrent/measure-recurrent";
import { recurrent } from "../../src/recurrent/net";
import { recurrentBound } from "../../src/theory/through-time/recurrent";
import { runSequence } from "../support/float64-recurrent";
import { H, nets, POINTS, STEPS, subject, UNITS } from "./support";

const norm = (matrix: Matrix): number =>
  new SingularValueDecomposition(matrix, { autoTranspose: true }).norm2;

test.each(nets)(
  "%s: every pair's norm is that of the Jacobian which differences in float64 give",
  (_, options) => {
    const { net, data, start, rows } = subject(options);
    const { pairs } = measureThroughTime(net, data, { pairs: true, jacobians: POINTS });
    const hasMemory = options.cell === "lstm";
    /** ∂(h_s, c_s) by a push of one kind at step t, a column per unit; a push at c moves h_t with it. */
    const pushed = (i: number, s: number, t: number, kind: "hidden" | "memory"): Matrix => {
      const columns = Array.from({ length: UNITS }, (_u, j) => {
        const ends = [H, -H].map((push) => {
          const nudge = { step: t, [kind]: Array.from({ length: UNITS }, (_v, k) => (k === j ? push : 0)) };
          const { hidden, memory } = runSequence(net.description, start, rows[i].slice(0, s + 1), nudge);
          return hasMemory ? [...hidden, ...memory] : hidden;
        });
        return ends[0].map((x, k) => (x - ends[1][k]) / (2 * H));
      });
      return new Matrix(columns).transpose();
    };
    const jacobian = (i: number, s: number, t: number): Matrix => {
      const byHidden = pushed(i, s, t, "hidden");
      if (!hasMemory) return byHidden;
      const readout = pushed(i, t, t, "memory").subMatrix(0, UNITS - 1, 0, UNITS - 1);
      const byMemory = pushed(i, s, t, "memory").sub(byHidden.mmul(readout));
      const columns = [...Array(UNITS).keys()];
      return new Matrix([...columns.map((j) => byHidden.getColumn(j)), ...columns.map((j) => byMemory.getColumn(j))]).transpose(); // prettier-ignore
    };
    expect(pairs!.map(({ length }) => length)).toEqual(Array.from({ length: STEPS }, (_u, s) => s + 1));
    for (let s = 0; s < STEPS; s++)
      for (let t = 0; t <= s; t++) {
        const largest = Math.max(...rows.map((_u, i) => norm(jacobian(i, s, t))));
        expect(pairs![s][t] / largest).toBeCloseTo(1, 4);
      }
  },
);

test("an rnn's pairs end with its Jacobians, and stay below (γ‖U‖₂)^(s−t), twenty seeds", () => {
  const data = delayedRecall({ points: 4, delay: 6, seed: 1 });
  for (let seed = 1; seed <= 20; seed++) {
    const activation = (["tanh", "sigmoid", "relu"] as const)[seed % 3];
    const net = recurrent({ cell: "rnn", inputs: 3, units: 5, outputs: 2, activation, recurrentInit: "xavierNormal", spectralNorm: 0.2 * seed, seed }); // prettier-ignore
    const { pairs, steps, gates } = measureThroughTime(net, data, { pairs: true });
    steps.forEach(({ hiddenJacobian }, t) => expect(pairs!.at(-1)![t]).toBeCloseTo(hiddenJacobian!, 10));
    const bound = recurrentBound(activation, { spectralNorm: gates[0].spectralNorm, steps: steps.length });
    pairs!.forEach((row, s) => row.forEach((size, t) => expect(size).toBeLessThanOrEqual(bound[s - t] * (1 + 1e-9)))); // prettier-ignore
  }
});

test("pairs are measured where they are asked for, and refused where they are none", () => {
  const data = delayedRecall({ points: 4, delay: 2, seed: 1 });
  const net = recurrent({ cell: "gru", inputs: 3, units: 2, outputs: 2, seed: 1 });
  expect(measureThroughTime(net, data)).not.toHaveProperty("pairs");
  expect(() => measureThroughTime(net, data, { pairs: 1 as never })).toThrow(InvalidArgument);
  expect(() => measureThroughTime(net, data, { pairs: true, jacobians: 0 })).toThrow(/from 1 up/);
});
