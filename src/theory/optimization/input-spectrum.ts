import { requireKnownKeys, requireNumber } from "../../errors";
import { symmetricEigen } from "../../numerics/eigen";
import { random } from "../../random/random";
import { counted, digits, inShort, shown } from "../../shown";

/** What `inputSpectrum` takes. */
export interface InputSpectrumOptions {
  /** Inputs of the neuron, n, 2 to 300. */
  inputs: number;
  /** Examples, more than inputs, up to 10 000; default 10 for each input. */
  points?: number;
  /** Mean of every input; default 0. */
  mean?: number;
  /** Variance of every input, above 0; default 1. */
  variance?: number;
  /** A whole number from 0 to 2³² − 1. */
  seed: number;
}

/** The curvature that a linear neuron sees through its inputs, measured and as theory has it. */
export interface InputSpectrum {
  /** Of the Hessian for inputs that were drawn, in ascending order. */
  eigenvalues: number[];
  /** Where theory has all of them but the largest: v(1 ∓ √(n/points))². */
  bulk: [number, number];
  /** Where theory has the largest: that of the mean direction, or the upper end of the bulk where the mean hides in it. */
  largest: number;
  /** Largest ÷ smallest as theory has them: the steps of gradient descent along the flattest direction grow with it. */
  condition: number;
}

/**
 * The Hessian ⟨xxᵀ⟩ of a linear neuron with half the squared error, for independent inputs of a mean m and a variance v.
 *
 * Over all examples that there could be it is vI + m²11ᵀ: v in every direction but one, v + nm² along (1, …, 1). Over a finite
 * number of them the former spread over a bulk and the latter moves to (v + nm²)(nm² + vn/points)/(nm²) (LeCun, Kanter & Solla
 * 1991; Marchenko & Pastur 1967; Benaych-Georges & Nadakuditi 2012). The inputs that are drawn are normal.
 * @throws InvalidArgument when an option is out of its range
 */
export function inputSpectrum(options: InputSpectrumOptions): InputSpectrum {
  requireKnownKeys("inputSpectrum options", options, ["inputs", "points", "mean", "variance", "seed"]);
  const inputs = requireNumber("inputSpectrum inputs", options.inputs, { min: 2, max: 300, whole: true });
  const points = requireNumber("inputSpectrum points", options.points ?? 10 * inputs, { above: inputs, max: 10_000, whole: true }); // prettier-ignore
  const mean = requireNumber("inputSpectrum mean", options.mean ?? 0, { min: -1e6, max: 1e6 });
  const variance = requireNumber("inputSpectrum variance", options.variance ?? 1, { above: 0, max: 1e12 });
  const stream = random(options.seed, "input spectrum");
  const deviation = Math.sqrt(variance);
  const rows = Array.from({ length: points }, () =>
    Float64Array.from({ length: inputs }, () => mean + deviation * stream.normal()),
  );
  const { values: eigenvalues } = symmetricEigen(secondMoments(rows, inputs));
  const share = inputs / points;
  const bulk: [number, number] = [variance * (1 - Math.sqrt(share)) ** 2, variance * (1 + Math.sqrt(share)) ** 2]; // prettier-ignore
  const signal = inputs * mean ** 2;
  const stands = signal > variance * Math.sqrt(share);
  const largest = stands ? ((variance + signal) * (signal + share * variance)) / signal : bulk[1];
  const found = { eigenvalues, bulk, largest, condition: largest / bulk[0] };
  return shown(found, () => inShort("Curvature", `${counted(inputs, "input")}, mean ${digits(mean)}, variance ${digits(variance)}: largest ÷ smallest ${digits(found.condition)}.`, found)); // prettier-ignore
}

/** ⟨xxᵀ⟩ over the rows. */
function secondMoments(rows: readonly Float64Array[], inputs: number): number[][] {
  const moments = Array.from({ length: inputs }, () => Array.from({ length: inputs }, () => 0));
  for (const x of rows) {
    for (let i = 0; i < inputs; i++) for (let j = 0; j <= i; j++) moments[i][j] += x[i] * x[j];
  }
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j <= i; j++) moments[j][i] = moments[i][j] /= rows.length;
  }
  return moments;
}
