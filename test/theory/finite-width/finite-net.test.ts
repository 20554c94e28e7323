import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import type { NetOptions } from "../../../src/architecture/description";
import { random, type Random } from "../../../src/random/random";
import { finiteNet, type FiniteNet } from "../../../src/theory/finite-width/finite-net";
import type { LogMoments } from "../../../src/theory/finite-width/finite-width";
import {
  normalMatrix,
  normalVector,
  normSquare,
  type Rows,
  squaredDeviations,
  standardErrorsOff,
  times,
  timesTransposed,
} from "../../support/monte-carlo";

const options = { inputs: 6, depth: 3, width: [12, 5, 8], outputs: 4, activation: "relu", init: "heNormal", seed: 1 } as const; // prettier-ignore

type Logs = { preactivationMeanSquare: number; deltaRms: number; weightNorm: number };

/** One draw of the weights, one input, one δ of the output; undefined where a layer is dead. */
function drawNet(draw: Random, sizes: number[]): Logs[] | undefined {
  const weights = sizes.slice(1).map((n, i) => normalMatrix(draw, n, sizes[i], 2 / sizes[i]));
  const x = normalVector(draw, sizes[0]);
  const [inputs, zs] = [[x], [] as Rows];
  for (const w of weights) {
    zs.push(times(w, inputs.at(-1)!));
    inputs.push(zs.at(-1)!.map((z) => Math.max(0, z)));
  }
  let delta = normalVector(draw, sizes.at(-1)!);
  const deltas = [delta];
  for (let l = weights.length - 1; l > 0; l--) {
    delta = timesTransposed(weights[l], delta).map((d, i) => (zs[l - 1][i] > 0 ? d : 0));
    deltas.unshift(delta);
  }
  if (inputs.slice(1, -1).some((a) => normSquare(a) === 0)) return undefined;
  const meanSquare = (v: number[]): number => normSquare(v) / v.length;
  const top = meanSquare(deltas.at(-1)!);
  return weights.map((_, i) => ({
    preactivationMeanSquare: Math.log(meanSquare(zs[i]) / meanSquare(x)),
    deltaRms: Math.log(meanSquare(deltas[i]) / top) / 2,
    weightNorm: Math.log((normSquare(deltas[i]) * normSquare(inputs[i])) / (top * meanSquare(x))) / 2,
  }));
}

describe("finiteNet", () => {
  test.each([1, 2])(
    "agrees with whole random ReLU nets, forward, backward and in ∂C/∂W (seed %i)",
    (seed) => {
      const draw = random(seed, "nets");
      const nets = Array.from({ length: 3000 }, () => drawNet(draw, [6, 12, 5, 8, 4]));
      const living = nets.filter((net) => net !== undefined);
      const theory: FiniteNet = finiteNet(mlp(options));
      expect(
        standardErrorsOff(
          nets.map((net) => (net ? 1 : 0)),
          theory.aliveProbability,
        ),
      ).toBeLessThan(4);
      theory.layers.forEach((layer, i) => {
        for (const name of ["preactivationMeanSquare", "deltaRms", "weightNorm"] as const) {
          const logs = living.map((net) => net[i][name]);
          const { mean, variance }: LogMoments = layer[name];
          if (variance === 0) expect(logs.every((log) => Math.abs(log) < 1e-12)).toBe(true);
          else {
            expect(standardErrorsOff(logs, mean)).toBeLessThan(4.5);
            expect(standardErrorsOff(squaredDeviations(logs), variance)).toBeLessThan(4.5);
          }
        }
      });
    },
  );

  test("of depth 0 has the output layer alone", () => {
    const { layers, aliveProbability } = finiteNet(mlp({ ...options, depth: 0, width: 1 }));
    expect(aliveProbability).toBe(1);
    expect(layers).toHaveLength(1);
    expect(layers[0].deltaRms).toEqual({ mean: 0, variance: 0 });
  });

  test.each([
    [{ activation: "tanh" }, /relu, linear/],
    [{ biasVariance: 1 }, /biasVariance 0/],
    [{ normalization: "batch" }, /no normalization/],
  ] as [Partial<NetOptions>, RegExp][])("refuses %o", (other, message) => {
    expect(() => finiteNet(mlp({ ...options, ...other }))).toThrow(message);
  });
});
