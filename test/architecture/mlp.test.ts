import fc from "fast-check";
import { expect, test } from "vitest";
import { parameterCount } from "../../src/architecture/layers";
import { mlp } from "../../src/architecture/net";
import { InvalidArgument } from "../../src/errors";
import { spirals } from "../../src/data/spirals";

const options = { inputs: 2, depth: 3, width: 4, outputs: 2, seed: 1 };
const shapes = (depth: number, width: number | number[]): string =>
  mlp({ ...options, depth, width })
    .layers.map(({ fanIn, fanOut }) => `${fanIn}→${fanOut}`)
    .join(" ");

test("depth counts the hidden layers: 0 is logistic regression", () => {
  expect(shapes(0, 4)).toBe("2→2");
  expect(shapes(1, 4)).toBe("2→4 4→2");
  expect(shapes(2, [3, 5])).toBe("2→3 3→5 5→2");
});

test("a net is its description: JSON gives it back bit for bit, and another seed another one", () => {
  const net = mlp({ ...options, activation: ["relu", "prelu", "elu"], init: "heNormal", biasVariance: 0.1 });
  const again = mlp({
    ...options,
    activation: ["relu", "prelu", "elu"],
    init: "heNormal",
    biasVariance: 0.1,
  });
  expect(again.parameters).toEqual(net.parameters);
  expect(JSON.parse(JSON.stringify(net.description))).toEqual(net.description);
  expect(mlp({ ...options, seed: 2 }).parameters[0].weights).not.toEqual(mlp(options).parameters[0].weights);
});

test("layers of equal shape are drawn differently", () => {
  const { parameters } = mlp(options);
  expect(parameters[1].weights).not.toEqual(parameters[2].weights);
});

test("parameterCount counts weights, biases and learned slopes", () => {
  expect(parameterCount(mlp(options).description)).toBe(2 * 4 + 4 + 2 * (4 * 4 + 4) + 4 * 2 + 2);
  expect(parameterCount(mlp({ ...options, activation: "prelu" }).description)).toBe(62 + 3);
});

test.each([
  [{ depth: -1 }, "mlp depth must be a whole number from 0 to 1000; got -1"],
  [{ width: 2.5 }, "mlp width must be a whole number from 1 to 65536; got 2.5"],
  [{ width: [4, 4] }, "mlp width must be one value, or one per hidden layer (3); got [4,4]"],
  [
    { activation: "softmax" },
    /activation is not a known name; got "softmax"\. Choose one of: linear, sigmoid/,
  ],
  [{ init: "he" }, /init is not a known name; got "he"/],
  [{ biasVariance: -1 }, "mlp biasVariance must be a finite number from 0 up; got -1"],
  [{ seed: undefined }, "mlp seed must be a whole number"],
  [{ layers: 3 }, 'mlp options has no such option; got "layers". Choose one of: inputs, depth'],
])("mlp with %j throws a typed error", (bad, message) => {
  expect(() => mlp({ ...options, ...bad } as never)).toThrow(message);
  expect(() => mlp({ ...options, ...bad } as never)).toThrow(InvalidArgument);
});

test("whatever is thrown at mlp, it builds a net or throws InvalidArgument", () => {
  const anything = fc.record({
    inputs: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.anything()),
    depth: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.anything()),
    width: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.anything()),
    outputs: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.anything()),
    activation: fc.oneof(fc.constant("relu"), fc.anything()),
    init: fc.oneof(fc.constant("heNormal"), fc.anything()),
    seed: fc.oneof(fc.nat(), fc.anything()),
  });
  fc.assert(
    fc.property(anything, (bad) => {
      try {
        mlp(bad as never);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidArgument);
      }
    }),
    { numRuns: 500 },
  );
});

test("spirals are standardized, seeded, and balanced between their arms", () => {
  const data = spirals({ points: 300, classes: 3, seed: 4 });
  expect(spirals({ points: 300, classes: 3, seed: 4 })).toEqual(data);
  for (const column of [0, 1]) {
    const values = data.inputs.filter((_, i) => i % 2 === column);
    expect(values.reduce((a, b) => a + b) / 300).toBeCloseTo(0, 6);
    expect(values.reduce((a, b) => a + b * b, 0) / 300).toBeCloseTo(1, 5);
  }
  expect([0, 1, 2].map((k) => data.labels.filter((label) => label === k).length)).toEqual([100, 100, 100]);
});
