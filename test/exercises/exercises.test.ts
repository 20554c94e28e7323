import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";

const SOURCE = new URL("../../src/", import.meta.url);
const files = readdirSync(new URL("exercises", SOURCE)).filter((file) => /^\d\d-/.test(file));

/** Every module of the package that answers are computed with. */
const used = new Set(
  files.flatMap((file) =>
    [...readFileSync(new URL(`exercises/${file}`, SOURCE), "utf8").matchAll(/from "\.\.\/([^"]+)"/g)].map(
      ([, path]) => new URL(`${path}.ts`, SOURCE).pathname,
    ),
  ),
);

afterEach(() => {
  for (const path of used) vi.doUnmock(path);
  vi.resetModules();
});

describe("exercises", () => {
  test("compute nothing when they are imported, and their answers when they are asked", async () => {
    for (const path of used) {
      const names = Object.keys(await import(/* @vite-ignore */ path));
      const refusing = (): never => {
        throw new Error("computed");
      };
      vi.doMock(path, () => Object.fromEntries(names.map((name) => [name, refusing])));
    }
    vi.resetModules();
    const { exercises } = await import("../../src/exercises");
    const asked = Object.values(exercises).map((exercise) => () => exercise.accepts("an answer"));
    const numbers = Object.values(exercises).map((exercise) => () => exercise.hint(-1));
    expect(Object.keys(exercises).length).toBeGreaterThan(10);
    expect([...asked, ...numbers].filter((ask) => fails(ask)).length).toBeGreaterThan(5);
  });
});

const fails = (ask: () => unknown): boolean => {
  try {
    ask();
    return false;
  } catch (error) {
    return (error as Error).message === "computed";
  }
};
