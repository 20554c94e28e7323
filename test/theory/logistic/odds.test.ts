import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logistic } from "../../../src/activations/logistic";
import { InvalidArgument } from "../../../src/errors";
import { logit, odds } from "../../../src/theory/logistic/odds";

describe("odds(p)", () => {
  it("is p/(1 − p)", () => {
    expect(odds(0)).toBe(0);
    expect(odds(0.5)).toBe(1);
    expect(odds(0.75)).toBe(3);
  });
  it("has no value at 1", () => expect(() => odds(1)).toThrow(InvalidArgument));
});

describe("logit(p)", () => {
  it("is ln 9 at 0.9, and 0 at ½", () => {
    expect(logit(0.9)).toBeCloseTo(Math.log(9), 12);
    expect(logit(0.5)).toBe(0);
  });
  it("is undefined at 0, at 1 and outside", () => {
    for (const p of [0, 1, -0.1, 1.1, NaN]) expect(() => logit(p)).toThrow(InvalidArgument);
  });
  it("is odd around ½ and undone by the sigmoid", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) => {
        expect(logistic(logit(p))).toBeCloseTo(p, 12);
        expect(logit(1 - p)).toBeCloseTo(-logit(p), 6);
      }),
    );
  });
});
