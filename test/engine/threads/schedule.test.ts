import fc from "fast-check";
import { expect, test } from "vitest";
import { activation } from "../../../src/activations";
import { mlp } from "../../../src/architecture/net";
import { arraysOfLayers } from "../../../src/architecture/parameters";
import { backend } from "../../../src/backend/backend";
import { DOUBLE, SINGLE } from "../../../src/engine/kernels/machine";
import { KernelOps } from "../../../src/engine/kernels/ops";
import { declareParameters } from "../../../src/engine/kernels/parameters";
import { RecordedPass } from "../../../src/engine/kernels/recorded-pass";
import { scheduled } from "../../../src/engine/threads/schedule";
import { describeNamed } from "../../../src/named";
import { inSuite } from "../../support/long";
import { activations, cases, plain, run } from "../agreement";
import { otherFirst, ownFirst, trainingAt } from "./support";

/** Kernels are the same on every backend. */
const once = test.skipIf(backend().name !== "cpu");

once(
  "whatever the net, what two threads are given has the bits of one, whoever is the first in every phase",
  () => {
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(9, 12, 33, 64),
        fc.constantFrom(DOUBLE, SINGLE),
        (one, size, format) => {
          const it = { ...one, size };
          const alone = run(trainingAt(undefined, size, format), it);
          expect(run(trainingAt(ownFirst, size, format), it)).toEqual(alone);
          expect(run(trainingAt(otherFirst, size, format), it)).toEqual(alone);
        },
      ),
      { numRuns: inSuite(25, { inSoak: 600 }), seed: 1 },
    );
  },
);

once.each(activations.map((one) => [describeNamed(activation(one)), one] as const))("%j, as wide as a batch is long", (_, one) => {
  const it = { ...plain, size: 16, net: { ...plain.net, inputs: 5, width: 16, depth: 3, activation: one } };
  const alone = run(trainingAt(undefined, 16), it);
  expect(run(trainingAt(ownFirst, 16), it)).toEqual(alone);
  expect(run(trainingAt(otherFirst, 16), it)).toEqual(alone);
}); // prettier-ignore

once("a plain net's pass has three phases, between which work is divided evenly", () => {
  const g = new KernelOps();
  const net = mlp({ inputs: 32, depth: 20, width: 16, outputs: 10, activation: "tanh", seed: 1 });
  const parameters = declareParameters(g, arraysOfLayers(net));
  const pass = new RecordedPass(g, net, parameters, 128, { training: true, spacing: Infinity });
  for (const { weights } of pass.gradients) g.norm(weights!);
  const phases = scheduled(g.program.calls, 128, g.program.bytes);
  expect(phases).toHaveLength(3);
  for (const [own, other] of phases) {
    const [a, b] = [own, other].map((parts) => parts.reduce((sum, { cost }) => sum + cost, 0));
    expect(Math.max(a, b) / (a + b)).toBeLessThan(0.55);
  }
});
