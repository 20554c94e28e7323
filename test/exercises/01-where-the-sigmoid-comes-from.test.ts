import { describe, expect, it } from "vitest";
import { whereTheSigmoidComesFrom as exercises } from "../../src/exercises/01-where-the-sigmoid-comes-from";

/** Right answers worked out by hand, as a reader would type them; and wrong ones with a word of their hint. */
const ANSWERS: Record<string, { right: unknown[]; wrong: [answer: unknown, hint: RegExp][] }> = {
  "01.sigmoid-slope": {
    right: [0.0177, 0.01766],
    wrong: [[0.982, /itself/], [0.018, /factor is missing/], [0.25, /bound/], ["", /number/]], // prettier-ignore
  },
  "01.logit": {
    right: [2.197, 2.2],
    wrong: [[9, /odds/], [0.954, /base 10/], [3.17, /base 2/], [0.711, /other way/], [-2.197, /sign/]], // prettier-ignore
  },
  "01.closed-form": {
    right: ["b", " B "],
    wrong: [["a", /Hessian/], ["c", /23 million/], ["because", /one letter/], [undefined, /one letter/]], // prettier-ignore
  },
  "01.odds-factor": {
    right: [10, 10.2],
    wrong: [[0.098, /warmer/], [2.32, /multiplies/], [1.26, /single degree/]], // prettier-ignore
  },
  "01.float32-one": { right: [17], wrong: [[37, /float64/], [16, /above 2⁻²⁴/], [18, /too large/]] }, // prettier-ignore
  "01.scaled-tanh": { right: [1.144, 1.14], wrong: [[1.7159, /inside/], [2 / 3, /in front/], [1, /plain tanh/]] }, // prettier-ignore
};

describe("the exercises of notebook 01", () => {
  it("are all tested here", () => expect(Object.keys(ANSWERS)).toEqual(Object.keys(exercises)));

  it.each(Object.entries(ANSWERS))(
    "%s accepts the right answer and has a hint for each usual mistake",
    (id, { right, wrong }) => {
      for (const answer of right) expect(exercises[id].accepts(answer), String(answer)).toBe(true);
      for (const [answer, hint] of wrong) {
        expect(exercises[id].accepts(answer), String(answer)).toBe(false);
        expect(exercises[id].hint(answer)).toMatch(hint);
      }
    },
  );
});
