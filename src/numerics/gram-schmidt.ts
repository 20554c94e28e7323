import { dot } from "./dot";

/**
 * Takes out of a vector what it has along vectors of length 1 that are perpendicular to each other, in place; twice, which is enough to be
 * orthogonal to the last bit (Kahan and Parlett).
 */
export function orthogonalize(v: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) {
    for (const u of basis) {
      const along = dot(v, u);
      for (let i = 0; i < v.length; i++) v[i] -= along * u[i];
    }
  }
}
