import { expect, test } from "vitest";
import { activation } from "../../src/activations";
import { mlp } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { measure } from "../../src/probes/measure";

const softsign = {
  name: "mySoftsign",
  f: (x: number) => x / (1 + Math.abs(x)),
  derivative: (x: number) => 1 / (1 + Math.abs(x)) ** 2,
  kinks: [0],
};

test("a reader's own activation runs through a net like the built-in one", () => {
  const net = { inputs: 2, depth: 3, width: 5, outputs: 2, seed: 2 };
  const data = spirals({ points: 30, seed: 1 });
  const [own, builtIn] = [softsign, "softsign" as const].map((a) =>
    measure(mlp({ ...net, activation: a }), data),
  );
  own.layers.forEach(({ deltaRms, activationStd }, i) => {
    expect(deltaRms / builtIn.layers[i].deltaRms).toBeCloseTo(1, 4);
    expect(activationStd / builtIn.layers[i].activationStd).toBeCloseTo(1, 4);
  });
});

test("its record stands for itself, and the bound is found", () => {
  const record = activation(softsign);
  expect(activation(record)).toBe(record);
  expect(activation(softsign)).toBe(record);
  expect(activation({ name: "sine", f: Math.sin, derivative: Math.cos }).bound.value).toBeCloseTo(1, 4);
});

test.each([
  [
    { f: Math.sin, derivative: Math.sin },
    /activation derivative must be the derivative of f: at x = -19\.99877 finite differences give/,
  ],
  [{ f: Math.sin }, "activation derivative must be a function of one number; got undefined"],
  [{ f: Math.log, derivative: (x: number) => 1 / x }, "must have finite f and derivative from −20 to 20"],
  [{ f: Math.sin, derivative: Math.cos, slope: 1 }, 'activation has no such option; got "slope"'],
])("bad functions %# are refused with the reason", (own, message) => {
  expect(() => activation(own as never)).toThrow(message);
});

test("its second derivative is found by differences that do not reach over a kink", () => {
  const sine = activation({ name: "sine", f: Math.sin, derivative: Math.cos });
  for (const x of [-3, 0.1, 2]) expect(sine.secondDerivative(x)).toBeCloseTo(-Math.sin(x), 10);
  const bent = activation({
    name: "half parabola",
    f: (x) => Math.max(0, x) ** 2,
    derivative: (x) => 2 * Math.max(0, x),
    kinks: [0],
  });
  for (const x of [1e-4, 1]) expect(bent.secondDerivative(x)).toBeCloseTo(2, 8);
  for (const x of [-1e-4, -1, 0]) expect(bent.secondDerivative(x)).toBeCloseTo(0, 8);
});
