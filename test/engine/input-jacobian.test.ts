import type { Tensor } from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { rrelu } from "../../src/activations";
import type { NetOptions } from "../../src/architecture/description";
import { mlp, type Net } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { inputJacobians } from "../../src/engine/input-jacobian";
import { propagate, tensorsOf } from "../../src/engine/propagate";
import { random } from "../../src/random/random";

const shape = { inputs: 5, depth: 3, width: 5, outputs: 3, activation: "tanh", biasVariance: 0.1, seed: 4 } as const; // prettier-ignore

/** ∂outputs/∂inputs by tfjs's autodiff in float32. */
function byAutodiff(net: Net, point: number[]): number[] {
  const { tf } = backend();
  const { inputs, outputs } = net.description;
  const found = tf.tidy(() => {
    const layers = net.layers.map((plan, i) => tensorsOf(tf, plan, net.parameters[i]));
    const gradient = tf.grad((x: Tensor) => tf.sum(tf.mul(propagate(tf, net.layers, layers, x), tf.eye(outputs))));
    return gradient(tf.tensor2d(Array.from({ length: outputs }, () => point), [outputs, inputs]));
  }); // prettier-ignore
  const values = Array.from(found.dataSync());
  found.dispose();
  return values;
}

describe("inputJacobians", () => {
  const nets: Record<string, Partial<NetOptions>> = {
    plain: {},
    "of ReLU, without biases": { activation: "relu", bias: false, biasVariance: undefined },
    "with a slope for each unit": { activation: "prelu" },
    "with random slopes": { activation: rrelu() },
    "with skip connections": { residual: { every: 1, scale: 0.5 } },
    "with skip connections over two layers": { residual: { every: 2 }, activation: "elu" },
    "with batch normalization": { normalization: "batch", residual: { every: 1 } },
    "with layer normalization": { normalization: "layer" },
    "with an output that belongs to the loss": { output: "sigmoid", loss: "crossEntropy" },
    "with an output of its own": { output: "elu" },
    "with dropout": { dropout: 0.5 },
  };
  test.each(Object.entries(nets))("of a net %s is what autodiff gives", (_, options) => {
    const net = mlp({ ...shape, ...options });
    const draw = random(1, "jacobian");
    // Other gains, shifts and running statistics than those of a new net.
    for (const { gain, shift, runningMean, runningVariance } of net.parameters)
      for (const values of [gain, shift, runningMean, runningVariance])
        values?.forEach((_value, i) => (values[i] = 0.5 + draw.uniform()));
    const points = [1, 2].map(() => Array.from({ length: 5 }, () => draw.normal()));
    inputJacobians(net, points).forEach((exact, k) => {
      const other = byAutodiff(net, points[k]);
      const size = Math.max(...other.map(Math.abs));
      expect(size).toBeGreaterThan(0);
      exact.forEach((value, i) => expect(Math.abs(value - other[i])).toBeLessThan(2e-5 * size));
    });
  });

  test("of a deep linear net is the product of its matrices, also where float32 would have lost it", () => {
    const net = mlp({ inputs: 1, depth: 79, width: 1, outputs: 1, activation: "linear", output: "linear", bias: false, seed: 1 }); // prettier-ignore
    net.parameters.forEach(({ weights }) => weights.fill(0.125));
    expect(inputJacobians(net, [[2]])).toEqual([Float64Array.of(0.125 ** 80)]);
  });
});
