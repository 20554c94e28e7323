import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { activation: "sigmoid", launch: 31, probability: 0.9, other: "setosa", variance: 1 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });
const all = (page: NotebookContent): string => page.printed.join("\n");
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const slopes: Record<string, (x: number) => number> = {
  sigmoid: (x) => sigmoid(x) * sigmoid(-x),
  tanh: (x) => 1 - Math.tanh(x) ** 2,
  relu: (x) => Number(x > 0),
};

/** Where charts stand on the page. */
const [ODDS, FIT_CHART, TYPICAL, FLOAT32] = [1, 2, 4, 8];

/** Maximum likelihood on the 23 flights before Challenger, as R's glm gives it. */
const FIT = { intercept: 15.0429, slope: -0.2322, errors: [7.3786, 0.1082] };

/** E f′(z)² over a normal z of this variance, by the trapezoidal rule. */
function meanSquareSlope(slope: (x: number) => number, variance: number): number {
  const [points, reach] = [20001, 9];
  const grid = Array.from({ length: points }, (_, i) => reach * ((2 * i) / (points - 1) - 1));
  const terms = grid.map((t) => slope(t * Math.sqrt(variance)) ** 2 * Math.exp((-t * t) / 2));
  return (terms.reduce((sum, term) => sum + term, 0) * 2 * reach) / (points - 1) / Math.sqrt(2 * Math.PI);
}

describeNotebook(
  "01-where-the-sigmoid-comes-from",
  {
    "overlapping species and tanh": { other: "virginica", activation: "tanh", variance: 4, launch: 60, probability: 0.2 },
    "a narrow slope": { activation: "sigmoid", variance: 100, at: 6, launch: 53, origin: 30, rate: 0.01 },
    "the ends of the ranges": { activation: "relu", at: -6, probability: 0.01, launch: 120, origin: 90, steps: 100, rate: 4 },
  },
  {
    "the logit is the logarithm of the odds": (page) => {
      const logits = [...all(page).matchAll(/^logit\((\S+)\) = (\S+)$/gm)];
      expect(logits.length).toBe(3);
      for (const [, p, value] of logits) expect(Number(value)).toBeCloseTo(Math.log(Number(p) / (1 - Number(p))), 3);
    },
    "odds and log-odds are those of the probability on the axis": (page) => {
      const [below, above] = ["odds", "logit"].map((name) => page.figures[ODDS].data.find((trace) => trace.name === name));
      expect([below, above].every(Boolean)).toBe(true);
      (below!.x as number[]).forEach((p, i) => {
        expect((below!.y![i] as number) / (p / (1 - p))).toBeCloseTo(1, 2);
        expect(above!.y![i]).toBeCloseTo(Math.log(p / (1 - p)), 2);
      });
    },
    "the fit to the O-rings is the published one": (page) => {
      expect(all(page)).toContain(`log-odds = ${FIT.intercept} + (${FIT.slope}) · °F`);
      expect(all(page)).toContain(`standard errors ${FIT.errors[0]} and ${FIT.errors[1]}`);
      expect(all(page)).toContain(`multiplies the odds by ${Math.exp(FIT.slope).toFixed(3)}`);
    },
    "the prediction is the sigmoid of the log-odds at the launch temperature": (page, settings) => {
      const { launch } = valuesOf(settings);
      const prediction = page.figures[FIT_CHART].data.find(({ name }) => name?.startsWith("prediction"))!;
      expect(prediction.x).toEqual([launch]);
      expect(prediction.y![0]).toBeCloseTo(sigmoid(FIT.intercept + FIT.slope * launch), 3);
    },
    "setosa can be separated from versicolor, virginica cannot": (page, settings) => {
      const { other } = valuesOf(settings);
      const status = new RegExp(`versicolor or ${other}: (.*)$`, "m").exec(all(page))![1];
      expect(status === "separated").toBe(other === "setosa");
    },
    "the typical squared slope is that of a normal pre-activation": (page, settings) => {
      const { activation, variance } = valuesOf(settings);
      const marked = page.figures[TYPICAL].data.find(({ name }) => name?.startsWith("variance"))!;
      expect(marked.y![0]).toBeCloseTo(meanSquareSlope(slopes[activation], variance), 3);
    },
    "tanh is the sigmoid stretched, to rounding": (page) => {
      const gaps = /largest \|tanh.*?\| (\S+), largest .* (\S+)$/m.exec(all(page))!;
      for (const gap of gaps.slice(1)) expect(Number(gap)).toBeLessThan(1e-14);
    },
    "s(1 − s) in float32 fails from 24·ln 2 on": (page) => {
      expect(page.figures[FLOAT32].description).toContain((24 * Math.LN2).toFixed(2));
    },
  },
);
