import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NetOptions } from "../../../src/architecture/description";
import { mlp } from "../../../src/architecture/net";
import { PARAMETER_NAMES, TRAINED } from "../../../src/architecture/parameters";
import { withPassInKernels } from "../../../src/engine/kernels/look";
import { random } from "../../../src/random/random";
import { backpropagation } from "../../../src/theory/backpropagation/backpropagation";
import { float64Loss, type Numbers } from "../../support/float64-loss";
import { smoothNames, smoothNets } from "../../support/smooth-nets";
import { rows, targetRows } from "../../support/rows";
import { trueGradients } from "../graph/oracle";
import { jitter, randomBatch } from "../graph/support";

/** What a look says of a net: its loss, and each layer's arrays and norms. */
const look = (options: NetOptions, size: number) => {
  const net = jitter(mlp(options));
  const batch = randomBatch(net.description, size);
  const found = withPassInKernels(net, batch, { training: true }, ({ loss, layers }) => ({
    loss,
    layers: layers.map(({ delta, weightGradient, biasGradient, slopeGradient, gainGradient, shiftGradient, norms }) => ({ delta: delta.slice(), weights: weightGradient, biases: biasGradient, slope: slopeGradient, gain: gainGradient, shift: shiftGradient, norms })), // prettier-ignore
  }));
  return { net, batch, ...found };
};

const nets = smoothNets(7);

test("the gradients of all parameters are those of finite differences in float64, whatever the architecture", () => {
  const off: number[] = [];
  fc.assert(
    fc.property(nets, (options) => {
      const { net, batch, loss, layers } = look(options, 5);
      const { description } = net;
      const given: Numbers[] = net.parameters.map((layer) =>
        Object.fromEntries(
          PARAMETER_NAMES.flatMap((name) => (layer[name] ? [[name, Array.from(layer[name])]] : [])),
        ),
      );
      const inputs = rows(batch.inputs, description.inputs);
      const targets = targetRows(batch, description);
      const direction = random(net.description.seed, "direction");
      const along = given.map(
        (layer) =>
        Object.fromEntries(TRAINED.filter((name) => layer[name]).map((name) => [name, layer[name].map(() => direction.normal())])), // prettier-ignore
      );
      const at = (h: number): number =>
        float64Loss(
          description,
          given.map((layer, l) =>
            Object.fromEntries(
              Object.entries(layer).map(([name, values]) => [
                name,
                values.map((x, i) => x + h * (along[l][name]?.[i] ?? 0)),
              ]),
            ),
          ),
          inputs,
          targets,
        );
      expect(Math.abs(loss - at(0))).toBeLessThan(1e-11 * Math.max(1, loss));
      let slope = 0;
      layers.forEach((layer, l) => {
        for (const name of TRAINED)
          along[l][name]?.forEach((v, i) => (slope += v * (layer[name] as Float64Array)[i]));
      });
      const h = 1e-5;
      // Richardson's, whose error is of fourth order.
      const difference = (8 * (at(h / 2) - at(-h / 2)) - (at(h) - at(-h))) / (6 * h);
      off.push(Math.abs(slope - difference) / Math.max(1, Math.abs(slope)));
    }),
    { numRuns: 200, seed: 1 },
  );
  // A few lie within h of a kink, where differences are wrong.
  const sorted = off.toSorted((a, b) => a - b);
  expect(sorted[Math.floor(0.95 * sorted.length)]).toBeLessThan(1e-8);
});

describe("the four equations of backpropagation in float64", () => {
  test.each(smoothNames.map((name) => [name]))("%s: loss, δ and gradients to 12 digits", (name) => {
    const found = look({ inputs: 5, depth: 3, width: 7, outputs: 4, activation: name, seed: 3 }, 9);
    const wanted = backpropagation(found.net, found.batch);
    const hold = (a: ArrayLike<number>, b: Float64Array): void => {
      const scale = b.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      b.forEach((x, i) => expect(Math.abs(a[i] - x)).toBeLessThanOrEqual(1e-12 * scale));
    };
    expect(Math.abs(found.loss / wanted.loss - 1)).toBeLessThan(1e-12);
    found.layers.forEach(({ delta, weights, biases }, l) => {
      hold(delta, wanted.layers[l].delta);
      hold(weights, wanted.layers[l].weightGradient);
      hold(biases, wanted.layers[l].biasGradient);
    });
  });

  test.each([
    ["sigmoid", {}],
    ["tanh", { init: { name: "normal", variance: 1e-6 } }],
    ["softsign", { init: { name: "normal", variance: 1e-10 } }],
    ["relu", { init: { name: "normal", variance: 1e8 } }],
  ] as const)(
    "%s, 150 layers deep: norms far beyond float32, and float64, to 10 digits of their logarithm",
    (activation, rest) => {
      const found = look({ inputs: 6, depth: 150, width: 8, outputs: 3, activation, bias: activation === "sigmoid", loss: "squaredError", seed: 4, ...rest } as NetOptions, 7); // prettier-ignore
      const wanted = trueGradients(found.net, found.batch).layers;
      let least = 0;
      found.layers.forEach(({ norms }, l) => {
        least = Math.min(least, wanted[l].deltaRms.log10);
        if (Number.isFinite(wanted[l].deltaRms.log10))
          expect(Math.abs(norms.deltaRms.log10 - wanted[l].deltaRms.log10)).toBeLessThan(1e-9);
      });
      if (activation !== "relu") expect(least).toBeLessThan(-80);
    },
  );
});
