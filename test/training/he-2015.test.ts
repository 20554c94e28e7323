import { mean } from "d3-array";
import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import { spirals } from "../../src/data/spirals";
import { momentum } from "../../src/optimizers";
import { train } from "../../src/training/train";

const data = spirals({ points: 400, seed: 1 });

/** The loss at every step of a ReLU net of width 32. */
async function losses(depth: number, init: "xavierNormal" | "heNormal"): Promise<number[]> {
  const net = mlp({ inputs: 2, depth, width: 32, outputs: 2, activation: "relu", init, seed: 1 });
  const { loss } = await train(net, { data, steps: 200, batch: 128, optimizer: momentum(0.01) });
  return loss;
}

const atTheEnd = (loss: number[]): number => mean(loss.slice(-20))!;
const firstBelow = (loss: number[], level: number): number => loss.findIndex((value) => value < level);

// A statement about initialization, not about backends: once, on the fastest.
test.runIf(backend().name === "node")(
  "Xavier still learns 22 ReLU layers, slowly, and stalls at ln 2 with 30, where He learns (He et al. 2015, section 2.2)",
  async () => {
    const [xavier22, he22] = [await losses(22, "xavierNormal"), await losses(22, "heNormal")];
    expect(atTheEnd(xavier22)).toBeLessThan(0.4);
    expect(firstBelow(xavier22, 0.5)).toBeGreaterThan(2 * firstBelow(he22, 0.5));
    const [xavier30, he30] = [await losses(30, "xavierNormal"), await losses(30, "heNormal")];
    // Half of δ's mean square is lost in each layer: the first layers get 2⁻¹⁵ of the last one's gradient.
    expect(Math.abs(atTheEnd(xavier30) - Math.LN2)).toBeLessThan(0.002);
    expect(Math.min(...he30)).toBeLessThan(0.4);
  },
  120_000,
);
