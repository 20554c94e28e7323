import { expect, test } from "vitest";
import { cobweb } from "../../../src/charts/phases/cobweb";
import * as theory from "../../../src/theory";
import { expectReadable, expectSliderStarts, messageOf } from "../../support/readable-figure";

const orbit = (weights: number): theory.Orbit => theory.varianceOrbit("tanh", { weights }, { from: 2, layers: 3, to: 2.5 }); // prettier-ignore

test("goes up to the graph and across to the diagonal, layer by layer", () => {
  const one = orbit(4);
  const figure = cobweb(one);
  expectReadable(figure);
  const [q0, q1, q2, q3] = one.orbit;
  expect(figure.data[0]).toMatchObject({ x: one.x, y: one.y });
  expect(figure.data[1]).toMatchObject({ x: [q0, q0, q1, q1, q2, q2, q3], y: [0, q1, q1, q2, q2, q3, q3] });
  expect(figure.data[2]).toMatchObject({ x: [q3], y: [q3] });
  expect(figure.frames).toBeUndefined();
  expect(messageOf(figure)).toBe(`q = 2 becomes, in 3 layers, ${Number(q3.toPrecision(3))}`);
});

test("of several has a slider, and says where the first and the last end", () => {
  const [low, high] = [orbit(0.5), orbit(9)];
  const figure = cobweb({ "σ_w = 0.71": low, "σ_w = 2": orbit(4), "σ_w = 3": high });
  expectReadable(figure);
  expectSliderStarts(figure);
  const ends = [low, high].map(({ orbit: all }) => Number(all.at(-1)!.toPrecision(3)));
  expect(messageOf(figure)).toBe(
    `q = 2 becomes, in 3 layers, ${ends[0]} (σ_w = 0.71) to ${ends[1]} (σ_w = 3)`,
  );
});

test("names the axes after what is mapped, and refuses what is no orbit", () => {
  const one = theory.correlationOrbit("tanh", { weights: 2 }, { from: 0.5, layers: 2 });
  expect(JSON.stringify(cobweb(one).layout["xaxis"])).toContain("correlation of two inputs");
  expect(() => cobweb({ a: {} } as never)).toThrow(/charts.cobweb orbit a/);
});
