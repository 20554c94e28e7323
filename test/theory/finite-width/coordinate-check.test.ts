import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { spirals } from "../../../src/data/spirals";
import { xor } from "../../../src/data/xor";
import { lecunNormal } from "../../../src/initializers";
import { coordinateCheck } from "../../../src/theory/finite-width/coordinate-check";
import { forward } from "../../../src/theory/backpropagation/forward";

const data = spirals({ points: 16, seed: 1 });
const widths = [32, 64, 128, 256];
const exponents = (parametrization: "standard" | "muP", activation: "relu" | "tanh" = "relu"): number[] => {
  const seeds = [1, 2, 3, 4, 5];
  const found = seeds.map((seed) => coordinateCheck(activation, { parametrization, widths, data, seed }));
  return [0, 1, 2].map((l) => found.reduce((sum, { layers }) => sum + layers[l].exponent, 0) / seeds.length);
};

// Δz of a layer with fan-in n is a sum of n terms η|a| of one sign. The output adds Σ|w|Δa over n units, |w| ~ 1/√n.
test.each(["relu", "tanh"] as const)(
  "one step of Adam changes z of %s nets like 1, n and n^1.5 in the standard parametrization, and like 1 in muP",
  (activation) => {
    const standard = exponents("standard", activation);
    [0, 1, 1.5].forEach((expected, l) => expect(Math.abs(standard[l] - expected)).toBeLessThan(0.12));
    for (const exponent of exponents("muP", activation)) expect(Math.abs(exponent)).toBeLessThan(0.1);
  },
);

test("both parametrizations agree at the narrowest width", () => {
  const check = { widths: [8, 32], data, seed: 3 };
  const [standard, muP] = (["standard", "muP"] as const).map((parametrization) => coordinateCheck("tanh", { ...check, parametrization })); // prettier-ignore
  standard.layers.forEach(({ change }, l) => expect(muP.layers[l].change[0]).toBeCloseTo(change[0], 12));
});

test("the change of z is that of weights moved by the rate against the sign of finite differences", () => {
  const examples = xor({ points: 4, noise: 0.1, seed: 1 });
  const rate = 0.01;
  const [width, seed] = [3, 5];
  const found = coordinateCheck("linear", { parametrization: "standard", widths: [width, 4], data: examples, rate, seed }); // prettier-ignore
  const net = mlp({ inputs: 2, depth: 2, width, outputs: 2, activation: "linear", init: lecunNormal(), bias: false, seed }); // prettier-ignore
  const { description } = net;
  const parameters = net.parameters.map(({ weights, biases }) => ({
    biases,
    weights: Float64Array.from(weights),
  }));
  const h = 1e-5;
  const moved = parameters.map(({ biases, weights }) => ({
    biases,
    weights: weights.map((w, k) => {
      const loss = (value: number): number => {
        weights[k] = value;
        return forward({ description, parameters }, examples).loss;
      };
      const slope = (loss(w + h) - loss(w - h)) / (2 * h);
      weights[k] = w;
      return w - rate * (slope / (Math.abs(slope) + 1e-8));
    }),
  }));
  const [before, after] = [parameters, moved].map((all) => forward({ description, parameters: all }, examples).layers); // prettier-ignore
  found.layers.forEach(({ change }, l) => {
    const squares = after[l].preactivation.map((z, k) => (z - before[l].preactivation[k]) ** 2);
    const rms = Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length);
    expect(change[0] / rms).toBeCloseTo(1, 3);
  });
});

test("the exponent is the slope in logarithms; bad options name the rule", () => {
  const { layers } = coordinateCheck("relu", { parametrization: "standard", widths: [4, 16], data, seed: 1 });
  for (const { change, exponent } of layers) expect(exponent).toBeCloseTo(Math.log(change[1] / change[0]) / Math.log(4), 12); // prettier-ignore
  const bad = { parametrization: "standard", widths: [4], data, seed: 1 } as const;
  expect(() => coordinateCheck("relu", bad)).toThrow("coordinateCheck widths");
  expect(() => coordinateCheck("relu", { ...bad, widths: [4, 8], parametrization: "mup" as never })).toThrow("coordinateCheck parametrization"); // prettier-ignore
});
