import { describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { adding } from "../../src/data/adding";
import { delayedRecall } from "../../src/data/delayed-recall";
import { fromArrays } from "../../src/data/from-arrays";
import { spirals } from "../../src/data/spirals";
import { adam } from "../../src/optimizers";
import { measure } from "../../src/probes/measure";
import { evaluate } from "../../src/recurrent/evaluate";
import { recurrent } from "../../src/recurrent/net";
import { runTraining } from "../../src/training/run-training";

describe("evaluate(net, data)", () => {
  test("validation, evaluate and measure at inference give the same loss, where training gives another", async () => {
    const net = mlp({ inputs: 2, depth: 3, width: 8, outputs: 2, activation: "rrelu", init: "heNormal", normalization: "batch", dropout: 0.5, seed: 1 }); // prettier-ignore
    const [data, held] = [spirals({ points: 60, seed: 1 }), spirals({ points: 40, seed: 2 })];
    const { validation } = await runTraining(net, { data, steps: 20, optimizer: adam(0.01), validation: { data: held, every: 20 } }); // prettier-ignore
    const { loss, accuracy, rSquared } = evaluate(net, held);
    expect(loss).toBe(validation.loss[0]);
    expect(accuracy).toBe(validation.accuracy[0]);
    expect(rSquared).toBeNaN();
    const report = measure(net, held, { mode: "inference" });
    expect(report.loss).toBeCloseTo(loss, 5);
    expect(report.accuracy).toBe(accuracy);
    expect(Math.abs(measure(net, held).loss - loss)).toBeGreaterThan(0.01);
  });

  test("the answers of predict have that loss and accuracy", () => {
    const net = mlp({ inputs: 2, depth: 3, width: 8, outputs: 2, seed: 1 });
    const data = spirals({ points: 50, seed: 1 });
    const answers = net.predict(data);
    const { loss, accuracy } = evaluate(net, data);
    const right = answers.filter((row, i) => row[data.labels[i]] > 0.5).length;
    expect(loss).toBeCloseTo(
      -answers.reduce((sum, row, i) => sum + Math.log(row[data.labels[i]]), 0) / 50,
      12,
    );
    expect(accuracy).toBeCloseTo(right / 50, 12);
  });

  test("R² is 1 − residual ÷ total, the mean over outputs; below 0 for answers worse than the mean", () => {
    const net = mlp({ inputs: 2, depth: 0, width: 1, outputs: 2, loss: "squaredError", seed: 1 });
    net.parameters[0].weights.set([1, 0, 0, 1]);
    const inputs = [[1, 1], [2, 2], [3, 3]]; // prettier-ignore
    const of = (targets: number[][]): number => evaluate(net, fromArrays({ inputs, targets })).rSquared;
    expect(of(inputs)).toBe(1);
    // Residuals 0, 0, 1 of a total of 14/3; and 2, 0, −2 of 2.
    expect(of([[1, 3], [2, 2], [4, 1]])).toBeCloseTo((1 - 3 / 14 + (1 - 8 / 2)) / 2, 6); // prettier-ignore
    expect(of([[1, 5], [2, 5], [3, 5]])).toBeNaN(); // prettier-ignore
  });

  test("a single example can be asked about at inference by a net with batch normalization", () => {
    const net = mlp({ inputs: 2, depth: 2, width: 4, outputs: 2, normalization: "batch", seed: 1 });
    const one = fromArrays({ inputs: [[1, 2]], labels: [1] });
    expect(() => measure(net, one)).toThrow("must be 2 or more with batch normalization");
    const { loss, layers } = measure(net, one, { mode: "inference" });
    expect(loss).toBeCloseTo(evaluate(net, one).loss, 6);
    expect(layers[0].weightNorm).toBeGreaterThan(0);
  });
});

describe("recurrent nets", () => {
  const net = recurrent({ cell: "gru", inputs: 2, units: 5, outputs: 1, loss: "squaredError", seed: 1 });
  const data = adding({ points: 9, steps: 4, seed: 1 });

  test("predict and evaluate, in batches and without a leak", () => {
    evaluate(net, data);
    const before = backend().tf.memory().numTensors;
    const answers = net.predict(data).flat();
    const { loss, rSquared } = evaluate(net, data);
    expect(backend().tf.memory().numTensors).toBe(before);
    const half = answers.reduce((sum, y, i) => sum + (y - data.targets![i]) ** 2 / 2, 0) / 9;
    expect(loss).toBeCloseTo(half, 6);
    const mean = data.targets!.reduce((sum, y) => sum + y / 9, 0);
    expect(rSquared).toBeCloseTo(
      1 - (18 * half) / data.targets!.reduce((sum, y) => sum + (y - mean) ** 2, 0),
      5,
    );
    const nested = Array.from({ length: 9 }, (_, i) =>
      Array.from({ length: 4 }, (_step, t) =>
        Array.from(data.inputs.subarray((4 * i + t) * 2, (4 * i + t) * 2 + 2)),
      ),
    );
    expect(net.predict(nested).flat()).toEqual(answers);
  });

  test("classes come as probabilities", () => {
    const recall = delayedRecall({ points: 6, delay: 3, classes: 3, noise: 0.1, seed: 1 });
    const classifier = recurrent({ cell: "rnn", inputs: recall.features, units: 4, outputs: 3, seed: 1 });
    for (const row of classifier.predict(recall)) expect(row.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
  });

  test.each([
    [[[1, 2]], "must be"],
    [
      [
        [[1, 2]],
        [
          [1, 2],
          [3, 4],
        ],
      ],
      "inputs[1] must be 1 steps",
    ],
    [[[[1]]], "inputs[0][0] must be 2 numbers"],
  ])("refuse %j", (inputs, message) => {
    expect(() => net.predict(inputs as never)).toThrow(message);
  });
});
