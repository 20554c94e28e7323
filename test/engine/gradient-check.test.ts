import fc from "fast-check";
import { expect, test } from "vitest";
import type { NetDescription } from "../../src/architecture/description";
import { mlp } from "../../src/architecture/net";
import { PARAMETER_NAMES, TRAINED } from "../../src/architecture/parameters";
import { backend } from "../../src/backend/backend";
import type { Batch } from "../../src/data/dataset";
import { ReferenceSession } from "../../src/engine/reference";
import { type Optimizer, sgd } from "../../src/optimizers";
import { random } from "../../src/random/random";
import { randomAnswers } from "../support/endings";
import { float64Loss, type Numbers } from "../support/float64-loss";
import { inSuite } from "../support/long";
import { smoothNets } from "../support/smooth-nets";
import { rows, targetRows } from "../support/rows";

const RATE = 1 / 1024;
const SIZE = 5;

const options = smoothNets(5);

function batchFor(description: NetDescription): Batch {
  const { inputs, loss, seed } = description;
  const stream = random(seed, "batch");
  const values = Float32Array.from({ length: SIZE * inputs }, () => stream.normal());
  const asTargets = loss === "squaredError" ? seed % 4 > 0 : seed % 2 > 0;
  return { inputs: values, ...randomAnswers(description, SIZE, stream, asTargets), size: SIZE };
}

test("autodiff's loss and gradient are those of float64 finite differences, whatever the architecture", () => {
  fc.assert(
    fc.property(options, (net) => {
      const built = mlp(net);
      // Biases, gains and slopes away from their start, so that their gradients matter.
      const jitter = random(net.seed, "jitter");
      for (const layer of built.parameters) {
        for (const name of ["biases", "slope", "gain", "shift"] as const)
          layer[name]?.forEach((x, i, all) => (all[i] = x + 0.2 * jitter.normal()));
      }
      const before: Numbers[] = built.parameters.map((layer) =>
        Object.fromEntries(
          PARAMETER_NAMES.filter((name) => layer[name]).map((name) => [name, Array.from(layer[name]!)]),
        ),
      );
      const batch = batchFor(built.description);
      const session = new ReferenceSession(built);
      const pass = session.backward(batch, { training: true });
      pass.update(sgd(RATE) as Optimizer);
      session.save();
      pass.close();
      session.close();

      const inputs = rows(batch.inputs, net.inputs);
      const targets = targetRows(batch, built.description);
      const at = (shift: (name: string, layer: number, index: number) => number): number =>
        float64Loss(
          built.description,
          before.map((layer, l) =>
            Object.fromEntries(
              Object.entries(layer).map(([name, values]) => [
                name,
                values.map((x, i) => x + shift(name, l, i)),
              ]),
            ),
          ),
          inputs,
          targets,
        );
      expect(pass.loss).toBeCloseTo(
        at(() => 0),
        4,
      );

      // Along a random direction v, the update says g·v, and so do two values of the loss.
      const direction = random(net.seed, "direction");
      const v = before.map((layer) =>
        Object.fromEntries(
          TRAINED.filter((name) => layer[name]).map((name) => [
            name,
            layer[name].map(() => direction.normal()),
          ]),
        ),
      );
      let dot = 0;
      before.forEach((layer, l) => {
        for (const [name, along] of Object.entries(v[l])) {
          along.forEach(
            (d, i) => (dot += d * ((layer[name][i] - built.parameters[l][name as "weights"][i]) / RATE)),
          );
        }
      });
      const h = 1e-6;
      const move =
        (sign: number) =>
        (name: string, l: number, i: number): number =>
          sign * h * (v[l][name]?.[i] ?? 0);
      const slope = (at(move(1)) - at(move(-1))) / (2 * h);
      // The update is read back from float32 weights of order 1, at a rate of 2⁻¹⁰.
      expect(Math.abs(dot - slope)).toBeLessThan(2e-3 * Math.max(1, Math.abs(slope)));
    }),
    { numRuns: inSuite(backend().name === "node" ? 50 : 25, { inSoak: 150 }), seed: 1 },
  );
});
