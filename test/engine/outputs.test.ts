import { describe, expect, test } from "vitest";
import type { NetOptions } from "../../src/architecture/description";
import { parameterCount } from "../../src/architecture/layers";
import { mlp, type Net } from "../../src/architecture/net";
import { fromArrays } from "../../src/data/from-arrays";
import { predict } from "../../src/engine/answers";
import { sgd } from "../../src/optimizers";
import { autodiff } from "../../src/probes/autodiff";
import { measure } from "../../src/probes/measure";
import { evaluate } from "../../src/recurrent/evaluate";
import { backpropagation } from "../../src/theory/backpropagation/backpropagation";
import { runTraining } from "../../src/training/run-training";

/** The net that Mazur (2015) works by hand: two inputs, two hidden and two output sigmoids, one bias a layer. */
function workedByHand(): Net {
  // w₁ and w₂ lead into the first hidden unit: W has a row for each input.
  const net = mlp({
    inputs: 2,
    depth: 1,
    width: 2,
    outputs: 2,
    output: "sigmoid",
    loss: "squaredError",
    seed: 1,
  });
  return net.setParameters([
    { weights: [[0.15, 0.25], [0.2, 0.3]], biases: [0.35, 0.35] },
    { weights: [[0.4, 0.5], [0.45, 0.55]], biases: [0.6, 0.6] },
  ]); // prettier-ignore
}
const byHand = fromArrays({ inputs: [[0.05, 0.1]], targets: [[0.01, 0.99]] });

describe("the 2-2-2 net worked by hand", () => {
  const [cost, w5, w1] = [0.298371109, 0.082167041, 0.000438568];

  test("by theory, with weights in float64", () => {
    const { description } = workedByHand();
    const parameters = [
      { weights: [0.15, 0.25, 0.2, 0.3], biases: [0.35, 0.35] },
      { weights: [0.4, 0.5, 0.45, 0.55], biases: [0.6, 0.6] },
    ];
    const data = { inputs: [0.05, 0.1], labels: [], targets: [0.01, 0.99] };
    const { loss, layers } = backpropagation({ description, parameters }, data);
    expect(loss).toBeCloseTo(cost, 9);
    expect(layers[1].weightGradient[0]).toBeCloseTo(w5, 9);
    expect(layers[0].weightGradient[0]).toBeCloseTo(w1, 9);
  });

  test("measured, by autodiff, by a step of training, and as it answers", async () => {
    const net = workedByHand();
    expect(measure(net, byHand).loss).toBeCloseTo(cost, 6);
    expect(evaluate(net, byHand).loss).toBeCloseTo(cost, 6);
    const [first, second] = autodiff(net, byHand);
    expect(second.weights[0]).toBeCloseTo(w5, 7);
    expect(first.weights[0]).toBeCloseTo(w1, 8);
    const answers = predict(net, [[0.05, 0.1]])[0];
    expect(answers[0]).toBeCloseTo(0.75136507, 6);
    expect(answers[1]).toBeCloseTo(0.772928465, 6);
    await runTraining(net, { data: byHand, steps: 1, optimizer: sgd(0.5) });
    expect(net.parameters[1].weights[0]).toBeCloseTo(0.35891648, 6);
    expect(net.parameters[0].weights[0]).toBeCloseTo(0.149780716, 6);
  });
});

describe("the learning slowdown of one saturated sigmoid (Nielsen 2015, chapter 3)", () => {
  const neuron = (loss: NetOptions["loss"]): Net => {
    const net = mlp({ inputs: 1, depth: 0, width: 1, outputs: 1, output: "sigmoid", loss, seed: 1 });
    net.parameters[0].weights[0] = net.parameters[0].biases[0] = 2;
    return net;
  };
  const data = fromArrays({ inputs: [[1]], targets: [[0]] });
  const a = 1 / (1 + Math.exp(-4));

  test("squared error has the factor σ′(z), cross-entropy has not", () => {
    expect(measure(neuron("squaredError"), data).layers[0].deltaRms).toBeCloseTo(a * a * (1 - a), 7);
    expect(measure(neuron("crossEntropy"), data).layers[0].deltaRms).toBeCloseTo(a, 6);
  });

  test("its output counts as saturated, and as active by σ(z), with squared error", () => {
    const net = neuron("squaredError");
    net.parameters[0].biases[0] = 8;
    const [layer] = measure(net, data).layers;
    expect(layer.saturatedShare).toBe(1);
    expect(layer.activationMean).toBeCloseTo(1 / (1 + Math.exp(-10)), 6);
  });
});

describe("independent labels", () => {
  const net = mlp({ inputs: 2, depth: 0, width: 1, outputs: 2, output: "sigmoid", seed: 1 });
  net.parameters[0].weights.set([1, 0, 0, 1]);
  const logits = [[1, -1], [2, 3], [-1, 0.5]]; // prettier-ignore
  const targets = [[1, 0], [1, 1], [1, 0]]; // prettier-ignore

  test("have the sum of binary cross-entropies, and the share of labels that are right", () => {
    const data = fromArrays({ inputs: logits, targets });
    const terms = logits.flatMap((row, i) =>
      row.map((z, j) => Math.log(1 + Math.exp(targets[i][j] ? -z : z))),
    );
    const loss = terms.reduce((sum, term) => sum + term) / 3;
    for (const found of [evaluate(net, data), measure(net, data)]) {
      expect(found.loss).toBeCloseTo(loss, 6);
      expect(found.accuracy).toBeCloseTo(4 / 6, 6);
    }
    expect(predict(net, [[0, Math.log(3)]])[0][1]).toBeCloseTo(0.75, 7);
  });

  test("are counted alike in training, and a class each is judged by the largest output", async () => {
    const data = fromArrays({ inputs: logits, targets });
    const copy = mlp(net.description);
    copy.parameters[0].weights.set([1, 0, 0, 1]);
    const run = await runTraining(copy, { data, steps: 1, optimizer: sgd(1e-9) });
    expect(run.accuracy[0]).toBeCloseTo(4 / 6, 6);
    const classes = fromArrays({ inputs: logits, labels: [0, 1, 0] });
    expect(evaluate(net, classes).accuracy).toBeCloseTo(2 / 3, 12);
    expect(measure(net, classes).accuracy).toBeCloseTo(2 / 3, 6);
  });
});

test("soft labels: the loss is lowest at the entropy, where the answers are the targets and the gradient is 0", () => {
  const net = mlp({ inputs: 3, depth: 0, width: 1, outputs: 3, seed: 1 });
  net.parameters[0].weights.set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  const rows = [[0.5, 0.25, 0.25], [0.125, 0.125, 0.75]]; // prettier-ignore
  const data = fromArrays({ inputs: rows.map((row) => row.map(Math.log)), targets: rows });
  const entropy = -rows.flat().reduce((sum, p) => sum + p * Math.log(p), 0) / 2;
  const { loss, accuracy, layers } = measure(net, data);
  expect(loss).toBeCloseTo(entropy, 6);
  expect(accuracy).toBe(1);
  expect(layers[0].weightNorm).toBeLessThan(1e-6);
});

test("a hidden activation of its own at the output is learned with the rest: PReLU's slope too", async () => {
  const net = mlp({ inputs: 1, depth: 0, width: 1, outputs: 1, output: "prelu", seed: 1 });
  expect(parameterCount(net.description)).toBe(3);
  net.parameters[0].weights[0] = 1;
  const data = fromArrays({ inputs: [[-2]], targets: [[-1]] });
  // α = 0.25: answer −0.5, error 0.5, ∂C/∂α = 0.5·(−2) and ∂C/∂w = 0.5·0.25·(−2).
  await runTraining(net, { data, steps: 1, optimizer: sgd(0.1) });
  expect(net.parameters[0].slope![0]).toBeCloseTo(0.25 + 0.1, 6);
  expect(net.parameters[0].weights[0]).toBeCloseTo(1 + 0.1 * 0.25, 6);
});

describe("what does not go together is refused", () => {
  const options = { inputs: 2, depth: 0, width: 1, outputs: 2, seed: 1 };
  const bad: [object, string][] = [
    [{ output: "tanh", loss: "crossEntropy" }, 'mlp output must be a probability for loss "crossEntropy"'],
    [{ output: "softmax", outputs: 1 }, "mlp output must not be softmax for one output"],
    [{ output: "softmaxx" }, 'mlp output is not a known name; got "softmaxx". Did you mean "softmax"?'],
  ];
  test.each(bad)("%j", (more, message) => {
    expect(() => mlp({ ...options, ...more })).toThrow(message);
  });

  test("targets that are no probabilities, or no distributions", () => {
    const of = (targets: number[][]): (() => unknown) => {
      const data = fromArrays({ inputs: [[1, 2]], targets });
      return () => evaluate(mlp(options), data);
    };
    expect(of([[2, -1]])).toThrow(
      'must be probabilities from 0 to 1, unless the net has loss: "squaredError"',
    );
    expect(of([[1, 1]])).toThrow(
      'must add up to 1 (classes exclude each other), unless the net has output: "sigmoid"',
    );
  });
});
