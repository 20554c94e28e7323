import { expect } from "vitest";
import type { Figure, Json } from "../../../src/charts/style/figure";
import { criticalPoint } from "../../../src/theory/mean-field/critical-line";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import { type Claims, expectClose, numbers, said } from "./read";

export const claims: Claims = { diagram, cobweb: ends, webs: ends, decay, training, fan };

/** Every title of the menu names the σ_w at which χ₁ = 1 for its σ_b, and theory has a place for every hidden layer. */
function diagram(figure: Figure, { activation, sigmaB, depth }: Settings): void {
  [0, Number(sigmaB), 3 * Number(sigmaB)].forEach((sigma, i) => {
    const title = titlesOf(figure)[i + 1];
    const found = /keeps its size at σ_w = ([\d.]+)/.exec(title)?.[1];
    const exact = criticalPoint(activation as "tanh", sigma ** 2);
    if (found && exact) expectClose(Number(found), Math.sqrt(exact.weights), 2e-2);
    if (!exact) expect(title).toContain("at no σ_w");
  });
  const theory = figure.data.filter(({ name }) => name === "theory");
  expect(theory).toHaveLength(3);
  for (const line of theory) expect(valuesOf(line)).toHaveLength(Number(depth));
}

/** The orbit that is drawn at first ends where the slider says. */
function ends(figure: Figure): void {
  const [{ active, steps }] = figure.layout["sliders"] as [{ active: number; steps: { label: string }[] }];
  const end = valuesOf(traceOf(figure, "end"))[0]!;
  const told = /→ (\S+) in/.exec(steps[active].label)![1];
  if (/^[\d.]+$/.test(told)) expectClose(Number(told), end);
  // Each step across goes to where the step up went.
  const web = valuesOf(traceOf(figure, "orbit"));
  for (let i = 1; i + 1 < web.length; i += 2) expect(web[i + 1]).toBe(web[i]);
}

/** What is drawn of a net is beyond its noise. */
function decay(figure: Figure): void {
  for (const trace of figure.data.filter(({ name }) => String(name).endsWith("measured"))) {
    const { array } = trace["error_y"] as { array: number[] };
    valuesOf(trace).forEach((y, i) => expect(y!).toBeGreaterThanOrEqual(0.999 * array[i]));
  }
}

/** The losses of the title are those of the lines. */
function training(figure: Figure): void {
  const lines = figure.data.filter(({ fill, name }) => fill === undefined && String(name).startsWith("σ_w"));
  const last = lines.map((trace) => numbers(valuesOf(trace)).at(-1)!).filter(Number.isFinite);
  const least = said(figure, "from ", " \\(σ_w");
  if (least !== undefined && last.length === lines.length) expectClose(least, Math.min(...last), 5e-2);
}

/** The mean in theory is that of the drawn line. */
function fan(figure: Figure): void {
  const lines = figure.data.filter(
    ({ name, fill }) => String(name).startsWith("theory") && fill === undefined,
  );
  titlesOf(figure)
    .slice(1)
    .forEach((title, i) => {
      // prettier-ignore
      const mean = Number(/ln δ₁ (\S+) ±/.exec(title)![1].replace("−", "-"));
      expect(Math.abs(Math.log(valuesOf(lines[i])[0]!) - mean)).toBeLessThan(0.006);
      expect((lines[i]["x"] as Json[]).length).toBe(51);
    });
}
