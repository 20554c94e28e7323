import { describe, expect, test } from "vitest";
import { agreement } from "../../../src/theory/backpropagation/agreement";
import { chain } from "../../../src/theory/chain/chain";
import { chainFactors } from "../../../src/theory/chain/chain-factors";
import { chainSensitivity } from "../../../src/theory/chain/chain-sensitivity";
import { gateSweep } from "../../../src/theory/chain/gate-sweep";

describe("chainFactors", () => {
  test("is |∂a^L/∂a⁰| of the chain it describes", () => {
    const { run, best } = chainFactors({ activation: "tanh", weights: [0.7, -1.3], depth: 4, bias: 0.2 });
    [0.7, -1.3].forEach((weight, column) => {
      let a = 1;
      let factor = 1;
      for (let l = 0; l < 4; l++) {
        a = Math.tanh(weight * a + 0.2);
        factor *= Math.abs(weight) * (1 - a * a);
        expect(run[l][column]).toBeCloseTo(Math.log10(factor), 10);
        expect(best[l][column]).toBeGreaterThanOrEqual(run[l][column]);
      }
    });
  });

  test("is −Infinity where a rectifier is off", () => {
    const { run } = chainFactors({ activation: "relu", weights: [-1, 2], depth: 2 });
    expect(run[1]).toEqual([-Infinity, 2 * Math.log10(2)]);
  });
});

test("gateSweep keeps the gradient of the chain with that bias", () => {
  const weights = [1, -0.5, 2];
  const { gradients, activations } = gateSweep({ weights, activation: "tanh", layer: 2, sweep: [-1, 0.3] });
  const { neurons } = chain({ weights, activation: "tanh", biases: [0, 0.3, 0] });
  expect(gradients[1]).toBe(Math.abs(neurons[0].gradient));
  expect(activations[1]).toBe(neurons[1].activation);
  expect(() => gateSweep({ weights, layer: 3, sweep: [0] })).toThrow(/from 1 to 2/);
});

describe("chainSensitivity", () => {
  test("finds that the layers below matter as well", () => {
    const { changes } = chainSensitivity({ weights: [1, 1, 1, 1], activation: "sigmoid", layer: 3 });
    expect(changes).toHaveLength(4);
    for (const change of changes) expect(Math.abs(change)).toBeGreaterThan(1e-6);
  });

  test("has no relative change of a gradient that is 0", () => {
    const { changes, gradient } = chainSensitivity({ weights: [-1, 1, 1], activation: "relu", layer: 1 });
    expect(Math.abs(gradient)).toBe(0);
    expect(changes.every(Number.isNaN)).toBe(true);
  });
});

describe("agreement", () => {
  test("says how far each way is right", () => {
    const { candidates } = agreement({
      exact: [1e-9, 1e-4, 1],
      rounded: [1.0000001e-9, 1e-4, 1],
      blind: [0, 1e-4, 1],
      wrong: [2e-9, 3e-4, 5],
    });
    expect(candidates.map(({ finest }) => finest)).toEqual([1e-9, 1e-4, Infinity]);
    expect(candidates[0].worst).toBeCloseTo(1e-7, 12);
    expect(candidates[2].errors).toEqual([1, 2, 4].map((e) => expect.closeTo(e, 10)));
  });

  test("counts two zeros as equal, and needs ways of one length", () => {
    expect(agreement({ a: [0, 1], b: [0, 1] }).candidates[0].worst).toBe(0);
    expect(() => agreement({ a: [1] })).toThrow(/at least two/);
    expect(() => agreement({ a: [1], b: [1, 2] })).toThrow(/one number per layer \(1\)/);
  });
});
