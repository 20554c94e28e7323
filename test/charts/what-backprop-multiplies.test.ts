import { describe, expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { spirals } from "../../src/data/spirals";
import { measure } from "../../src/probes/measure";
import * as charts from "../../src/charts";
import type { Figure, Json } from "../../src/charts/style/figure";
import * as theory from "../../src/theory";

/** Fails where a chart says something that is no number, or puts on a log axis what has no place there. */
function requireSound({ data, layout, description }: Figure): void {
  const title = (layout["title"] as { text: string }).text;
  for (const text of [title, description]) expect(text).not.toMatch(/NaN|undefined|null/);
  for (const line of title.split("<br>")) expect(line.length).toBeLessThanOrEqual(44);
  expect(description).toMatch(/\d/);
  for (const trace of data) {
    const { type } = layout[`${trace["yaxis"] ?? "y"}`.replace("y", "yaxis")] as Json;
    if (type !== "log") continue;
    for (const y of trace["y"] as (number | null)[]) if (y !== null) expect(y).toBeGreaterThan(0);
  }
}

const data = spirals({ points: 10, seed: 1 });
const names = ["linear", "sigmoid", "tanh", "relu", "leakyRelu", "prelu", "rrelu", "elu"] as const;
const shallow = names.flatMap((name) => [1, 5].map((depth) => [name, depth] as const));
/** One whose gradients vanish, one whose chain is dead, one with weights alone. */
const deep = (["sigmoid", "relu", "linear"] as const).map((name) => [name, 200] as const);

describe("the charts of notebook 02", () => {
  test.each([...shallow, ...deep])("are sound for %s at depth %i", (activation, depth) => {
    const thin = mlp({ inputs: 1, depth, width: 1, outputs: 1, activation, init: "lecunNormal", biasVariance: 1, seed: 7 }); // prettier-ignore
    const weights = thin.parameters.map((layer) => layer.weights[0]);
    const biases = thin.parameters.map((layer) => layer.biases[0]);
    const line = { weights, biases, activation };
    const pass = theory.chain(line);
    const formula = pass.neurons.map(({ gradient }) => gradient);
    const differences = theory.centralDifferences((w) => theory.chain({ ...line, weights: w }).loss, weights);
    const float32 = Float32Array.from(formula);
    requireSound(charts.chainGradients(pass));
    requireSound(charts.gradientAgreement(theory.agreement({ formula, float32, differences })));
    requireSound(charts.chainSensitivity(theory.chainSensitivity({ ...line, layer: Math.ceil(depth / 2) })));
    const even = { weights: weights.map(() => 1), activation, label: 0 };
    requireSound(charts.gateSweep(theory.gateSweep({ ...even, layer: Math.ceil(depth / 2), sweep: [-10, 0, 10] }))); // prettier-ignore
    requireSound(charts.chainFactorMap(theory.chainFactors({ activation, weights: [-9, -1, 1, 9], depth })));
    const net = mlp({ inputs: 2, depth, width: 4, outputs: 2, activation, init: "lecunNormal", seed: 7 });
    requireSound(charts.gradientBound(theory.gradientBound(net, data), measure(net, data)));
  });

  test("are sound for every weight of the slider and every factor", () => {
    requireSound(charts.nielsenInterval([-5, 2, 4, 7, 30].map((w) => theory.nielsenCurve(w))));
    requireSound(charts.nielsenWidths([4, 5, 9].map((w) => theory.nielsenInterval(w)), theory.widestNielsenInterval())); // prettier-ignore
    for (const factor of [0.01, 0.25, 0.9, 1, 1.5])
      requireSound(charts.float32Range(theory.float32Depths(factor)));
  });
});

test("gradientAgreement tells right, lost and wrong apart in its title", () => {
  const { layout } = charts.gradientAgreement(
    theory.agreement({
      exact: [1e-9, 1e-4, 1],
      right: [1e-9, 1e-4, 1 + 1e-6],
      lost: [0, 1e-4, 1],
      wrong: [1, 1, 2],
    }),
  );
  const { text } = layout["title"] as { text: string };
  expect(text).toMatch(/right: agrees to 10⁻⁶/);
  expect(text).toContain("lost: lost below 10⁻⁴");
  expect(text).toContain("wrong: wrong up to ×10⁹");
});

test("chainGradients marks exact zeros below everything else", () => {
  const { data: traces } = charts.chainGradients(theory.chain({ weights: [-1, 1, 1], biases: [0, 1, 0], activation: "relu" })); // prettier-ignore
  const zeros = traces.find((trace) => String(trace["hovertemplate"]).startsWith("|∂C/∂wˡ|, layer %{x}: exactly 0"))!; // prettier-ignore
  expect(zeros["x"]).toEqual([1, 2]);
  const gradients = traces.find(({ name }) => name === "|∂C/∂wˡ|")!["y"] as number[];
  expect(Math.min(...gradients.filter(Boolean))).toBeGreaterThan((zeros["y"] as number[])[0]);
});

test("float32Range states where the product and its square end", () => {
  const { layout, description } = charts.float32Range(theory.float32Depths(1 / 4));
  expect((layout["title"] as { text: string }).text).toMatch(/L = 12.*after 31.*after 63/);
  expect(description).toMatch(/after 74 factors, its square after 37/);
});

test("chainGradients goes on where float64 ends, and keeps zeros below the bound", () => {
  const tiny = charts.chainGradients(theory.chain({ weights: Array.from({ length: 200 }, () => 0.05) }));
  expect(tiny.data.filter(({ name }) => String(name).endsWith("exactly 0"))).toEqual([]);
  expect(tiny.description).toMatch(/10⁻³[⁰¹²³⁴⁵⁶⁷⁸⁹]+ in layer 1/);
  expect((tiny.data[1]["y"] as number[])[0]).toBeLessThan(-330);
  expect(tiny.layout["yaxis"]).toMatchObject({ title: { text: "log₁₀ of |∂C/∂wˡ|" } });
  const dead = charts.chainGradients(theory.chain({ weights: [-1e-9, 1e-9, 1e-9], biases: [-1, 0, 0], activation: "relu" })); // prettier-ignore
  const numbers = (mode: string): number[] =>
    dead.data.flatMap((trace) => (trace["mode"] === mode ? (trace["y"] as (number | null)[]) : [])).filter((v) => v !== null); // prettier-ignore
  const [bounds, zeros] = [numbers("lines"), numbers("markers")];
  expect(Math.max(...zeros)).toBeLessThan(Math.min(...bounds));
});

test("gradientBound draws what float32 alone shows, and counts where that is wrong as gradientProfile does", () => {
  const net = mlp({
    inputs: 2,
    depth: 60,
    width: 8,
    outputs: 2,
    activation: "sigmoid",
    init: "lecunNormal",
    seed: 7,
  });
  const report = measure(net, data);
  const figure = charts.gradientBound(theory.gradientBound(net, data), report);
  const shown = figure.data.find(({ name }) => name === "float32 alone")!["y"] as (number | null)[];
  const lost = report.layers.filter(({ float32 }) => float32.deltaRms === 0).length;
  expect(shown.filter((y) => y === null).length).toBe(lost);
  expect(lost).toBeGreaterThan(0);
  const count = (text: string): string => /float32 alone gets (\d+ of 61) layers/.exec(text)![1];
  const titles = [figure, charts.gradientProfile(report)].map(({ layout }) => count((layout["title"] as { text: string }).text)); // prettier-ignore
  expect(titles[0]).toBe(titles[1]);
});
