import { expect, test } from "vitest";
import { gradientAndDistance } from "../../../src/charts/optimization/gradient-and-distance";
import type { Figure } from "../../../src/charts/style/figure";
import { sgd } from "../../../src/optimizers";
import * as theory from "../../../src/theory";
import { messageOf } from "../../support/readable-figure";

const valley = theory.quadratic();
const chartAt = (rate: number): Figure =>
  gradientAndDistance(
    theory.axisProfiles(valley, theory.descent(valley, sgd(rate), { start: [1, 1], steps: 1000 })),
  );

test("states the gradients at the start and the shares that are left", () => {
  expect(messageOf(chartAt(0.5))).toBe(
    "At the start |g₁| = 0.002 and |g₂| = 2. After 1000 steps: 36.8 % and 0 % left",
  );
});

test("says so where an axis diverges", () => {
  expect(messageOf(chartAt(1.2))).toContain("over 100 %");
});

test("a decade is as high in the panel of the gradient as in that of the distance", () => {
  for (const rate of [0.5, 0.9, 0.001]) {
    const { yaxis, yaxis2 } = chartAt(rate).layout as Record<string, { range: number[]; domain: number[] }>;
    const heightOfDecade = [yaxis, yaxis2].map(
      ({ range, domain }) => (domain[1] - domain[0]) / (range[1] - range[0]),
    );
    expect(heightOfDecade[0]).toBeCloseTo(heightOfDecade[1], 12);
    expect(yaxis.domain[0]).toBeGreaterThan(yaxis2.domain[1]);
  }
});
