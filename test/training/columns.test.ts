import fc from "fast-check";
import { expect, test } from "vitest";
import { Columns } from "../../src/training/columns";
import { heldBytes } from "../support/held-bytes";
import { inSuite } from "../support/long";

/** A table of the steps from 0 up to `count`, their squares beside them. */
function squares(count: number, stride?: number, most?: number): { table: Columns; run: Record<"steps" | "squares", Float64Array> } {
  const table = new Columns(stride, most);
  const run = table.give({}, ["steps", "squares"]);
  for (let step = 0; step < count; step++) table.add(step, () => [step ** 2]);
  return { table, run };
} // prettier-ignore

test("every step has a row in every column, while the steps go on and after their end", () => {
  const { table, run } = squares(100);
  for (let pass = 0; pass < 2; pass++) {
    expect([...run.steps]).toEqual(Array.from({ length: 100 }, (_, step) => step));
    expect([...run.squares]).toEqual(Array.from(run.steps, (step) => step ** 2));
    table.end();
  }
  // Plain fields by then, which a cell prints.
  expect(Object.getOwnPropertyDescriptor(run, "squares")!.value).toBeInstanceOf(Float64Array);
  expect(run.squares.buffer.byteLength).toBe(800);
});

test("a column that was read stays as it was, whatever comes after", () => {
  const { table, run } = squares(30, 1, 40);
  const before = run.squares;
  const copy = [...before];
  for (let step = 30; step < 1000; step++) table.add(step, () => [-1]);
  table.end();
  expect([...before]).toEqual(copy);
});

test("for any number of steps, stride and room: the first step, then equal strides, and the last; never more than there is room for", () => {
  const given = fc.record({ count: fc.integer({ min: 1, max: 3000 }), stride: fc.integer({ min: 1, max: 50 }), most: fc.integer({ min: 1, max: 500 }) }); // prettier-ignore
  fc.assert(
    fc.property(given, ({ count, stride, most }) => {
      const { table, run } = squares(count, stride, most);
      table.end();
      const last = count - 1;
      const regular = Math.ceil(count / table.stride);
      const wanted = Array.from({ length: regular }, (_, i) => i * table.stride);
      expect([...run.steps]).toEqual(last % table.stride === 0 ? wanted : [...wanted, last]);
      expect([...run.squares]).toEqual(Array.from(run.steps, (step) => step ** 2));
      const room = Math.max(16, Math.floor(most / 2));
      expect(run.steps.length).toBeLessThanOrEqual(room + 1);
      // Doubled only where that was needed.
      expect(Math.log2(table.stride / stride) % 1).toBe(0);
      if (table.stride > stride) expect((2 * count) / table.stride).toBeGreaterThan(room);
    }),
  );
});

test("rows that begin late keep to multiples of the stride", () => {
  const table = new Columns(5, 1);
  const looks = table.give({}, ["steps"]);
  for (let step = 5; step <= 500; step += 5) table.add(step, () => []);
  table.end();
  expect([...looks.steps]).toEqual(Array.from({ length: 12 }, (_, i) => 40 * (i + 1)).concat(500));
});

test("a row is asked for only where it is taken down", () => {
  const table = new Columns(10);
  table.give({}, ["steps"]);
  let asked = 0;
  for (let step = 0; step < 95; step++) table.add(step, () => [void asked++ as never].slice(1));
  expect(asked).toBe(10);
  table.end();
  expect(asked).toBe(11);
});

test("10 million steps take no more memory than the bound", () => {
  const quantities = Array.from({ length: 40 }, (_, i) => `quantity ${i}`);
  const table = new Columns();
  const run = table.give({}, ["steps", ...quantities]);
  const row = quantities.map((_, i) => i);
  const before = heldBytes();
  const count = inSuite(1e6, { inSoak: 1e7 });
  const seen: number[] = [];
  for (let step = 0; step < count; step++) {
    table.add(step, () => row);
    if (step % (count / 10) === 0) seen.push(heldBytes() - before);
  }
  // 2²³ numbers of 8 bytes; 41 columns of every step would be 328 MB or 3.3 GB.
  for (const bytes of seen) expect(bytes).toBeLessThan(68e6);
  table.end();
  expect(run.steps.length).toBeGreaterThan(2 ** 22 / 41);
  expect(run["quantity 7"].every((x) => x === 7)).toBe(true);
});
