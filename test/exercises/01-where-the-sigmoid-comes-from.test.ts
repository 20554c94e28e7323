import { describe, expect, it } from "vitest";
import { whereTheSigmoidComesFrom as exercises } from "../../src/exercises/01-where-the-sigmoid-comes-from";

/** Right answers worked out by hand, as a reader would type them; and wrong ones with a word of their hint. */
const ANSWERS: Record<string, { right: unknown[]; wrong: [answer: unknown, hint: RegExp][] }> = {
  "01.two-tests": {
    right: [0.5, 100 / 199],
    wrong: [[0.092, /one sign/], [1.01, /is the odds/], [0.2, /adds probabilities/], ["", /number/]],
  },
  "01.squared-error": {
    right: [2983, 3000],
    wrong: [[0.000335, /other way round/], [1, /nothing cancels/], [4, /at z = 8/], [100, /too small/]],
  },
  "01.celsius": {
    right: [-0.418, -0.4179],
    wrong: [[-0.232, /per °F/], [-0.129, /wrong way round/], [0.418, /warmer/]],
  },
  "01.half-slope": {
    right: [1.763, Math.log(3 + 2 * Math.SQRT2)],
    wrong: [[0.854, /σ\(x\)/], [-1.763, /x > 0/], [0.235, /other way/], [0.766, /natural/]],
  },
  "01.predict-spread": {
    right: ["1/√q", " 1/√q "],
    wrong: [["1/q", /√q\?/], ["e^(−q)", /not all neurons/], [7, /Which neurons/]],
  },
}; // prettier-ignore

/** E σ′(z)² for z ~ N(0, q), by the trapezoidal rule over z itself. */
function meanSquareSlope(q: number): number {
  const grid = Array.from({ length: 40_001 }, (_, i) => (i - 20_000) / 500);
  const terms = grid.map((z) => (Math.exp(-z) / (1 + Math.exp(-z)) ** 2) ** 2 * Math.exp((-z * z) / (2 * q)));
  return terms.reduce((sum, term) => sum + term, 0) / 500 / Math.sqrt(2 * Math.PI * q);
}

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

  it("say how a mean over very different variances falls, as an integral of its own says", () => {
    const ratio = meanSquareSlope(100) / meanSquareSlope(10_000);
    expect(ratio).toBeCloseTo(10, 0);
    expect(exercises["01.predict-spread"].solution!().join("\n")).toContain(`a factor of ${ratio.toPrecision(3)}.`);
    expect(meanSquareSlope(10_000)).toBeCloseTo(1 / 6 / Math.sqrt(2 * Math.PI * 10_000), 6);
  });

  it("have worked solutions whose numbers are those of the answer", () => {
    const solution = (name: string): string => exercises[`01.${name}`].solution!().join("\n");
    expect(solution("two-tests")).toMatch(/−?4\.6.*2\.3.*0\.5025.*0\.092/s);
    expect(solution("squared-error")).toMatch(/3\.35e-4 = 2980\./);
    expect(solution("celsius")).toMatch(/-0\.2322.*-0\.4179/s);
    expect(solution("half-slope")).toMatch(/0\.8536, odds 5\.828.*1\.763/);
  });
}); // prettier-ignore
