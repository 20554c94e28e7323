import { deviation, mean } from "d3-array";
import { describe, expect, test } from "vitest";
import { backend, type TensorFlow } from "../../src/backend/backend";
import { tensorflow } from "../../src/backend/tensorflow";
import type { Dataset } from "../../src/data/dataset";
import { digits } from "../../src/data/digits";
import { mnistFirst1000 } from "../../src/data/mnist";
import { layersModel } from "../../src/models";
import { inSuite } from "../support/long";

/** ‖∂C/∂b‖ of every hidden layer of [784, 30, …, 10] before training, as rounded in Nielsen 2015, chapter 5. */
const PUBLISHED = [
  [0.07, 0.31],
  [0.012, 0.06, 0.283],
  [0.003, 0.017, 0.07, 0.285],
];
const SEEDS = inSuite(6, { inSoak: 12 });

/** ln ‖∂C/∂b‖ per hidden layer of one of his nets: W ~ N(0, 1/n), b ~ N(0, 1), ten sigmoids with cross-entropy. */
function logNorms(data: Dataset, depth: number, seed: number): number[] {
  const tf = tensorflow() as TensorFlow;
  const sizes = [784, ...Array.from({ length: depth }, () => 30), 10];
  const layers = sizes.slice(1).map((units, i) =>
    tf.layers.dense({
      units,
      inputShape: i === 0 ? [sizes[0]] : undefined,
      activation: "sigmoid",
      kernelInitializer: tf.initializers.randomNormal({
        stddev: 1 / Math.sqrt(sizes[i]),
        seed: 100 * seed + i,
      }),
      biasInitializer: tf.initializers.randomNormal({ stddev: 1, seed: 100 * seed + 50 + i }),
    }),
  );
  const model = tf.sequential({ layers });
  model.compile({ optimizer: tf.train.sgd(1), loss: "binaryCrossentropy" });
  const report = layersModel(model).measure(data);
  model.dispose();
  // His cost sums over the outputs, where tfjs's takes the mean.
  return report.layers.slice(0, -1).map(({ biasNorm }) => Math.log(10 * biasNorm));
}

const sets: [string, () => Dataset][] = [["generated digits", () => digits({ points: 1000, seed: 1 })]];
try {
  mnistFirst1000();
  sets.push(["the first 1000 images of MNIST", mnistFirst1000]);
} catch {
  // The package with the images is optional.
}

// A statement about gradients, not about backends: once, on the fastest.
describe.runIf(backend().name === "node").each(sets)("on %s", (_, load) => {
  test.each(PUBLISHED)("Nielsen's norms %f, %f, … are one draw among ours", (...published) => {
    const norms = published.filter((norm) => norm !== undefined);
    const data = load();
    const draws: number[][] = [];
    for (let seed = 0; seed < SEEDS; seed++) draws.push(logNorms(data, norms.length, seed));
    norms.forEach((norm, l) => {
      const ours = draws.map((draw) => draw[l]);
      // The difference of one draw and the mean of ours.
      const spread = deviation(ours)! * Math.sqrt(1 + 1 / SEEDS);
      expect(Math.abs(Math.log(norm) - mean(ours)!)).toBeLessThan(4 * spread);
      if (l === 0) return;
      const factor = Math.exp(mean(draws, (draw) => draw[l - 1] - draw[l])!);
      expect(factor).toBeGreaterThan(0.14);
      expect(factor).toBeLessThan(0.26);
    });
  });
});
