import { describe } from "vitest";
import { theRectifierFamily as exercises } from "../../src/exercises/07-the-rectifier-family";
import { selu } from "../../src/activations/selu";
import { expectation } from "../../src/numerics/gaussian";
import { describeAnswers, type Wrong } from "../support/answers";

/** SELU's variance for z ~ N(0, 4), by quadrature in place of the closed form. */
function seluVariance(): number {
  const options = { variance: 4, kinks: [0] };
  const { f } = selu();
  return expectation((z) => f(z) ** 2, options) - expectation(f, options) ** 2;
}

/** Worked out by hand, or by a quadrature above. */
const RIGHT: Record<string, unknown[]> = {
  "07.absolute-value": [1],
  "07.by-hand": [-1.2],
  "07.mean-slope": [0.2747, 0.275],
  "07.smooth-elu": [1],
  "07.deaf": [-2.996, -3],
  "07.correct-themselves": [
    ["elu", "selu"],
    ["ELU", " selu "],
  ],
  "07.selu-map": [seluVariance()],
};

const WRONG: Wrong[] = [
  ["absolute-value", 2, /ReLU's/],
  ["absolute-value", 2 / (1 - 2 / Math.PI), /sees the mean square/],
  ["absolute-value", "1", /is a number/],
  ["by-hand", -2.7, /z > 0 does not use α/],
  ["by-hand", -0.3, /factor α too many/],
  ["by-hand", 1.2, /Look at the signs/],
  ["by-hand", -0.3001, /factor α too many/],
  ["by-hand", 1.9, /answers to α/],
  ["mean-slope", 0.25, /not the inverse of the mean/],
  ["mean-slope", 1 / 3, /two ends/],
  ["mean-slope", 1.0986, /density of a is missing/],
  ["smooth-elu", 0, /is ReLU/],
  ["smooth-elu", 2, /too large/],
  ["deaf", -0.0513, /ELU's value/],
  ["deaf", 2.996, /which side/],
  ["deaf", -1.301, /base 10/],
  ["correct-themselves", ["selu"], /when z doubles/],
  ["selu-map", 1, /many layers/],
  ["selu-map", 4, /nothing would be corrected/],
];

describe("the exercises of notebook 07", () => {
  describeAnswers("07", exercises, { right: RIGHT, wrong: WRONG });
});
