import { deviation, mean } from "d3-array";
import { describe, expect, test } from "vitest";
import {
  constant,
  heNormal,
  type InitializerInput,
  initializerNames,
  lecunNormal,
  normal,
  orthogonal,
  resolveInitializer,
  xavierUniform,
} from "../../src/initializers";
import { random } from "../../src/random/random";

const INPUTS: InitializerInput[] = [
  ...initializerNames,
  heNormal({ slope: 0.25 }),
  heNormal({ truncated: true }),
  lecunNormal({ gain: 5 / 3 }),
  xavierUniform({ gain: 2 }),
  normal({ variance: 0.04 }),
  orthogonal({ gain: 1.5 }),
];

describe.each(INPUTS.map((input) => [JSON.stringify(input), resolveInitializer(input)] as const))(
  "%s",
  (_, init) => {
    test.each([
      [300, 200],
      [200, 300],
    ])("draws the variance that it states, for %i → %i", (fanIn, fanOut) => {
      const weights = init.sample(random(11, init.name), fanIn, fanOut);
      expect(weights).toHaveLength(fanIn * fanOut);
      const variance = init.variance(fanIn, fanOut);
      if (variance === 0) return expect(deviation(weights)).toBe(0);
      // Var(s²)/σ⁴ is at most 2/n, for normal entries.
      const tolerance = 5 * Math.sqrt(2 / weights.length);
      expect(Math.abs(deviation(weights)! ** 2 / variance - 1)).toBeLessThan(tolerance);
      expect(Math.abs(mean(weights)!)).toBeLessThan(5 * Math.sqrt(variance / weights.length));
      return undefined;
    });
  },
);

test.each([
  ["heNormal", 2 / 300],
  ["xavierNormal", 2 / 500],
  ["lecunUniform", 1 / 300],
  ["pytorchDefault", 1 / 900],
  ["tfjsDefault", (0.773_74 * 2) / 500],
] as const)("%s has variance %d for 300 → 200", (name, variance) => {
  expect(resolveInitializer(name).variance(300, 200)).toBeCloseTo(variance, 7);
});

test("normal draws are not truncated: beyond two deviations lie 4.55 %", () => {
  const weights = resolveInitializer("heNormal").sample(random(1), 400, 400);
  const limit = 2 * Math.sqrt(2 / 400);
  const share = weights.filter((w) => Math.abs(w) > limit).length / weights.length;
  expect(Math.abs(share - 0.0455)).toBeLessThan(5 * Math.sqrt((0.0455 * 0.9545) / weights.length));
});

test("truncated draws stay within two deviations, and a truncated He net loses ×0.8796 per ReLU layer", () => {
  const init = heNormal({ truncated: true });
  const limit = 2 * Math.sqrt(2 / 400);
  expect(init.sample(random(1), 400, 400).every((w) => Math.abs(w) <= limit)).toBe(true);
  expect(Math.sqrt(init.variance(400, 400) / (2 / 400))).toBeCloseTo(0.8796, 4);
});

test.each([
  [5, 9],
  [9, 5],
  [6, 6],
])("orthogonal %i → %i has orthonormal rows or columns", (fanIn, fanOut) => {
  const w = orthogonal().sample(random(2), fanIn, fanOut);
  const [count, length] = [Math.min(fanIn, fanOut), Math.max(fanIn, fanOut)];
  const entry = (i: number, k: number): number => (fanIn <= fanOut ? w[i * fanOut + k] : w[k * fanOut + i]);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let dot = 0;
      for (let k = 0; k < length; k++) dot += entry(i, k) * entry(j, k);
      expect(dot).toBeCloseTo(i === j ? 1 : 0, 6);
    }
  }
});

test("sequences are frozen", () => {
  const first = (name: InitializerInput): number[] => [
    ...resolveInitializer(name).sample(random(7, "weights", 1), 2, 2),
  ];
  expect(first("xavierNormal")).toMatchInlineSnapshot(`
    [
      0.027986669912934303,
      -0.9651139974594116,
      -0.34128227829933167,
      0.09710169583559036,
    ]
  `);
  expect(first("heUniform")).toMatchInlineSnapshot(`
    [
      -1.0862938165664673,
      0.0315006785094738,
      0.5072633624076843,
      1.72457754611969,
    ]
  `);
});

test.each([
  [
    () => resolveInitializer("xavier" as never),
    /init is not a known name; got "xavier"\. Choose one of:.*xavierNormal/,
  ],
  [() => normal({ variance: -1 }), /normal variance must be a finite number from 0 up; got -1/],
  [() => lecunNormal({ gain: 0 }), /lecunNormal gain must be a finite number above 0 to 100; got 0/],
  [() => heNormal({ truncated: 1 } as never), "heNormal truncated must be true or false; got 1"],
  [() => constant({ value: Number.NaN }), /constant value must be a finite number; got NaN/],
])("bad input %# names the rule and the value", (make, message) => {
  expect(make).toThrow(message);
});
