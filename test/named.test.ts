import { expect, test } from "vitest";
import { activation, leakyRelu } from "../src/activations";
import { mlp } from "../src/architecture/net";
import { heNormal, initializer } from "../src/initializers";

const options = { inputs: 2, depth: 1, width: 3, outputs: 2, seed: 1 } as const;
const relu = () => activation("relu");
const square = { f: (x: number) => x * x, derivative: (x: number) => 2 * x };

test("another function under a built-in's name is refused, and told to choose another name", () => {
  const rule = "must be the built-in relu when it bears that name; choose another for one of your own";
  for (const own of [
    { name: "relu", ...square },
    { ...relu(), ...square },
    { ...relu(), derivative: () => 1 },
    { name: "relu", f: 3, derivative: 4 },
  ]) {
    expect(() => activation(own as never)).toThrow(rule);
    expect(() => mlp({ ...options, activation: own as never })).toThrow(rule);
  }
  expect(() => activation({ ...leakyRelu({ slope: 0.2 }), parameters: { slope: 0.1 } })).toThrow(/leakyRelu/);
  expect(activation({ name: "square", ...square }).f(3)).toBe(9);
});

test("a built-in's own functions under its name are the built-in", () => {
  const { f, derivative } = relu();
  expect(mlp({ ...options, activation: { name: "relu", f, derivative } }).description.activations).toEqual([
    { name: "relu" },
  ]);
  expect(activation(leakyRelu({ slope: 0.2 })).parameters).toEqual({ slope: 0.2 });
});

test("another initializer under a built-in's name is refused", () => {
  const rule = "must be the built-in heNormal when it bears that name";
  expect(() => initializer({ ...heNormal(), variance: () => 9 })).toThrow(rule);
  expect(() => initializer({ ...heNormal(), sample: () => new Float32Array(6) } as never)).toThrow(rule);
  expect(initializer(heNormal({ slope: 0.1 })).parameters).toMatchObject({ slope: 0.1 });
});

test("a misspelt option is told with its near name and all that there are", () => {
  expect(() => mlp({ ...options, activaton: "relu" } as never)).toThrow(
    'mlp options has no such option; got "activaton". Did you mean "activation"? Choose one of: inputs, depth',
  );
});
