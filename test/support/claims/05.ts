import { expect } from "vitest";
import type { Figure } from "../../../src/charts/style/figure";
import type { Settings } from "../run-cells";
import { titlesOf, traceOf, valuesOf } from "../true-figure";
import { type Claims, drawsLogarithms, expectClose, factorOf, numbers, said } from "./read";

export const claims: Claims = {
  "four-nets": factors,
  frameworks: factors,
  funnel: factors,
  "measured-init": factors,
  "signal-and-gradient": signalAndGradient,
  race,
  "coordinate-check": coordinateCheck,
};

/** "from ×a (name) to ×b (name)": the least and the largest factor per layer of the lines. */
function factors(figure: Figure): void {
  const found = /from ×(\S+) \((.+)\) to ×(\S+) \((.+)\)$/.exec(titlesOf(figure)[0]);
  if (!found || drawsLogarithms(figure)) return;
  const lines = figure.data.filter(({ mode, visible }) => mode === "lines+markers" && visible !== false);
  const all = lines
    .map((trace) => ({ name: trace["name"], sizes: valuesOf(trace).slice(0, -1) }))
    .filter(({ sizes }) => sizes.length > 1 && !sizes.includes(null))
    .map(({ name, sizes }) => ({ name, factor: factorOf(sizes) }));
  for (const [number, name] of [found.slice(1, 3), found.slice(3, 5)]) {
    const line = all.find((each) => each.name === name);
    if (!line || !Number.isFinite(Number(number))) continue;
    expectClose(line.factor, Number(number));
    for (const { factor } of all)
      expect(Math.sign(factor - line.factor) * (number === found[1] ? 1 : -1)).toBeGreaterThanOrEqual(0);
  }
}

/** The row that is shown first is the steadiest, and its factors are those of its lines. */
function signalAndGradient(figure: Figure): void {
  if (drawsLogarithms(figure) || JSON.stringify(figure.layout["yaxis2"]).includes("log₁₀")) return;
  const [z, delta] = ["rms z", "rms δ"].map((name) =>
    valuesOf(figure.data.find((trace) => trace["name"] === name && trace["mode"] === "lines+markers")),
  );
  const back = said(figure, ", ×", " per layer back");
  if (back === undefined || delta.includes(null)) return;
  expectClose(back, factorOf(delta.slice(0, -1)));
  if (!z.includes(null)) expectClose(said(figure, "; z ×", " forward"), 1 / factorOf(z.slice(0, -1)));
  const [slider] = figure.layout["sliders"] as { active: number; steps: { label: string }[] }[];
  const others = slider.steps.flatMap(({ label }) => /δ ×([\d.]+)$/.exec(label)?.[1] ?? []).map(Number);
  for (const other of others)
    expect(Math.abs(Math.log(other))).toBeGreaterThanOrEqual(Math.abs(Math.log(back)) - 0.01);
}

/** Xavier at 30 layers does not leave the dotted line, whatever the number of steps and seeds. */
function race(figure: Figure, { steps }: Settings): void {
  const level = numbers(valuesOf(traceOf(figure, "equally likely classes: ln 2")));
  for (const y of level) expectClose(y, Math.LN2, 1e-4);
  const stalled = figure.data.find(({ name, fill }) => name === "Xavier, 30" && fill === undefined);
  // The output's biases follow the shares of the classes in batches of 32, which deviate by 0.09 from one half.
  for (const y of numbers(valuesOf(stalled))) expectClose(y, Math.LN2, 0.03);
  if (Number(steps) < 100) return;
  const learning = figure.data.find(({ name, fill }) => name === "He, 30" && fill === undefined);
  expect(Math.min(...numbers(valuesOf(learning)))).toBeLessThan(0.5);
}

function coordinateCheck(figure: Figure): void {
  const slope = (name: string): number => {
    const y = numbers(valuesOf(traceOf(figure, name)));
    return Math.log(y.at(-1)! / y[0]) / Math.log(512 / 64);
  };
  const expected = { "standard, layer 1": 0, "standard, layer 2": 1, "standard, output": 1.5, "muP, layer 1": 0, "muP, layer 2": 0, "muP, output": 0 }; // prettier-ignore
  for (const [name, exponent] of Object.entries(expected))
    expect(Math.abs(slope(name) - exponent)).toBeLessThan(0.2);
}
