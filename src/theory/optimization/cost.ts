import type { Eigensystem } from "../../numerics/eigen";

/** The Hessian of a cost at one point, as its eigenvalues λ, in ascending order, and eigenvectors. */
export type Curvature = Eigensystem;

/** A cost that theory knows whole: its value, slope and curvature at any point (float64). */
export interface Cost {
  /** The cost in TeX. */
  readonly tex: string;
  /** The largest number that the cost never falls below. */
  readonly infimum: number;
  /** C(w). */
  cost(w: readonly number[]): number;
  /** ∂C/∂w, one number per weight. */
  gradient(w: readonly number[]): number[];
  /** The eigenvalues and eigenvectors of the Hessian ∂²C/∂w². */
  curvature(w: readonly number[]): Curvature;
}

/** origin + t·direction */
export const along = (origin: readonly number[], direction: readonly number[], t: number): number[] =>
  origin.map((value, i) => value + t * direction[i]);
