import type { NetDescription } from "../../architecture/description";
import { InvalidArgument, requireFields, requireList } from "../../errors";
import { log10Of, type ProfiledLayer } from "../../probes/profile";
import { meanField } from "../mean-field/net-mean-field";

/** What is read of a report. */
interface Measured {
  /** The net. */
  readonly description: NetDescription;
  /** Mean square of the inputs. */
  readonly inputMeanSquare: number;
  /** From the first hidden layer to the output. */
  readonly layers: readonly MeasuredLayer[];
}

/** What is read of a layer. */
type MeasuredLayer = ProfiledLayer & {
  /** How many the layer has. */
  readonly units: number;
};

/** The two vectors that a layer's gradient is made of, as base-10 logarithms, which go on where float64 ends; −Infinity for 0. */
interface Factors {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** log₁₀ ‖δˡ‖, root mean square over examples. */
  delta: number;
  /** log₁₀ ‖aˡ⁻¹‖ of what the layer is given, likewise. */
  input: number;
  /** log₁₀ of their product. */
  product: number;
}

/** One layer's gradient and its factors, all measured. */
export interface LayerFactors extends Factors {
  /** log₁₀ ‖∂C/∂Wˡ‖ (Frobenius): at most the product, and just that where there is one example. */
  gradient: number;
}

/** The gradient of every layer's weights, and what it is made of. */
export interface GradientFactors {
  /** From the first hidden layer to the output. */
  layers: LayerFactors[];
  /** The same by mean-field theory, δ through the measured output layer; none where all inputs are 0. */
  predicted: Factors[];
}

/**
 * Takes ‖∂C/∂Wˡ‖ apart into ‖δˡ‖ and ‖aˡ⁻¹‖.
 *
 * For one example ∂C/∂W = δ·aᵀ, whose Frobenius norm is ‖δ‖·‖a‖. The gradient of a batch is the mean of such matrices: by
 * the triangle inequality and Cauchy and Schwarz's its norm is at most the product of the root mean squares.
 * @param report what `measure(net, data)` gives
 * @throws InvalidArgument when it is no report, or of a net with dropout or skip connections, whose layers are not given the
 * activations below them as they were measured
 */
export function gradientFactors(report: Measured): GradientFactors {
  const argument = "gradientFactors report";
  const from = "measure(net, data)";
  requireFields(argument, report, { layers: "list", description: "object", inputMeanSquare: "number" }, from);
  const numbers = { units: "number", deltaRms: "number", weightNorm: "number", activationMean: "number", activationStd: "number" } as const; // prettier-ignore
  requireList(`${argument} layers`, report.layers, numbers, from, 1);
  const { description, inputMeanSquare } = report;
  if (description.residual !== false || description.dropout.rate > 0) {
    const rule = "must be of a net without dropout and skip connections";
    throw new InvalidArgument(argument, rule, description.residual === false ? "dropout" : "residual");
  }
  const layers = Array.from(report.layers);
  const first = norm(description.inputs, inputMeanSquare);
  const inputs = [first, ...layers.map(({ units, ...layer }) => norm(units, meanSquareOf(layer)))];
  const deltas = layers.map((layer) => log10Of(layer, "deltaRms") + Math.log10(layer.units) / 2);
  return {
    layers: layers.map((layer, i) => ({
      ...factors(i, deltas[i], inputs[i]),
      gradient: log10Of(layer, "weightNorm"),
    })),
    predicted: inputMeanSquare > 0 ? prediction(report, first, deltas.at(-1)!) : [],
  };
}

const factors = (i: number, delta: number, input: number): Factors => ({
  layer: i + 1,
  delta,
  input,
  product: delta + input,
});

/** log₁₀ of the norm of so many units of this mean square. */
const norm = (units: number, meanSquare: number): number => Math.log10(units * meanSquare) / 2;

const meanSquareOf = ({ activationMean = 0, activationStd = 0 }: Pick<ProfiledLayer, "activationMean" | "activationStd">): number =>
  activationMean ** 2 + activationStd ** 2; // prettier-ignore

/** What mean-field theory says, through the input layer and the measured δ of the output. */
function prediction(
  { description, inputMeanSquare, layers }: Measured,
  first: number,
  last: number,
): Factors[] {
  const expected = meanField(description, { inputMeanSquare }).layers;
  const root = (i: number): number => Math.log10(layers[i].units) / 2;
  return expected.map(({ log10DeltaRms }, i) =>
    factors(
      i,
      log10DeltaRms + root(i) + last - root(expected.length - 1),
      i === 0 ? first : norm(layers[i - 1].units, meanSquareOf(expected[i - 1])),
    ),
  );
}
