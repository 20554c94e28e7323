import { totalmem } from "node:os";
import { expect, test } from "vitest";
import { requireRoomForTraining } from "../../src/architecture/memory";
import { mlp } from "../../src/architecture/net";
import { adam, sgd } from "../../src/optimizers";

test("a net that fits into memory, but not with Adam's averages, is refused for Adam and not for plain descent", () => {
  // One weight matrix of a quarter of the memory: with a copy and a gradient three quarters, with two averages more than all.
  const memory = Math.min(totalmem(), process.constrainedMemory?.() || Infinity);
  const width = Math.floor(Math.sqrt(memory / 4 / 4.1));
  const { description } = mlp({ inputs: 1, depth: 2, width: 1, outputs: 1, activation: "tanh", seed: 1 });
  const large = { ...description, widths: [width, width] };
  requireRoomForTraining(large, sgd(0.1));
  expect(() => requireRoomForTraining(large, adam(0.01))).toThrow(
    /^train optimizer must make parameters, gradients and averages that fit into memory: .* GB.*"adam"/,
  );
});
