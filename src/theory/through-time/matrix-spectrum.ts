import { InvalidArgument, requireNumber, requireNumberList } from "../../errors";
import { eigenvalues } from "../../numerics/eigenvalues";
import { hypotenuse } from "../../numerics/hypotenuse";
import { spectralNorm } from "../../numerics/spectral-norm";

/** Where the eigenvalues of a square matrix lie in the complex plane. */
export interface MatrixSpectrum {
  /** The real parts. */
  real: number[];
  /** The imaginary parts, in the same order. */
  imaginary: number[];
  /** The spectral radius: the largest |λ|. */
  radius: number;
  /** ‖U‖₂, the largest singular value; never below the radius. */
  norm: number;
}

/**
 * The eigenvalues of a square matrix U, for whose powers radiusᵏ ≤ ‖Uᵏ‖₂ ≤ ‖U‖₂ᵏ.
 *
 * Independent entries of variance g²/n fill a disc of radius g in a large matrix (Girko's circular law; Tao & Vu 2010), while
 * ‖U‖₂ tends to 2g; those of g times an orthogonal matrix lie on the circle.
 * @param weights units × units, row by row, such as a gate's `recurrentWeights`
 * @param units 1 to 512
 */
export function matrixSpectrum(weights: ArrayLike<number>, units: number): MatrixSpectrum {
  requireNumber("matrixSpectrum units", units, { min: 1, max: 512, whole: true });
  const values = requireNumberList("matrixSpectrum weights", weights);
  if (values.length !== units ** 2)
    throw new InvalidArgument("matrixSpectrum weights", `must be units × units (${units ** 2}) numbers`, values.length); // prettier-ignore
  const { real, imaginary } = eigenvalues(values, units);
  const radius = Math.max(...real.map((re, i) => hypotenuse(re, imaginary[i])));
  return { real, imaginary, radius, norm: spectralNorm(values, units, units) };
}
