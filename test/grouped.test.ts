import { group } from "d3-array";
import { expect, test } from "vitest";
import { grouped } from "../src/grouped";

test("grouped has d3's groups in d3's order", () => {
  const keys = [3, "a", Number.NaN, 3, "a", 0, -0, Number.NaN];
  expect([...grouped(keys.keys(), (i) => keys[i])]).toEqual([...group(keys.keys(), (i) => keys[i])]);
});
