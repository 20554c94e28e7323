import { expect, test } from "vitest";
import { loadWasm } from "../../src/backend/wasm";

test("loading the wasm backend leaves no handler on the process, which would print its source before a reader's error", () => {
  const kinds = ["uncaughtException", "unhandledRejection"] as const;
  const before = kinds.map((kind) => process.listeners(kind as "uncaughtException"));
  const { tf } = loadWasm();
  // Building the backend is what puts them there.
  expect(tf.tensor1d([1, 2]).sum().dataSync()[0]).toBe(3);
  expect(kinds.map((kind) => process.listeners(kind as "uncaughtException"))).toEqual(before);
});
