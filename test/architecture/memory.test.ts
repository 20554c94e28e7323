import { totalmem } from "node:os";
import { expect, test } from "vitest";
import { requireRoomForSequences, requireRoomForTraining } from "../../src/architecture/memory";
import { mlp } from "../../src/architecture/net";
import { adam, sgd } from "../../src/optimizers";
import { describeRecurrent } from "../../src/recurrent/description";
import { countOf, recurrent } from "../../src/recurrent/net";
import { parameterList } from "../support/float64-recurrent";

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

test("recurrent nets ask for room: for their parameters, and for the states of all time steps", () => {
  const lstm = { cell: "lstm", inputs: 65_536, units: 4096, outputs: 65_536, seed: 1 } as const;
  expect(countOf(describeRecurrent(lstm))).toBe(4 * (65_536 * 4096 + 4096 ** 2 + 4096) + 4096 * 65_536 + 65_536);
  const small = recurrent({ cell: "gru", inputs: 3, units: 4, outputs: 2, seed: 1 });
  expect(small.parameterCount).toBe(parameterList(small).reduce((sum, { values }) => sum + values.length, 0));
  expect(() => requireRoomForSequences("measureThroughTime data", { units: 4096, gates: 4 }, 10_000, 60_000)).toThrow(/^measureThroughTime data must make states of all time steps that fit into memory/);
}); // prettier-ignore
