import { describe, expect, it } from "vitest";
import {
  factorOverSeeds,
  layersOverSeeds,
  lossOverSeeds,
  validationOverSeeds,
} from "../../src/comparison/over-seeds";
import type { Report } from "../../src/probes/measure";
import type { Run } from "../../src/training/run";

/** A report whose layers have these rms of δ. */
const report = (...sizes: number[]): Report =>
  ({ layers: sizes.map((deltaRms, i) => ({ layer: i + 1, deltaRms })) }) as never;
const run = (...loss: number[]): Run => ({ loss, steps: loss.map((_, i) => 10 * i) }) as never;

describe("over seeds", () => {
  it("a quantity in each layer has the mean of its logarithm, and a standard deviation around it", () => {
    const { x, mean, low, high } = layersOverSeeds([report(1, 100), report(1, 1e4), report(1, 1e6)], "deltaRms"); // prettier-ignore
    expect([x, mean, low, high]).toEqual([[1, 2], [0, 4], [0, 2], [0, 6]]); // prettier-ignore
  });
  it("the loss is taken at the places that are asked for, with their steps", () => {
    const { x, mean, high } = lossOverSeeds([run(1, 1, 0.1), run(1, 1, 0.001)], [0, 2]);
    expect([x, mean]).toEqual([[0, 20], [0, -2]]); // prettier-ignore
    expect(high[1]).toBeCloseTo(-2 + Math.SQRT2, 12);
  });
  it("validation losses have the mean of their logarithm at the looks that all seeds have", () => {
    const validated = (...loss: number[]): Run => ({ validation: { steps: Float64Array.from(loss, (_, i) => 5 * i), loss: Float64Array.from(loss) } }) as never; // prettier-ignore
    const { x, mean } = validationOverSeeds([validated(1, 0.1), validated(1, 0.001, 7)]);
    expect([x, mean]).toEqual([[0, 5], [0, -2]]); // prettier-ignore
  });
  it("the factor per layer going back is that of the hidden layers", () => {
    const { mean, high } = factorOverSeeds([report(1, 10, 100, 7), report(1, 1000, 1e6, 7)], "deltaRms");
    expect(mean).toBeCloseTo(-2, 12);
    expect(high).toBeCloseTo(-2 + Math.SQRT2, 12);
  });
  it("a seed that is no number is not left out, and neither is a net without a factor", () => {
    expect(layersOverSeeds([report(1), report(Number.NaN)], "deltaRms").mean[0]).toBeNaN();
    expect(lossOverSeeds([run(1), run(Infinity)], [0]).mean).toEqual([Infinity]);
    expect(factorOverSeeds([report(1, 10, 1), report(1, Number.NaN, 1)], "deltaRms").mean).toBeNaN();
    expect(factorOverSeeds([report(1)], "deltaRms").mean).toBeNaN();
  });
});
