import { expect, test } from "vitest";
import { memoryCurse as chart } from "../../../src/charts/through-time/memory-curse";
import { memoryCurse } from "../../../src/theory/through-time/memory-curse";
import { titleOf } from "../../support/readable-figure";

test("closed forms are lines, measurements points, over 1 − λ on two logarithmic axes", () => {
  const curse = memoryCurse({ lambdas: [0.5, 0.9], steps: 1000, seed: 1 });
  const figure = chart(curse);
  expect(figure.data).toHaveLength(6);
  expect(figure.data[0]).toMatchObject({
    mode: "lines",
    x: [0.5, expect.closeTo(0.1, 12)],
    y: curse[0].expected,
  });
  expect(figure.data[1]).toMatchObject({ mode: "markers", y: curse[0].measured });
  expect(figure.layout).toMatchObject({ xaxis: { type: "log" }, yaxis: { type: "log" } });
  expect(titleOf(figure)).toMatch(/^From λ = 0\.5 to 0\.9:<br>×89 \(plain\),<br>×16 \(scaled input\)/);
  expect(() => chart([])).toThrow(/memoryCurse/);
});
