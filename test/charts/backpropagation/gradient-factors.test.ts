import { expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { gradientFactors } from "../../../src/charts/backpropagation/gradient-factors";
import { spirals } from "../../../src/data/spirals";
import { measure } from "../../../src/probes/measure";
import { gradientFactors as theory } from "../../../src/theory/backpropagation/gradient-factors";
import { expectReadable, messageOf } from "../../support/readable-figure";
import { everyChain } from "../../support/thin-net";

const data = spirals({ points: 10, seed: 1 });

test.each(everyChain)("is readable for %s at depth %i", (activation, depth) => {
  const net = mlp({ inputs: 2, depth, width: 4, outputs: 2, activation, init: "lecunNormal", seed: 7 });
  expectReadable(gradientFactors(theory(measure(net, data))));
});

/** Five layers, δ ×½ and a ×2 per layer going back, of which a third of the product is left. */
const made = (delta: number) => {
  const layers = [1, 2, 3, 4, 5].map((layer) => {
    const sizes = { delta: Math.log10(delta) * (5 - layer), input: Math.log10(2) * (5 - layer) };
    const product = sizes.delta + sizes.input;
    return { layer, ...sizes, product, gradient: product - Math.log10(3) };
  });
  return { layers, predicted: layers };
};

test("the title states all four factors per layer, of the hidden layers that have hidden ones below them", () => {
  expect(messageOf(gradientFactors(made(0.5)))).toBe(
    "Going back per layer: ‖δ‖ ×0.5, ‖a‖ ×2, product ×1, ‖∂C/∂W‖ ×1",
  );
});

test("draws the gradient, its factors, their product as its bound, and theory", () => {
  const { data: traces } = gradientFactors(made(0.25));
  const y = (name: string): number[] => traces.find((trace) => trace["name"] === name)!["y"] as number[];
  const close = (values: number[]) => values.map((value) => expect.closeTo(value, 8));
  expect(y("‖δˡ‖")).toEqual(close([4 ** -4, 4 ** -3, 4 ** -2, 4 ** -1, 1]));
  expect(y("‖aˡ⁻¹‖")).toEqual(close([16, 8, 4, 2, 1]));
  expect(y("‖δˡ‖·‖aˡ⁻¹‖, upper bound")).toEqual(close([1 / 16, 1 / 8, 1 / 4, 1 / 2, 1]));
  expect(y("‖∂C/∂Wˡ‖")).toEqual(close([1 / 48, 1 / 24, 1 / 12, 1 / 6, 1 / 3]));
  expect(traces.filter(({ name }) => name === "mean-field theory").length).toBe(3);
});

test("of several nets a menu shows one at a time", () => {
  const { layout, data: traces } = gradientFactors({ relu: made(0.5), sigmoid: made(0.25) });
  const [{ buttons }] = layout["updatemenus"] as [{ buttons: { label: string; args: [{ visible: boolean[] }, Record<string, string>] }[] }]; // prettier-ignore
  expect(buttons.map(({ label }) => label)).toEqual(["relu", "sigmoid"]);
  expect(buttons[1].args[1]["title.text"]).toMatch(/^sigmoid, going back per layer:<br>‖δ‖ ×0\.25/);
  expect(buttons[1].args[0].visible).toEqual(traces.map((_, i) => i >= traces.length / 2));
  expect(traces.map(({ visible }) => visible)).toEqual(traces.map((_, i) => i < traces.length / 2));
});

test("refuses what is no result", () => {
  expect(() => gradientFactors({ layers: [], predicted: [] })).toThrow("layers must be a list of at least 1");
  expect(() => gradientFactors({ own: {} as never })).toThrow("charts.gradientFactors factors own");
});
