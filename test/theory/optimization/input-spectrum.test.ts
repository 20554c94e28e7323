import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { fromArrays } from "../../../src/data/from-arrays";
import { random } from "../../../src/random/random";
import { netCost } from "../../../src/theory/critical-points/net-cost";
import { inputSpectrum } from "../../../src/theory/optimization/input-spectrum";

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const average = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;

describe("inputSpectrum({ inputs, points, mean, variance, seed })", () => {
  test("the largest eigenvalue is where theory has it, on average over twenty draws, and the others are in the bulk", () => {
    for (const [mean, variance] of [[0.5, 1], [1, 0.2], [-3, 2]]) {
      const found = seeds.map((seed) => inputSpectrum({ inputs: 40, points: 200, mean, variance, seed }));
      const largest = found.map(({ eigenvalues }) => eigenvalues.at(-1)!);
      const spread = Math.sqrt(average(largest.map((x) => (x - average(largest)) ** 2)) / seeds.length);
      expect(Math.abs(average(largest) - found[0].largest)).toBeLessThan(4 * spread + 0.01 * found[0].largest);
      const [low, high] = found[0].bulk;
      for (const { eigenvalues } of found) {
        // Edges of a finite matrix reach out by the two-thirds power of its size.
        const room = 2 * high * 40 ** (-2 / 3);
        expect(eigenvalues[0]).toBeGreaterThan(low - room);
        expect(eigenvalues.at(-2)!).toBeLessThan(high + room);
      }
    }
  }); // prettier-ignore

  test("with ever more examples only v and v + nm² are left", () => {
    const { bulk, largest, eigenvalues } = inputSpectrum({ inputs: 5, points: 10_000, mean: 0.5, variance: 0.1, seed: 1 }); // prettier-ignore
    for (const edge of bulk) expect(edge / 0.1).toBeCloseTo(1, 1);
    expect(largest / (0.1 + 5 * 0.25)).toBeCloseTo(1, 2);
    expect(average(eigenvalues.slice(0, 4)) / 0.1).toBeCloseTo(1, 1);
  });

  test("a mean too small to be seen among so few examples leaves the bulk as it is", () => {
    const { bulk, largest, condition } = inputSpectrum({ inputs: 30, points: 60, mean: 0.05, seed: 2 });
    expect(largest).toBe(bulk[1]);
    expect(condition).toBeCloseTo(((1 + Math.SQRT1_2) / (1 - Math.SQRT1_2)) ** 2, 10);
  });

  test("is the Hessian of a linear neuron with half the squared error, whatever its targets", () => {
    const stream = random(3, "input spectrum");
    const rows = Array.from({ length: 40 }, () => Array.from({ length: 4 }, () => 0.7 + 2 * stream.normal()));
    const data = fromArrays({ inputs: rows, targets: rows.map(([x]) => Math.sin(x)) });
    const neuron = mlp({ inputs: 4, depth: 0, width: 1, outputs: 1, output: "linear", loss: "squaredError", bias: false, seed: 1 }); // prettier-ignore
    const cost = netCost(neuron, data);
    const { eigenvalues } = inputSpectrum({ inputs: 4, points: 40, mean: 0.7, variance: 4, seed: 3 });
    cost.curvature(cost.point).values.forEach((value, i) => expect(value / eigenvalues[i]).toBeCloseTo(1, 5));
  });

  test("refuses fewer examples than inputs, and a variance of 0", () => {
    expect(() => inputSpectrum({ inputs: 5, points: 5, seed: 1 })).toThrow("inputSpectrum points must be a whole number above 5");
    expect(() => inputSpectrum({ inputs: 5, variance: 0, seed: 1 })).toThrow("inputSpectrum variance must be a finite number above 0");
  }); // prettier-ignore
});
