import { describe } from "vitest";
import { beyondTheNorm as exercises } from "../../src/exercises/09-beyond-the-norm";
import { describeAnswers, type Wrong } from "../support/answers";

/** Worked out by hand: 294.5 = ln 10/0.0078185, with ψ(32) − ψ(31.5) from its asymptotic series. */
const psi = (x: number): number => Math.log(x) - 1 / (2 * x) - 1 / (12 * x ** 2) + 1 / (120 * x ** 4);
const layers = (2 * Math.LN10) / (psi(32) - psi(31.5));

const RIGHT: Record<string, unknown[]> = {
  "09.mixed-layers": [8],
  "09.who-stays": [["relu"], "ReLU"],
  "09.leaky-layers": [7.2],
  "09.second-direction": [layers, 128 * Math.LN10],
  "09.half-learned": [Math.log(999) / 4, 1.727],
  "09.orthogonal-inputs": [0.3015, 0.302],
};

const WRONG: Wrong[] = [
  ["mixed-layers", 12, /twelve Gaussian/],
  ["mixed-layers", 4, /the four, or the eight/],
  ["mixed-layers", 0, /cannot bring it back/],
  ["mixed-layers", "8", /is a number/],
  ["who-stays", ["tanh", "relu"], /layer 50/],
  ["who-stays", ["linear"], /orthogonal: all/],
  ["who-stays", [], /cuts its direction/],
  ["leaky-layers", 20, /ReLU's/],
  ["leaky-layers", 27.2, /Gaussian weights/],
  ["leaky-layers", 0.36, /one layer/],
  ["second-direction", layers / Math.LN10, /1\/e/],
  ["second-direction", 1279, /geometrically/],
  ["half-learned", 3.453, /both layers learn/],
  ["half-learned", 0.75, /natural/],
  ["half-learned", 6.907, /Divide/],
  ["orthogonal-inputs", 0.25, /no longer orthogonal/],
  ["orthogonal-inputs", 0.5, /one hidden layer/],
  ["orthogonal-inputs", 0.603, /second layer/],
];

describe("the exercises of notebook 09", () => {
  describeAnswers("09", exercises, { right: RIGHT, wrong: WRONG });
});
