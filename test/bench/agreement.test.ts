import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreement, FLOOR, requireAgreement, TOLERANCE } from "../../bench/training/agreement";
import type { Trace } from "../../bench/training/protocol";

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const traces = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([steps, layers]) =>
    fc.record({
      losses: fc.array(positive, { minLength: steps, maxLength: steps }),
      norms: fc.array(fc.array(positive, { minLength: 2 * layers, maxLength: 2 * layers }), {
        minLength: steps,
        maxLength: steps,
      }),
    }),
  );

const scaled = ({ losses, norms }: Trace, factor: number): Trace => ({
  losses: losses.map((loss) => loss * factor),
  norms: norms.map((step) => step.map((norm) => norm * factor)),
});

describe("agreement(expected, got)", () => {
  it("tells the largest relative difference, and nothing else within the tolerance", () => {
    fc.assert(
      fc.property(traces, fc.double({ min: -0.9, max: 0.9, noNaN: true }), (trace, share) => {
        const { largest, disagreement } = agreement(trace, scaled(trace, 1 + share * TOLERANCE));
        expect(largest).toBeCloseTo(Math.abs(share) * TOLERANCE, 9);
        expect(disagreement).toBeUndefined();
      }),
    );
  });

  it("finds any one number that differs by more, and says which", () => {
    fc.assert(
      fc.property(traces, fc.nat(), fc.nat(), fc.constantFrom(1 + 2 * TOLERANCE, 0.5, NaN), (trace, i, j, factor) => {
        const got = structuredClone(trace);
        const step = i % trace.norms.length;
        const place = j % trace.norms[0].length;
        got.norms[step][place] *= factor;
        expect(agreement(trace, got).disagreement).toEqual({
          step,
          what: `layer ${1 + Math.floor(place / 2)}'s ${place % 2 === 0 ? "weight" : "bias"} norm`,
          expected: trace.norms[step][place],
          got: got.norms[step][place],
        });
      }),
    ); // prettier-ignore
  });

  it("finds a loss that differs, and steps or layers that are missing", () => {
    const trace = { losses: [2, 1], norms: [[1, 1], [1, 1]] }; // prettier-ignore
    expect(agreement(trace, { ...trace, losses: [2, 1.1] }).disagreement).toMatchObject({
      step: 1,
      what: "the loss",
    });
    expect(agreement(trace, { losses: [2], norms: [[1, 1]] }).disagreement).toMatchObject({ step: 1 });
    expect(agreement(trace, { ...trace, norms: [[1], [1]] }).disagreement).toMatchObject({
      what: "layer 1's bias norm",
    });
  });

  it("leaves out norms whose squares underflow in float32", () => {
    const below = { losses: [1], norms: [[FLOOR / 2, 1]] };
    expect(agreement(below, { losses: [1], norms: [[0, 1]] }).disagreement).toBeUndefined();
    const above = { losses: [1], norms: [[FLOOR * 2, 1]] };
    expect(agreement(above, { losses: [1], norms: [[0, 1]] }).disagreement).toBeDefined();
  });
});

describe("requireAgreement(traces, cell)", () => {
  const trace: Trace = { losses: [2, 2], norms: [[1, 1], [1, 1]] }; // prettier-ignore

  it("gives each competitor's largest difference to ours", () => {
    const traces = new Map([["ours", trace], ["jax", scaled(trace, 1 + TOLERANCE / 2)]] as const); // prettier-ignore
    const differences = requireAgreement(traces, { width: 16, depth: 1 });
    expect(differences.get("ours")).toBe(0);
    expect(differences.get("jax")).toBeCloseTo(TOLERANCE / 2, 12);
  });

  it("throws one sentence that says who disagrees, where, and by how much", () => {
    const traces = new Map([["ours", trace], ["jax", { ...trace, losses: [2, 2.5] }]] as const); // prettier-ignore
    expect(() => requireAgreement(traces, { width: 16, depth: 1 })).toThrow(
      "Width 16, depth 1: JAX jit disagrees with ours at step 1: the loss is 2.50000 instead of 2.00000.",
    );
  });
});
