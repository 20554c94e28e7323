import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { remediesOf } from "../../src/diagnosis/remedies";

const relus = { inputs: 2, outputs: 2, depth: 4, width: 4, activation: "relu" } as const;
const names = (init: "xavierNormal" | "heNormal"): string[] =>
  remediesOf(mlp({ ...relus, init, seed: 1 }).description).map((remedy) =>
    remedy.replace(/ \(in theory.*/, ""),
  );

test("a remedy is nearer to a factor of 1 per layer than the net: neither its own initialization nor one of the same variance is", () => {
  const found = names("xavierNormal");
  expect(found[0]).toBe('init: "heNormal"');
  expect(found).not.toContain('init: "xavierNormal"');
  expect(found).not.toContain('init: "lecunNormal"');
});

test("of a net of which theory expects a factor of 1 there is none but fewer layers", () => {
  expect(names("heNormal")).toEqual(["fewer layers"]);
});
