import { expect } from "vitest";
import { describeNotebook } from "../support/notebook";
import type { NotebookContent } from "../support/notebook-page";
import type { Settings } from "../support/run-cells";

const own = { alpha: 1, depth: 8, seeds: 3, draw: 1 };
const valuesOf = (settings: Settings): typeof own => ({ ...own, ...settings });

/** The numbers of a line of a chart, whichever entry of the menu draws it. */
function curve(page: NotebookContent, chart: number, name: string, view = 0): number[] {
  const found = page.figures[chart].data.filter((trace) => trace.name === name && !("fill" in trace));
  expect(found.length, `${name} in chart ${chart}`).toBeGreaterThan(view);
  return found[view].y as number[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describeNotebook(
  "07-the-rectifier-family",
  {
    "the smallest nets": { depth: 1, width: 4, steps: 20, seeds: 2 },
    "slopes below 0 and a steep ELU": { slope: -1, alpha: 3, other: "softplus", depth: 12, width: 16, seeds: 2, steps: 60 },
    "a large rate and other points": { rate: 0.2, draw: 2, other: "rreluDivisor", depth: 4, seeds: 4, steps: 40 },
  }, // prettier-ignore
  {
    "autodiff and finite differences agree with the formula of ∂C/∂α": (page) => {
      const { description } = page.figures[2];
      const errors = page.figures[2].data.filter(({ name }) => String(name).includes("error"));
      expect(errors.length, description).toBeGreaterThan(1);
      for (const { y } of errors)
        for (const value of y as (number | null)[]) expect(value ?? 0).toBeLessThan(1e-4);
    },
    "learned slopes rise on the digits, and stay nearer to their start on the spirals": (page) => {
      const [digits, spirals] = ["digits", "spirals"].map((name) => mean(curve(page, 3, name)));
      expect(digits).toBeGreaterThan(0.35);
      expect(Math.abs(spirals - 0.25)).toBeLessThan(digits - 0.25);
    },
    "the three slopes of RReLU are 11/48, 1/5.5 and ln(8/3)/5": (page) => {
      const printed = page.printed.join("\n");
      const [, training, test] = /rrelu: mean slope ([\d.]+) in training, ([\d.]+) at test/.exec(printed)!;
      // A uniform slope deviates by 0.06, its mean over some 6400 negative z by 0.0008; z weighs them unequally.
      expect(Math.abs(Number(training) - 11 / 48)).toBeLessThan(0.005);
      expect(Number(test)).toBeCloseTo(11 / 48, 3);
      const [, drawn, fixed] =
        /rreluDivisor: mean slope ([\d.]+) in training, ([\d.]+) at test/.exec(printed)!;
      expect(Math.abs(Number(drawn) - Math.log(8 / 3) / 5)).toBeLessThan(0.005);
      expect(Number(fixed)).toBeCloseTo(1 / 5.5, 3);
    },
    "with the notebook's own points a random slope overfits less than a fixed one": (page, settings) => {
      if (valuesOf(settings).draw !== 1) return;
      const [fixed, drawn] = ["fixed 11/48", "drawn"].map((name) => curve(page, 4, name).at(-1)!);
      expect(drawn).toBeLessThan(fixed);
    },
    "the mean does not add up over the layers, the cosine does": (page, settings) => {
      const means = curve(page, 7, "relu").slice(0, -1);
      expect(Math.abs(mean(means) - 1 / Math.sqrt(2 * Math.PI))).toBeLessThan(0.08);
      const cosines = curve(page, 7, "relu", 1).slice(0, -1);
      expect(cosines.at(-1)!).toBeGreaterThan(cosines[0] + 0.2);
      if (valuesOf(settings).alpha !== 1) return;
      const [relu, elu, selu] = ["relu", "elu", "selu"].map((name) => curve(page, 7, name, 1).at(-2)!);
      expect(relu).toBeGreaterThan(elu);
      expect(elu).toBeGreaterThan(selu);
    },
    "SELU corrects a loud input, ReLU hands it on, Swish lets it run away": (page) => {
      const last = (name: string): number => curve(page, 8, name).at(-2)!;
      expect(last("selu")).toBeLessThan(2);
      expect(Math.abs(Math.log(last("relu") / 8))).toBeLessThan(Math.log(4));
      expect(last("swish")).toBeGreaterThan(30);
    },
    "a tailored slope keeps inputs apart that ReLU makes alike": (page) => {
      const [relu, tailored] = ["ReLU", "tailored"].map((name) => mean(curve(page, 10, name)));
      expect(relu).toBeGreaterThan(tailored + 0.05);
    },
  },
);
