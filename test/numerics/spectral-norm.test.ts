import * as fc from "fast-check";
import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { expect, test } from "vitest";
import { mlp } from "../../src/architecture/net";
import { spectralNorm } from "../../src/numerics/spectral-norm";

const bySvd = (weights: ArrayLike<number>, rows: number, columns: number): number =>
  new SingularValueDecomposition(Matrix.from1DArray(rows, columns, Array.from(weights)), {
    autoTranspose: true,
  }).norm2;

test("spectralNorm is the largest singular value, for wide and tall matrices", () => {
  expect(spectralNorm([3, 0, 0, 0, -5, 0], 2, 3)).toBeCloseTo(5, 12);
  expect(spectralNorm([3, 0, 0, -5, 0, 0], 3, 2)).toBeCloseTo(5, 12);
  expect(spectralNorm([1, 1, 1, 1], 2, 2)).toBeCloseTo(2, 12);
});

test("spectralNorm is that of a whole singular value decomposition, for any matrix", () => {
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
    .chain(([rows, columns]) =>
      fc.record({
        rows: fc.constant(rows),
        columns: fc.constant(columns),
        // Whole numbers in small ranges: ranks fall short and singular values meet.
        weights: fc.array(fc.integer({ min: -2, max: 2 }), {
          minLength: rows * columns,
          maxLength: rows * columns,
        }),
        scale: fc.constantFrom(2 ** -700, 0.125, 1, 2 ** 700),
      }),
    );
  fc.assert(
    fc.property(matrices, ({ rows, columns, weights, scale }) => {
      const norm = spectralNorm(weights.map((w) => w * scale), rows, columns); // prettier-ignore
      const expected = bySvd(weights, rows, columns);
      expect(norm / scale).toBeGreaterThanOrEqual(expected * (1 - 1e-12));
      expect(norm / scale).toBeLessThan(expected * (1 + 1e-12) + 1e-15);
    }),
    { numRuns: 1000 },
  );
});

test.each(["lecunNormal", "orthogonal"] as const)(
  "spectralNorm is that of a decomposition for the layers of a net, %s",
  (init) => {
    const net = mlp({ inputs: 60, depth: 2, width: 90, outputs: 90, init, seed: 3 });
    for (const [i, { fanIn, fanOut }] of net.layers.entries()) {
      const { weights } = net.parameters[i];
      expect(spectralNorm(weights, fanIn, fanOut) / bySvd(weights, fanIn, fanOut)).toBeCloseTo(1, 12);
    }
  },
);

test("spectralNorm finds the larger of two singular values that nearly meet", () => {
  const n = 40;
  const diagonal = Array.from({ length: n * n }, (_, k) =>
    k % (n + 1) > 0 ? 0 : k === 0 ? 1 + 1e-7 : 1 - k / n ** 3,
  );
  expect(spectralNorm(diagonal, n, n)).toBeCloseTo(1 + 1e-7, 12);
});
