import { createRequire } from "node:module";
import { expect, test } from "vitest";

const require = createRequire(import.meta.url);
const { spellOutShorthand } = require("../../tools/kernel/shorthand.cjs") as {
  spellOutShorthand: (ts: unknown, source: string) => string;
};
const ts: unknown = require("typescript-5.0");
const spell = (source: string): string => spellOutShorthand(ts, source);

test("a shorthand property is written out, in calls, nested and in assignments", () => {
  expect(spell("train(net, { data, steps: 3, deep: { rate } });")).toBe(
    "train(net, { data: data, steps: 3, deep: { rate: rate } });",
  );
  expect(spell("({ a, b = 1 } = source);")).toBe("({ a: a, b: b = 1 } = source);");
});

test("everything else stays as it is, even what does not compile", () => {
  for (const source of [
    "const { a, b } = { a: 1, b: 2 };",
    "f(({ x }) => x)",
    "// { data }",
    "`{ data }`",
    "const = {",
  ]) {
    expect(spell(source)).toBe(source);
  }
});
