import { describe, expect, test } from "vitest";
import { backend } from "../../../src/backend/backend";
import { Model } from "../../../src/engine/graph/model";
import { GraphOps } from "../../../src/engine/graph/ops";

describe.skipIf(backend().name !== "node")("a loaded graph", () => {
  test("holds copies of what it was fed, never JavaScript's own memory, which other threads may not give back", () => {
    const g = new GraphOps("float32");
    const handle = g.variable("held", "float32", "unknown");
    const held = g.assign(handle, g.placeholder("values", "float32"), "float32");
    g.result("written", g.read(handle, "float32", [held]), "float32");
    g.result("read", g.read(handle, "float32"), "float32");
    const model = new Model(g.graph());
    try {
      // TensorFlow would share what begins at a multiple of 64 bytes: one of these does.
      const memory = new Float32Array(4096);
      for (let offset = 0; offset < 16; offset++) {
        const values = memory.subarray(offset, offset + 3);
        values.set([1, 2, 3]);
        model.run({ values: { values, shape: [3] } }, ["written"]);
        values.fill(9);
        expect([...model.run({}, ["read"])[0]]).toEqual([1, 2, 3]);
      }
    } finally {
      model.close();
    }
  });

  test.each(["graph", "function", "function of one thread an operation"] as const)(
    "gives the same as a %s: several types, several outputs of one node, what is only waited for",
    (form) => {
      const g = new GraphOps("float32");
      const list = g.placeholder("list", "float32");
      const flag = g.placeholder("flag", "bool");
      const [no, yes] = g.branch(list, flag, "float32");
      const [first, second] = g.split(g.merge(g.mul(no, 2), g.mul(yes, 3), "float32"), [1, 2], "float32");
      const count = g.variable("count", "float32", [1]);
      const set = g.assign(count, first, "float32");
      g.result("first", g.read(count, "float32", [set]), "float32");
      g.result("second", second, "float32");
      const model = new Model(form === "graph" ? g.graph() : g.function(form === "function" ? undefined : 1));
      try {
        for (const [given, factor] of [
          [0, 2],
          [1, 3],
        ] as const) {
          const feed = {
            list: { values: Float32Array.of(1, 10, 100), shape: [3] },
            flag: { values: Uint8Array.of(given), shape: [] },
          };
          const results = model.run(feed, ["second", "first"]).map((values) => [...values]);
          expect(results).toEqual([[10 * factor, 100 * factor], [factor]]);
        }
      } finally {
        model.close();
      }
    },
  );
});
