import * as fc from "fast-check";
import { expect, test } from "vitest";
import { adding } from "../../src/data/adding";
import { blobs } from "../../src/data/blobs";
import { circles } from "../../src/data/circles";
import { type Dataset, rowLength } from "../../src/data/dataset";
import { delayedRecall } from "../../src/data/delayed-recall";
import { digits } from "../../src/data/digits";
import { moons } from "../../src/data/moons";
import { spirals } from "../../src/data/spirals";
import { xor } from "../../src/data/xor";
import { refusesAtMost } from "./support";

/** Every seeded data set, with the options that it knows beside the seed. */
const makers: [(options: never) => Dataset, string[]][] = [
  [adding, ["points", "steps"]],
  [blobs, ["points", "classes", "features", "spread"]],
  [circles, ["points", "inner", "noise"]],
  [delayedRecall, ["points", "delay", "classes", "noise"]],
  [digits, ["points", "variation", "noise"]],
  [moons, ["points", "noise"]],
  [spirals, ["points", "classes", "turns", "noise"]],
  [xor, ["points", "noise"]],
];

/** Mostly valid numbers, small enough to be quick, and now and then anything that is no number. */
const count = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }) },
  fc.constantFrom(-1, 0, 2.5, Number.NaN, Infinity, 1e300),
  fc.anything().filter((value) => typeof value !== "number"),
);
const size = fc.oneof({ weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, count);
const sizes = new Set(["noise", "inner", "turns", "spread", "variation"]);

test.each(makers)("%o makes a finite data set of whatever options it does not refuse", (make, keys) => {
  const values = keys.map((key) => [key, sizes.has(key) ? size : count] as const);
  const seed = fc.oneof({ weight: 4, arbitrary: fc.nat() }, count);
  const options = fc.record({ seed, ...Object.fromEntries(values) }, { requiredKeys: ["seed"] });
  fc.assert(
    fc.property(options, (some) =>
      refusesAtMost(() => {
        const data = make(some as never);
        expect(data.inputs.length).toBe(data.points * rowLength(data));
        expect(data.inputs.every(Number.isFinite)).toBe(true);
        expect(data.labels.every((label) => label >= 0 && label < data.classes)).toBe(true);
      }),
    ),
    { numRuns: 100 },
  );
});

test.each(makers)("%o lists its options when one is misspelt", (make, keys) => {
  expect(() => make({ seed: 1, pionts: 3 } as never)).toThrow(`Choose one of: ${keys.join(", ")}, seed`);
});
