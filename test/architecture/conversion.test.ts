import { expect, test } from "vitest";
import { convertActivation } from "../../src/architecture/conversion";
import { mlp } from "../../src/architecture/net";
import { random } from "../../src/random/random";
import { forward } from "../../src/theory/backpropagation/forward";

const stream = random(3, "inputs");
const examples = {
  inputs: Float64Array.from({ length: 30 }, () => stream.normal()),
  labels: Array.from({ length: 10 }, (_, i) => i % 2),
};

test.each(["tanh", "sigmoid"] as const)(
  "a %s net and its conversion are the same function, to 1e-12 in float64",
  (activation) => {
    for (const depth of [0, 1, 2, 5]) {
      const net = mlp({ inputs: 3, depth, width: 6, outputs: 2, activation, biasVariance: 0.2, seed: 4 });
      const converted = convertActivation(net);
      const [before, after] = [net, converted].map(
        (numbers) => forward(numbers, examples).layers.at(-1)!.preactivation,
      );
      before.forEach((z, i) => expect(Math.abs(z - after[i])).toBeLessThan(1e-12));
      expect(converted.description.activations.every(({ name }) => name !== activation)).toBe(true);
    }
  },
);

test("there and back again is the identity", () => {
  const net = mlp({
    inputs: 3,
    depth: 3,
    width: 4,
    outputs: 2,
    activation: "tanh",
    biasVariance: 0.2,
    seed: 4,
  });
  const twin = mlp(convertActivation(net).description);
  convertActivation(net).parameters.forEach(({ weights, biases }, i) => {
    twin.parameters[i].weights.set(weights);
    twin.parameters[i].biases.set(biases);
  });
  convertActivation(twin).parameters.forEach(({ weights, biases }, i) => {
    weights.forEach((w, k) => expect(w).toBeCloseTo(net.parameters[i].weights[k], 6));
    biases.forEach((b, k) => expect(b).toBeCloseTo(net.parameters[i].biases[k], 5));
  });
});

test("other nets are refused with the reason", () => {
  const net = { inputs: 3, depth: 2, width: 4, outputs: 2, seed: 1 };
  expect(() => convertActivation(mlp({ ...net, activation: "relu" }))).toThrow(
    /one activation; got \["relu"\]\. Choose one of: tanh, sigmoid/,
  );
  expect(() => convertActivation(mlp({ ...net, bias: false }))).toThrow("takes a net with biases");
});
