import { describe, expect, test } from "vitest";
import type { NetOptions } from "../../../src/architecture/description";
import { mlp } from "../../../src/architecture/net";
import { finiteFan } from "../../../src/theory/finite-width/finite-fan";
import { squaredDeviations, standardErrorsOff } from "../../support/monte-carlo";

const options = { inputs: 3, outputs: 2, depth: 4, width: 6, activation: "relu", init: "heNormal", bias: false, seed: 5 } as const; // prettier-ignore

describe("finiteFan", () => {
  test("draws nets whose ln δ has the mean and the variance of finite-width theory, and dies as often", () => {
    const nets = 1500;
    const { layers, dead, deadProbability } = finiteFan(mlp(options), { nets });
    // Lu et al. 2019.
    expect(deadProbability).toBeCloseTo(1 - (1 - 2 ** -6) ** 4, 12);
    expect(Math.abs(dead - nets * deadProbability)).toBeLessThan(4.5 * Math.sqrt(nets * deadProbability));
    expect(layers[0].nets).toHaveLength(nets - dead);
    for (const { finite, nets: logs, wide } of layers.slice(0, -1)) {
      expect(standardErrorsOff(logs, finite.mean)).toBeLessThan(4.5);
      expect(standardErrorsOff(squaredDeviations(logs), finite.variance)).toBeLessThan(4.5);
      expect(wide).toBeCloseTo(0, 12);
    }
    expect(layers.at(-1)!.nets.every((log) => log === 0)).toBe(true);
  });

  test.each([
    [{ activation: "tanh" }, /relu, linear/],
    [{ depth: 0 }, /hidden layer/],
    [{ outputs: 3 }, /two outputs/],
    [{ output: "linear", loss: "squaredError" }, /softmax over two outputs/],
  ] as [Partial<NetOptions>, RegExp][])("refuses %o", (other, message) =>
    expect(() => finiteFan(mlp({ ...options, ...other }), { nets: 2 })).toThrow(message),
  );
  test("refuses a single net", () => expect(() => finiteFan(mlp(options), { nets: 1 })).toThrow(/nets/));
});
