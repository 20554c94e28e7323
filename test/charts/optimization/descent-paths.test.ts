import { expect, test } from "vitest";
import { descentPaths } from "../../../src/charts/optimization/descent-paths";
import { adagrad, sgd } from "../../../src/optimizers";
import * as theory from "../../../src/theory";
import { messageOf } from "../../support/readable-figure";

const valley = theory.quadratic();
const start = [1, 1];
const options = { optimizers: [sgd, adagrad], rates: [0.1, 0.5, 1.5], start, steps: 1000 };
const land = theory.landscape(valley, { reach: start });
const chart = descentPaths(land, theory.descents(valley, options), { rate: 0.5 });

test("starts with the first optimizer alone, at the rate asked for", () => {
  const visible = chart.data.filter((trace) => trace["visible"] === true);
  expect(visible).toHaveLength(2);
  expect(visible[0]["name"]).toBe("gradient descent");
  expect(visible[1]["text"]).toEqual(["at (0.368, 0) after 1000 steps"]);
  expect(chart.description).toContain("learning rate 0.5: gradient descent at (0.368, 0)");
});

test("has a frame per rate that moves every path and its text, also one that diverges", () => {
  expect(chart.frames).toHaveLength(3);
  for (const frame of chart.frames!) expect(frame["data"]).toHaveLength(4);
  expect(JSON.stringify(chart.frames![2])).toContain("diverges within");
});

test("says in its title what gradient descent achieves at best, whatever the controls show", () => {
  expect(messageOf(chart)).toBe(
    "At best gradient descent ends 0.368 away: 1000 steps, the slider at η = 0.5",
  );
});

test.each([0.0001, 0.001, 10])(
  "writes costs apart from each other where the curvature along w₁ is that of %f w₁²",
  (flat) => {
    const steep = theory.quadratic({ coefficients: [flat, 0.001] });
    const ground = theory.landscape(steep, { reach: start });
    const { data } = descentPaths(ground, theory.descents(steep, { ...options, rates: [0.1], steps: 1 }));
    const places = data
      .filter(({ mode }) => mode === "lines+text")
      .flatMap(({ text, x, y }) =>
        (text as string[]).flatMap((label, i) => (label ? [[(x as number[])[i], (y as number[])[i]]] : [])),
      );
    expect(places.length).toBeGreaterThan(1);
    const radius = ground.window[0][1];
    for (const [i, [x, y]] of places.entries())
      for (const [u, v] of places.slice(0, i)) expect(Math.hypot(x - u, y - v)).toBeGreaterThan(0.2 * radius);
  },
);
