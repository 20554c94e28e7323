import { describe, expect, test } from "vitest";
import {
  costByAngle,
  criticalPoints,
  descentPaths,
  gradientAndDistance,
  stoppingTests,
} from "../../src/charts";
import type { Figure } from "../../src/charts/style/figure";
import { adagrad, sgd } from "../../src/optimizers";
import * as theory from "../../src/theory";

const valley = theory.quadratic();
const start = [1, 1];
const title = ({ layout }: Figure): string =>
  (layout["title"] as { text: string }).text.replaceAll("<br>", " ");

describe("descentPaths", () => {
  const options = { optimizers: [sgd, adagrad], rates: [0.1, 0.5, 1.5], start, steps: 1000 };
  const land = theory.landscape(valley, { reach: start });
  const chart = descentPaths(land, theory.descents(valley, options), { rate: 0.5 });
  const visible = chart.data.filter((trace) => trace["visible"] === true);

  test("starts with the first optimizer alone, at the rate asked for", () => {
    expect(visible).toHaveLength(2);
    expect(visible[0]["name"]).toBe("gradient descent");
    expect(visible[1]["text"]).toEqual(["at (0.368, 0) after 1000 steps"]);
    expect(chart.description).toContain("learning rate 0.5: gradient descent at (0.368, 0)");
  });

  test("has a frame per rate that moves every path and its text, also one that diverges", () => {
    expect(chart.frames).toHaveLength(3);
    for (const frame of chart.frames!) expect(frame["data"]).toHaveLength(4);
    expect(JSON.stringify(chart.frames![2])).toContain("diverges within");
  });

  test("says in its title what gradient descent achieves at best, whatever the controls show", () => {
    expect(title(chart)).toBe("At best gradient descent ends 0.368 away: 1000 steps at η = 0.5");
  });
});

describe("gradientAndDistance", () => {
  const chartAt = (rate: number) =>
    gradientAndDistance(
      theory.axisProfiles(valley, theory.descent(valley, sgd(rate), { start, steps: 1000 })),
    );

  test("states the gradients at the start and the shares that are left", () => {
    expect(title(chartAt(0.5))).toBe(
      "At the start |g₁| = 0.002 and |g₂| = 2. After 1000 steps: 36.8 % and 0 % left",
    );
  });

  test("says so where an axis diverges", () => {
    expect(title(chartAt(1.2))).toContain("over 100 %");
  });
});

describe("costByAngle", () => {
  test("names the optimizer that the turn harms most", () => {
    const optimizers = [sgd(0.5), adagrad(0.5)];
    const sweep = theory.angleSweep({ coefficients: [0.001, 1], optimizers, start, steps: 1000 });
    expect(title(costByAngle(sweep))).toMatch(
      /^Adagrad leaves under 10⁻²⁰ of C at 0°, but 3\.2·10⁻⁴ of C at 30°/,
    );
  });

  test("says so when none is harmed, or all diverge", () => {
    const sweep = (rate: number) =>
      theory.angleSweep({ coefficients: [1, 1], optimizers: [sgd(rate)], start, steps: 100 });
    expect(title(costByAngle(sweep(0.1)))).toContain("no optimizer minds");
    expect(title(costByAngle(sweep(3)))).toContain("Every optimizer diverges");
  });
});

describe("criticalPoints", () => {
  test("writes kind and signs above each panel and counts the minima", () => {
    const chain = theory.linearChain();
    const chart = criticalPoints({ a: theory.examine(chain, [0, 0]), b: theory.examine(chain, [1, 1]) });
    const headings = (chart.layout["annotations"] as { text: string }[]).map(({ text }) => text);
    expect(headings).toEqual(["<b>a</b><br>strict saddle, λ: − +", "<b>b</b><br>minimum, λ: 0 +"]);
    expect(title(chart)).toBe("2 points with a gradient near 0, one of them is a minimum");
  });
});

describe("stoppingTests", () => {
  const sweep = theory.stoppingSweep(valley, { rates: [0.1, 0.5, 1.5], start, tolerance: 1e-4, most: 5000 });

  test("states how far off the worst test stops", () => {
    expect(title(stoppingTests(sweep, { rate: 0.5 }))).toBe(
      "Asked for 0.0001, got 0.0998 at η = 0.5 by the parameter change test",
    );
  });

  test("draws runs that did not stop with open markers, and leaves out those that diverged", () => {
    const newton = stoppingTests(sweep).data.find(
      ({ name, mode }) => name === "Newton-type step" && mode === "markers",
    )!;
    expect((newton["marker"] as { symbol: string[] }).symbol[0]).toBe("diamond-open");
    expect((newton["y"] as unknown[])[2]).toBeNull();
    expect(title(stoppingTests(sweep))).toBe("At η = 1.5 the run diverges");
    expect(stoppingTests(sweep).description).toContain("Not drawn, as they diverge: η = 1.5.");
  });
});
