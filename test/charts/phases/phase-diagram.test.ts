import { expect, test } from "vitest";
import { phaseDiagram } from "../../../src/charts/phases/phase-diagram";
import { spirals } from "../../../src/data/spirals";
import * as theory from "../../../src/theory";
import { expectReadable, expectSliderStarts, messageOf } from "../../support/readable-figure";

const options = { depth: 4, widths: [4, 8, 12], data: spirals({ points: 6, seed: 1 }), seed: 1 };
const diagram = theory.phaseDiagram("tanh", { sigmaW: [0.5, 1, 2], sigmaB: [0, 0.5], ...options });
const figure = phaseDiagram(diagram);
const named = (name: string) => figure.data.filter((trace) => trace["name"] === name); // prettier-ignore

test("draws √χ₁ over the plane, the line where it is 1, and the picked point's theory and nets", () => {
  expectReadable(figure);
  expectSliderStarts(figure);
  const [heat] = figure.data;
  expect((heat["z"] as number[][])[3][5]).toBeCloseTo(Math.log10(diagram.map.factor[3][5]), 12);
  expect(named("χ₁ = 1")[0]["x"]).toEqual(diagram.line.map(({ sigmaW }) => sigmaW));
  const [, point] = diagram.points;
  expect(named("picked")[0]).toMatchObject({ x: [1], y: [0], visible: true });
  point.nets.forEach(({ width, log10DeltaRms }) =>
    (named(`n = ${width}`)[0]["y"] as number[]).forEach((y, l) => expect(Math.log10(y)).toBeCloseTo(log10DeltaRms[l], 9))); // prettier-ignore
  (named("theory")[0]["y"] as number[]).forEach((y, l) => expect(Math.log10(y)).toBeCloseTo(point.log10DeltaRms[l], 9)); // prettier-ignore
});

test("the slider picks σ_w for every σ_b, the menu shows one σ_b, and says where its δ keeps its size", () => {
  const [{ steps }] = figure.layout["sliders"] as [{ steps: { label: string }[] }];
  expect(steps.map(({ label }) => label)).toEqual(["σ_w = 0.5", "σ_w = 1", "σ_w = 2"]);
  const [{ buttons }] = figure.layout["updatemenus"] as [{ buttons: { label: string; args: [{ visible: boolean[] }, Record<string, string>] }[] }]; // prettier-ignore
  expect(buttons.map(({ label }) => label)).toEqual(["σ_b = 0", "σ_b = 0.5"]);
  const shown = buttons[1].args[0].visible.map((visible, i) =>
    visible ? figure.data[i]["name"] : undefined,
  );
  expect(shown.filter((name) => name === "picked")).toHaveLength(1);
  const frame = figure.frames![2] as { data: { x: number[]; y: number[] }[]; traces: number[] };
  const picked = frame.traces.findIndex((trace) => figure.data[trace]["name"] === "picked" && buttons[1].args[0].visible[trace]); // prettier-ignore
  expect(frame.data[picked]).toEqual({ x: [2], y: [0.5] });
  expect(messageOf(figure)).toBe("tanh, σ_b = 0: δ keeps its size at σ_w = 1");
  const edge = Math.sqrt(theory.criticalPoint("tanh", 0.25)!.weights);
  expect(buttons[1].args[1]["title.text"]).toBe(
    `tanh, σ_b = 0.5:<br>δ keeps its size at σ_w = ${Number(edge.toPrecision(3))}`,
  );
});

test("says which σ_w and σ_b the stops and entries stand for, so that a click can pick them", () =>
  expect(figure.layout["meta"]).toEqual({ pick: { x: [0.5, 1, 2], y: [0, 0.5] } }));

test("says that there is no such σ_w, and refuses what is no diagram", () => {
  const swish = theory.phaseDiagram("swish", { sigmaW: [0.5, 1], sigmaB: [0, 0.1], ...options });
  expect(messageOf(phaseDiagram(swish))).toContain("keeps its size at no σ_w");
  expect(() => phaseDiagram({} as never)).toThrow(/charts.phaseDiagram diagram/);
});
