import { describe, expect, test } from "vitest";
import type { LayerNorms } from "../../src/engine/executor";
import { areNear } from "../../src/engine/precision";
import { magnitude } from "../../src/numerics/magnitude";

describe("float32's norms are near those of float64", () => {
  const layers = [{ fanOut: 16 }];
  const norms = (changed: Partial<Record<keyof LayerNorms, number>> = {}, exponent = 0): LayerNorms[] => {
    const all = { weightGradient: 2, biasGradient: 0.01, deltaRms: 0.5, ...changed };
    return [
      Object.fromEntries(
        Object.entries(all).map(([name, x]) => [name, magnitude(x, exponent)]),
      ) as never as LayerNorms,
    ];
  };

  test.each([
    ["as they are", {}, true],
    ["∂C/∂W off by less than 10⁻⁴ of it", { weightGradient: 2.00019 }, true],
    ["∂C/∂W off by more", { weightGradient: 2.00021 }, false],
    ["δ off by more", { deltaRms: 0.49994 }, false],
    ["∂C/∂W lost", { weightGradient: 0 }, false],
    ["∂C/∂W not a number", { weightGradient: Number.NaN }, false],
    // The largest sum of δ of root mean square 0.5 over 16 units is 2.
    [
      "∂C/∂b, which cancels, off by less than 10⁻⁴ of what δ could add up to",
      { biasGradient: 0.01019 },
      true,
    ],
    ["∂C/∂b off by more", { biasGradient: 0.01021 }, false],
  ] as const)("%s", (_, changed, near) => {
    for (const exponent of [0, -3000, 3000])
      expect(areNear(layers, norms(changed, exponent), norms({}, exponent), 0)).toBe(near);
  });

  test("in later steps to 10⁻³, as gradients of examples may cancel", () => {
    for (const [weightGradient, near] of [[2.0019, true], [2.0021, false]] as const)
      expect(areNear(layers, norms({ weightGradient }), norms(), 100)).toBe(near); // prettier-ignore
  });

  test("where both are 0, and not where one is", () => {
    const none = norms({ weightGradient: 0, biasGradient: 0, deltaRms: 0 });
    expect(areNear(layers, none, none, 0)).toBe(true);
    expect(areNear(layers, norms(), none, 0)).toBe(false);
  });
});
