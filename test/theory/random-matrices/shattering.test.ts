import { describe, expect, test } from "vitest";
import { random, type Random } from "../../../src/random/random";
import { mlp } from "../../../src/architecture/net";
import { meanField } from "../../../src/theory/mean-field/net-mean-field";
import { correlationSlope } from "../../../src/theory/mean-field/correlation-map";
import { arcCosineMap, shattering } from "../../../src/theory/random-matrices/shattering";
import {
  dot,
  normalMatrix,
  normalVector,
  standardErrorsOff,
  times,
  timesTransposed,
} from "../../support/monte-carlo";

/** ⟨g, g′⟩ at two inputs of one net, per unit; He weights make E‖g‖² equal to that of the output's gradient, 1. */
function overlap(
  draw: Random,
  { width, depth, c, skip }: { width: number; depth: number; c: number; skip?: number },
): number {
  const x = normalVector(draw, width);
  const y = x.map((value) => c * value + Math.sqrt(1 - c * c) * draw.normal());
  const u = normalVector(draw, width);
  const weights = Array.from({ length: depth }, () =>
    normalMatrix(draw, width, width, (2 * (skip ?? 1)) / width),
  );
  const gradient = (input: number[]): number[] => {
    let a = input;
    const zs = weights.map((w) => {
      const z = times(w, a);
      a = z.map((v, i) => Math.max(0, v) + (skip ? a[i] : 0));
      return z;
    });
    let g = u;
    for (let l = depth - 1; l >= 0; l--) {
      const above = g;
      const branch = above.map((v, i) => (zs[l][i] > 0 ? v : 0));
      g = timesTransposed(weights[l], branch).map((v, i) => v + (skip ? above[i] : 0));
    }
    return g;
  };
  return dot(gradient(x), gradient(y)) / width / (1 + (skip ?? 0)) ** depth;
}

describe("shattering", () => {
  test("is the product of 1 − arccos(c_l)/π, which E φ′φ′ by quadrature confirms", () => {
    const layers = shattering({ correlation: 0.3, depth: 3 });
    let product = 1;
    for (const { correlation, deltaCorrelation } of layers.toReversed()) {
      product *= correlationSlope("relu", { weights: 2 }, correlation);
      expect(deltaCorrelation).toBeCloseTo(product, 11);
    }
    expect(layers[1].correlation).toBeCloseTo(arcCosineMap(0.3), 14);
  });

  test("leaves equal inputs alike, halves orthogonal ones in the first layer, and parts opposite ones", () => {
    expect(shattering({ correlation: 1, depth: 50 })[0].deltaCorrelation).toBeCloseTo(1, 12);
    expect(shattering({ correlation: 0, depth: 1 })[0].deltaCorrelation).toBeCloseTo(0.5, 14);
    expect(shattering({ correlation: -1, depth: 1 })[0].deltaCorrelation).toBeCloseTo(0, 14);
    expect(shattering({ correlation: 0.5, depth: 0 })).toEqual([]);
  });

  test("is slower with skip connections", () => {
    const at = (skip?: number): number =>
      shattering({ correlation: 0.2, depth: 20, skip })[0].deltaCorrelation;
    expect(at(1)).toBeGreaterThan(at());
    expect(at(0.05)).toBeGreaterThan(at(1));
    expect(at(1e13)).toBeCloseTo(at(), 6);
  });

  test.each([undefined, 0.5])("is what wide random nets show, over several seeds (skip %s)", (skip) => {
    const setting = { width: 60, depth: 3, c: 0.4, skip };
    const predicted = shattering({ correlation: 0.4, depth: 3, skip })[0].deltaCorrelation;
    for (const seed of [1, 2, 3]) {
      const draw = random(seed, "shatter");
      const values = Array.from({ length: 30 }, () => overlap(draw, setting));
      expect(standardErrorsOff(values, predicted)).toBeLessThan(4);
    }
  });

  test("with skip connections is what meanField gives by quadrature, at any scale of the branches", () => {
    for (const scale of [0.2, 1]) {
      const shape = { inputs: 8, width: 8, outputs: 3, output: "linear", bias: false, seed: 1 } as const;
      const net = mlp({ ...shape, depth: 6, activation: "relu", init: "heNormal", residual: { scale } });
      const [{ deltaCorrelation }] = shattering({ correlation: -0.3, depth: 6, skip: scale ** 2 });
      expect(meanField(net, { inputCosine: -0.3 }).inputGradientCosine).toBeCloseTo(deltaCorrelation, 9);
    }
  });

  test("refuses what is no correlation, depth or branch", () => {
    expect(() => shattering({ correlation: 2, depth: 1 })).toThrow(/from -1 to 1/);
    expect(() => shattering({ correlation: 0, depth: -1 })).toThrow(/from 0/);
    expect(() => shattering({ correlation: 0, depth: 1, skip: 0 })).toThrow(/above 0/);
  });
});
