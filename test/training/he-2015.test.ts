import { mean, median, min } from "d3-array";
import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { momentum } from "../../src/optimizers";
import { runTraining as train } from "../../src/training/run-training";
import { inSuite } from "../support/long";

const data = spirals({ points: 400, seed: 1 });
const SEEDS = inSuite([1, 2, 3], { inSoak: [1, 2, 3, 4, 5] });

/** The loss at every step of ReLU nets of width 32, one for each seed. */
const losses = (depth: number, init: "xavierNormal" | "heNormal", steps: number): Promise<Float64Array[]> =>
  Promise.all(
    SEEDS.map(async (seed) => {
      const net = mlp({ inputs: 2, depth, width: 32, outputs: 2, activation: "relu", init, seed });
      const { loss } = await train(net, { data, steps, batch: 128, optimizer: momentum(0.01) });
      return loss;
    }),
  );

const learns = (loss: Float64Array): boolean => min(loss)! < 0.45;
/** Steps until the loss is below ½; all of them where it never is. */
const stepsToHalf = (loss: Float64Array): number => {
  const at = loss.findIndex((value) => value < 0.5);
  return at < 0 ? loss.length : at;
};

// A statement about initialization, not about backends: once, on the fastest.
test.runIf(backend().name === "node")(
  "Xavier still learns 22 ReLU layers, slowly, and stalls at ln 2 with 30, where He learns (He et al. 2015, section 2.2)",
  async () => {
    // Where He learns it does so in a few dozen steps.
    const [xavier22, he22] = [await losses(22, "xavierNormal", 300), await losses(22, "heNormal", 100)];
    expect(xavier22.filter(learns).length).toBeGreaterThan(SEEDS.length / 2);
    expect(he22.every(learns)).toBe(true);
    expect(median(xavier22, stepsToHalf)).toBeGreaterThan(4 * median(he22, stepsToHalf)!);
    const [xavier30, he30] = [await losses(30, "xavierNormal", 150), await losses(30, "heNormal", 100)];
    // Half of δ's mean square is lost in each layer: the first layers get 2⁻¹⁵ of the last one's gradient.
    for (const loss of xavier30) expect(Math.abs(mean(loss.slice(-20))! - Math.LN2)).toBeLessThan(0.002);
    expect(he30.every(learns)).toBe(true);
  },
);
