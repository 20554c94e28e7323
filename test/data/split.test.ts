import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adding } from "../../src/data/adding";
import { fromArrays } from "../../src/data/from-arrays";
import { spirals } from "../../src/data/spirals";
import { splitDataset } from "../../src/data/split";

/** Points whose label and inputs tell their number. */
const numbered = (points: number): ReturnType<typeof fromArrays> =>
  fromArrays({
    inputs: Array.from({ length: points }, (_, i) => [i, -i]),
    labels: Array.from({ length: points }, (_, i) => i % 7),
  });

describe("splitDataset(data, options)", () => {
  it("puts every point on one side, with its own label, and the asked-for share aside", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (points, share) => {
          const { training, validation } = splitDataset(numbered(points), { validation: share, seed: 1 });
          const all = [training, validation].flatMap(({ inputs, labels }) =>
            Array.from(labels, (label, i) => {
              expect([label, inputs[2 * i + 1]]).toEqual([inputs[2 * i] % 7, -inputs[2 * i]]);
              return inputs[2 * i];
            }),
          );
          expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: points }, (_, i) => i));
          expect(Math.abs(validation.points - share * points)).toBeLessThanOrEqual(1);
          expect(Math.min(training.points, validation.points)).toBeGreaterThanOrEqual(1);
        },
      ),
      { numRuns: 100 },
    );
  });
  it("is random, but the same for the same seed", () => {
    const data = numbered(50);
    const aside = (seed: number): number[] => [...splitDataset(data, { seed }).validation.inputs];
    expect(aside(1)).toEqual(aside(1));
    expect(aside(1)).not.toEqual(aside(2));
    expect(aside(1).length).toBe(20);
  });
  it("keeps sequences whole, and the kind of data", () => {
    const { training, validation } = splitDataset(adding({ points: 10, steps: 4, seed: 1 }), { seed: 3 });
    expect([training.steps, training.points, validation.targets!.length]).toEqual([4, 8, 2]);
    expect(training.inputs.length).toBe(8 * 4 * 2);
  });
  it.each([
    [spirals({ seed: 1 }), { validation: 0, seed: 1 }, "splitDataset validation must be a finite number above 0 to 0.99; got 0"],
    [spirals({ seed: 1 }), { validation: 1, seed: 1 }, "splitDataset validation"],
    [spirals({ seed: 1 }), {}, "seed must be a whole number"],
    [numbered(1), { seed: 1 }, "splitDataset data points must be a whole number from 2 up; got 1"],
    [undefined, { seed: 1 }, "splitDataset data must be a data set"],
  ])("refuses %#", (data, options, message) => {
    expect(() => splitDataset(data as never, options as never)).toThrow(message);
  }); // prettier-ignore
});
