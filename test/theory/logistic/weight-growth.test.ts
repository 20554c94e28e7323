import { describe, expect, it } from "vitest";
import { binaryTable, standardized } from "../../../src/data/binary-table";
import { oRings } from "../../../src/data/o-rings";
import { logisticRegression } from "../../../src/theory/logistic/logistic-regression";
import { weightGrowth } from "../../../src/theory/logistic/weight-growth";

describe("weightGrowth(data)", () => {
  it("tends to the norm of maximum likelihood where there is one", () => {
    const data = standardized(oRings());
    const { name, norms, limit, slope, end } = weightGrowth(data, { steps: 2000 });
    expect(name).toBe(data.name);
    expect(norms).toHaveLength(2001);
    expect(norms[0]).toBe(0);
    expect(limit).toBeCloseTo(Math.hypot(...logisticRegression(data).weights), 12);
    expect(norms.at(-1)).toBeCloseTo(limit!, 6);
    expect([slope, end]).toEqual([undefined, { steps: [1, 2000], norms: [limit, limit] }]);
  });
  it("grows on separable data by the norm of the maximum margin per e-fold of the steps", () => {
    const words = { name: "pair", row: "row", column: "x", outcome: "y" };
    // The closest points of the classes are −2 and 2, so that ŵ = (0, ½).
    const data = binaryTable(words, [[-2, 0], [2, 1]]); // prettier-ignore
    const { norms, limit, slope, end } = weightGrowth(data, { steps: 20_000 });
    expect([limit, slope]).toEqual([undefined, 0.5]);
    expect(norms[20_000] - norms[2000]).toBeCloseTo(0.5 * Math.log(10), 2);
    const [[from, to], [first, last]] = [end!.steps, end!.norms];
    expect([to, last]).toEqual([20_000, norms[20_000]]);
    expect((last - first) / Math.log(to / from)).toBeCloseTo(0.5, 12);
    expect([from >= 1, first >= -1e-12]).toEqual([true, true]);
  });
  it("says with its own name what it does not take", () => {
    expect(() => weightGrowth(oRings(), { steps: 0 })).toThrow("weightGrowth steps must be a whole number");
    expect(() => weightGrowth(oRings(), { rates: 1 } as never)).toThrow("weightGrowth options");
    expect(() => weightGrowth({} as never)).toThrow("weightGrowth data");
  });
});
