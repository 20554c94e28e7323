import { expect, test } from "vitest";
import { chainGradients } from "../../../src/charts/chain/chain-gradients";
import { chain } from "../../../src/theory/chain/chain";
import { expectReadable } from "../../support/readable-figure";
import { everyChain, thinNet } from "../../support/thin-net";

test.each(everyChain)("is readable for %s at depth %i", (activation, depth) => {
  expectReadable(chainGradients(chain(thinNet(activation, depth))));
});

test("marks exact zeros below everything else", () => {
  const { data } = chainGradients(chain({ weights: [-1, 1, 1], biases: [0, 1, 0], activation: "relu" }));
  const zeros = data.find((trace) => String(trace["hovertemplate"]).startsWith("|∂C/∂wˡ|, layer %{x}: exactly 0"))!; // prettier-ignore
  expect(zeros["x"]).toEqual([1, 2]);
  const gradients = data.find(({ name }) => name === "|∂C/∂wˡ|")!["y"] as number[];
  expect(Math.min(...gradients.filter(Boolean))).toBeGreaterThan((zeros["y"] as number[])[0]);
});

test("goes on where float64 ends", () => {
  const { data, layout, description } = chainGradients(chain({ weights: Array.from({ length: 200 }, () => 0.05) })); // prettier-ignore
  expect(data.filter(({ name }) => name === "exactly 0")).toEqual([]);
  expect(description).toMatch(/10⁻³[⁰¹²³⁴⁵⁶⁷⁸⁹]+ in layer 1/);
  expect((data[1]["y"] as number[])[0]).toBeLessThan(-330);
  expect(layout["yaxis"]).toMatchObject({ title: { text: "log₁₀ of |∂C/∂wˡ|" } });
});

test("keeps zeros below the bound", () => {
  const { data } = chainGradients(chain({ weights: [-1e-9, 1e-9, 1e-9], biases: [-1, 0, 0], activation: "relu" })); // prettier-ignore
  const numbers = (mode: string): number[] =>
    data.flatMap((trace) => (trace["mode"] === mode ? (trace["y"] as (number | null)[]) : [])).filter((v) => v !== null); // prettier-ignore
  expect(Math.max(...numbers("markers"))).toBeLessThan(Math.min(...numbers("lines")));
});
