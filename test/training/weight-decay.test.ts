import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { adamw, sgd } from "../../src/optimizers";
import { runTraining as train } from "../../src/training/run-training";

test("weight decay leaves the slopes of PReLU alone (He et al. 2015), be it in the gradient or beside it", async () => {
  const data = spirals({ points: 40, seed: 1 });
  const still = { data, steps: 3, clip: { value: 1e-30 } };
  for (const decay of [
    { optimizer: sgd(0.5), weightDecay: 0.1 },
    { optimizer: adamw(0.5, { decay: 0.1 }) },
  ]) {
    const net = mlp({ inputs: 2, depth: 2, width: 4, outputs: 2, activation: "prelu", seed: 2 });
    const plain = mlp(net.description);
    // Adam makes steps of its own size out of the smallest gradients: the twin takes them too.
    await train(net, { ...still, ...decay });
    await train(plain, {
      ...still,
      optimizer: decay.weightDecay ? decay.optimizer : adamw(0.5, { decay: 0 }),
    });
    net.parameters.slice(0, -1).forEach(({ slope, weights }, l) => {
      expect(slope).toEqual(plain.parameters[l].slope);
      expect(weights).not.toEqual(plain.parameters[l].weights);
    });
  }
});
