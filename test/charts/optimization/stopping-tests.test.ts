import { expect, test } from "vitest";
import { stoppingTests } from "../../../src/charts/optimization/stopping-tests";
import * as theory from "../../../src/theory";
import { messageOf } from "../../support/readable-figure";

const sweep = theory.stoppingSweep(theory.quadratic(), {
  rates: [0.1, 0.5, 1.5],
  start: [1, 1],
  tolerance: 1e-4,
  most: 5000,
});

test("states how far off the worst test stops", () => {
  expect(messageOf(stoppingTests(sweep, { rate: 0.5 }))).toBe(
    "Asked for 0.0001, got 0.0998 at η = 0.5 by the parameter change test",
  );
});

test("draws runs that did not stop with open markers, and leaves out those that diverged", () => {
  const newton = stoppingTests(sweep).data.find(
    ({ name, mode }) => name === "Newton-type step" && mode === "markers",
  )!;
  expect((newton["marker"] as { symbol: string[] }).symbol[0]).toBe("diamond-open");
  expect((newton["y"] as unknown[])[2]).toBeNull();
  expect(messageOf(stoppingTests(sweep))).toBe("At η = 1.5 the run diverges");
  expect(stoppingTests(sweep).description).toContain("Not drawn, as they diverge: η = 1.5.");
});
