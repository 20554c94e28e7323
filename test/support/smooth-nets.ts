import fc from "fast-check";
import { activationNames, prelu } from "../../src/activations";
import type { NetOptions } from "../../src/architecture/description";
import { withEndings } from "./endings";

// Random slopes are left out: finite differences need the same function twice.
export const smoothNames = activationNames.filter((name) => !name.startsWith("rrelu"));

/** Nets of every architecture whose gradients finite differences can tell, up to a width. */
export const smoothNets = (widest: number): fc.Arbitrary<NetOptions> =>
  withEndings(
    fc.record({
      inputs: fc.integer({ min: 1, max: 4 }),
      depth: fc.integer({ min: 0, max: 4 }),
      width: fc.integer({ min: 2, max: widest }),
      outputs: fc.integer({ min: 1, max: 3 }),
      activation: fc.oneof(fc.constantFrom(...smoothNames), fc.constant(prelu({ per: "unit" }))),
      init: fc.constantFrom("lecunNormal", "xavierUniform", "orthogonal", "pytorchDefault"),
      bias: fc.boolean(),
      normalization: fc.constantFrom("none", "batch", "layer"),
      residual: fc.oneof(
        fc.constant(false),
        fc.record({ every: fc.integer({ min: 1, max: 2 }), scale: fc.constantFrom(1, 0.5) }),
      ),
      seed: fc.nat({ max: 10_000 }),
    }) as fc.Arbitrary<NetOptions>,
  );
