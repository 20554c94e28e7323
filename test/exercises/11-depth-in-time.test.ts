import { describe, expect, test } from "vitest";
import { depthInTime } from "../../src/exercises/11-depth-in-time";
import { jacobianGrowth } from "../../src/theory/through-time/jacobian-growth";
import { describeAnswers } from "../support/answers";

describe("the exercises of notebook 11", () => {
  describeAnswers("11", depthInTime, {
    right: {
      "11.sigma-bound": [0.75 ** 10, 0.0563],
      "11.growth-at-two": ["between 1 and 2", " Between 1 and 2 "],
      "11.half-life": [2.21, Math.LN2 / Math.log1p(Math.exp(-1))],
      "11.who-forgot": ["Gers"],
      "11.drip": [4],
      // σ(4.272)⁵⁰ = ½.
      "11.gru-bias": [4.27, 4.272],
      "11.clipped-step": [-0.3],
      "11.scaled-input": [2525.2],
    },
    wrong: [
      ["sigma-bound", 59049, /tanh's/],
      ["sigma-bound", 0.25 ** 10, /matrix/],
      ["sigma-bound", 0.75 ** 9, /ten steps/],
      ["growth-at-two", "2", /slopes are 1/],
      ["growth-at-two", "less than 1", /the other is the gain/],
      ["half-life", 1, /b = 0/],
      ["half-life", 3.19, /1\/e/],
      ["half-life", 1.859, /share of what is left/],
      ["who-forgot", "Hochreiter", /three years later/],
      ["who-forgot", "Cho", /GRU/],
      ["drip", 0.19, /Drops go on/],
      ["drip", 20, /size 1/],
      ["gru-bias", -4.27, /which of z and 1 − z/i],
      ["gru-bias", 0.986, /the gate/],
      ["clipped-step", -0.5, /turns the gradient/],
      ["clipped-step", 0.3, /direction/],
      ["scaled-input", 251283, /plain/],
      ["scaled-input", 10000, /1 − λ²/],
    ],
  });

  test("a gain of 2 multiplies by more than 1 and less than 2 per step: four standard errors over twenty random nets", () => {
    const found = Array.from({ length: 20 }, (_, i) => jacobianGrowth({ gains: [2], units: 128, steps: 60, nets: 1, seed: i + 1 })[0].exponent); // prettier-ignore
    const mean = found.reduce((sum, x) => sum + x, 0) / found.length;
    const error = Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / found.length / 19);
    expect(mean - 4 * error).toBeGreaterThan(0);
    expect(mean + 4 * error).toBeLessThan(Math.LN2);
  });
});
