import { describe, expect, it } from "vitest";
import { activationNames } from "../../src/activations";
import type { Figure, Json } from "../../src/charts/style/figure";
import { float32Saturation } from "../../src/charts/float32/float32-saturation";
import { functionAndSlope } from "../../src/charts/activations/function-and-slope";
import { geometricMean } from "../../src/charts/chain/geometric-mean";
import { likelihoodPaths } from "../../src/charts/logistic/likelihood-paths";
import { logisticFit } from "../../src/charts/logistic/logistic-fit";
import { logitAndSigmoid } from "../../src/charts/logistic/logit-and-sigmoid";
import { oddsAndLogit } from "../../src/charts/logistic/odds-and-logit";
import { typicalSlope } from "../../src/charts/chain/typical-slope";
import { weightGrowth } from "../../src/charts/finite-width/weight-growth";
import { measuredFrom, standardized } from "../../src/data/binary-table";
import { iris } from "../../src/data/iris";
import { oRings } from "../../src/data/o-rings";
import { slope32 } from "../../src/theory/float32/float32-sigmoid";
import { likelihoodSurface } from "../../src/theory/logistic/likelihood-surface";
import { logisticAscent } from "../../src/theory/logistic/logistic-ascent";
import { predict } from "../../src/theory/logistic/logistic-prediction";
import { logisticRegression } from "../../src/theory/logistic/logistic-regression";
import { maximumMargin } from "../../src/theory/logistic/maximum-margin";
import { typicalSlope as slopeTheory } from "../../src/theory/chain/typical-slope";

const titleOf = (figure: Figure): string => (figure.layout.title as { text: string }).text;
const railOf = (figure: Figure): { active: number; steps: Json[] } =>
  (figure.layout.sliders as [{ active: number; steps: Json[] }])[0];

/** A phone shows about 42 characters of a title's line. */
const PHONE = 42;
const expectReadable = (figure: Figure): void => {
  for (const line of titleOf(figure).split("<br>")) expect(line.length, line).toBeLessThanOrEqual(PHONE);
  expect(figure.description).toMatch(/\d/);
};

describe("a chart with a slider", () => {
  const figures = [oddsAndLogit(), geometricMean(), functionAndSlope("sigmoid")];
  it("has a frame for each stop, and starts as its active stop would draw it", () => {
    for (const figure of figures) {
      const { active, steps } = railOf(figure);
      expect(figure.frames).toHaveLength(steps.length);
      const frame = figure.frames![active] as { data: Json[]; traces: number[] };
      frame.traces.forEach((trace, i) => expect(figure.data[trace]).toMatchObject(frame.data[i]));
    }
  });
});

describe("functionAndSlope(activation)", () => {
  it.each(activationNames)("is readable for %s, its tangent touching where asked", (name) => {
    for (const at of [-6, 0.1, 6]) {
      const figure = functionAndSlope(name, { at });
      expectReadable(figure);
      expect(figure.data[4].x).toEqual([at]);
    }
  });
  it("breaks f′ off at a kink and nowhere else", () => {
    expect((functionAndSlope("relu").data[1].y as unknown[]).filter((y) => y === null)).toHaveLength(1);
    expect(functionAndSlope("sigmoid").data[1].y).not.toContain(null);
  });
  it("never draws a slope above the bound", () => {
    const [, slope, bound] = functionAndSlope({ name: "elu", alpha: 2 }).data;
    for (const y of slope.y as (number | null)[])
      expect(y ?? 0).toBeLessThanOrEqual((bound.y as number[])[0]);
  });
  it("refuses an axis whose ends are swapped", () => {
    expect(() => functionAndSlope("tanh", { from: 2, to: -2 })).toThrow(/functionAndSlope to/);
  });
});

describe("oddsAndLogit, logitAndSigmoid and geometricMean", () => {
  it("say the numbers of the probability that they are given", () => {
    expect(oddsAndLogit({ probability: 0.8 }).description).toContain("odds 4 ");
    expect(titleOf(logitAndSigmoid({ probability: 0.5 }))).toContain("σ(0) = 0.5");
    expect(geometricMean({ share: 0.2 }).description).toContain("0.16");
  });
  it("refuse a probability without a place on the axis", () => {
    expect(() => oddsAndLogit({ probability: 1 })).toThrow(/0.01 to 0.99/);
  });
});

describe("the charts of logistic regression", () => {
  const fit = logisticRegression(oRings());
  const fitChart = (x: number): Figure => logisticFit(oRings(), predict(fit, [20, 90]), predict(fit, [x])[0]);
  it("logisticFit says when a prediction lies outside the data, and never that it is certain", () => {
    expect(titleOf(fitChart(31))).toContain("extrapolated): p = 0.9996");
    expect(titleOf(fitChart(70))).not.toContain("extrapolated");
    expect(titleOf(fitChart(0))).toContain("p just below 1");
    for (const x of [0, 31, 70, 120]) expectReadable(fitChart(x));
  });
  it("logisticFit draws every flight once", () => {
    const texts = fitChart(31).data.flatMap(({ text }) => (text as string[] | undefined) ?? []);
    expect(texts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(23);
  });
  it("likelihoodPaths counts the steps of both methods, or says that they do not suffice", () => {
    const data = measuredFrom(oRings(), { origin: 55, unit: 10 });
    const newton = logisticRegression(data);
    const surface = likelihoodSurface(data, newton.path.map(({ weights }) => weights)); // prettier-ignore
    const chart = (steps: number): Figure =>
      likelihoodPaths(surface, newton, logisticAscent(data, { steps }));
    expect(titleOf(chart(2000))).toMatch(/Newton takes [3-6] steps.*gradient ascent \d{3}$/);
    expect(titleOf(chart(20))).toMatch(/more than 20$/);
    expectReadable(chart(20));
  });
  it("likelihoodPaths says when there is no maximum", () => {
    const data = standardized(iris("setosa"));
    const surface = likelihoodSurface(data, [[0, 0], [2, 5]]); // prettier-ignore
    expect(titleOf(likelihoodPaths(surface, logisticRegression(data), logisticAscent(data)))).toContain(
      "no maximum",
    );
  });
  it("weightGrowth names the data on which the weights never settle", () => {
    const [separable, overlapping] = [iris("setosa"), iris("virginica")].map(standardized);
    const ascent = logisticAscent(separable, { steps: 50 });
    const endless = { name: "apart", ascent, margin: maximumMargin(separable) };
    const settling = { name: "mixed", ascent, limit: logisticRegression(overlapping).weights };
    expect(titleOf(weightGrowth([endless, settling]))).toContain("never settle<br>(apart)");
    expect(titleOf(weightGrowth([settling]))).toContain("The weights settle");
    for (const figure of [weightGrowth([endless]), weightGrowth([settling])]) expectReadable(figure);
  });
});

describe("float32Saturation(slopes)", () => {
  const upTo = (end: number): Figure => float32Saturation([0, end / 2, end].map(slope32));
  it("speaks of the zero only where the axis reaches it", () => {
    expect(titleOf(upTo(24))).toContain("16.64");
    expect(titleOf(upTo(10))).toContain("still above 0");
    for (const end of [10, 24]) expectReadable(upTo(end));
  });
});

describe("typicalSlope(theory)", () => {
  it.each(activationNames)("sets the mean beside the bound for %s", (name) => {
    expectReadable(typicalSlope(slopeTheory(name, { variance: 3 })));
  });
  it("says 0.0448 and 0.0625 for the sigmoid at variance 1", () => {
    expect(titleOf(typicalSlope(slopeTheory("sigmoid")))).toBe(
      "sigmoid: typical squared slope 0.0448,<br>at most 0.0625",
    );
  });
});
