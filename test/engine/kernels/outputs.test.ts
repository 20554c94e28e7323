import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mlp } from "../../../src/architecture/net";
import { backend } from "../../../src/backend/backend";
import { outputsByKernels } from "../../../src/engine/kernels/outputs";
import { ReferenceSession } from "../../../src/engine/reference";
import { cases, distance, size } from "../agreement";
import { jitter, randomBatch } from "../graph/support";

// The reference is what depends on the backend.
describe.skipIf(backend().name !== "cpu")("outputs by kernels", () => {
  test("are those of the reference as at test, whatever the net, to float32's rounding", () => {
    fc.assert(
      fc.property(cases, ({ net: options, size: examples }) => {
        const net = jitter(mlp(options));
        const { inputs } = randomBatch(net.description, examples);
        const session = new ReferenceSession(net);
        const wanted = session.forward(inputs);
        session.close();
        expect(distance(outputsByKernels(net, inputs), wanted)).toBeLessThanOrEqual(1e-5 * Math.max(1, size(wanted))); // prettier-ignore
      }),
      { numRuns: 60 },
    );
  });

  test("of more examples than are held at once are those of each alone, bit for bit", () => {
    const net = jitter(mlp({ inputs: 3, depth: 2, width: 40, outputs: 2, activation: "tanh", normalization: "batch", seed: 1 })); // prettier-ignore
    const { inputs } = randomBatch(net.description, 20_000);
    const all = outputsByKernels(net, inputs);
    for (const i of [0, 1, 9_000, 19_999])
      expect([...all.subarray(2 * i, 2 * i + 2)]).toEqual([...outputsByKernels(net, inputs.slice(3 * i, 3 * i + 3))]); // prettier-ignore
  });
});
