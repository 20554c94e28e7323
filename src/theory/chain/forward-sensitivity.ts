import { type ActivationInput, activation } from "../../activations";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";

/** How the output of a chain of equal neurons reacts to a push at its input, over the input. */
export interface ForwardSensitivity {
  /** φ. */
  activation: string;
  /** Of every neuron. */
  weight: number;
  /** a⁰, 401 of them, evenly. */
  inputs: number[];
  /** One for every depth. */
  curves: {
    /** L. */
    depth: number;
    /** |∂a^L/∂a⁰| = ∏|wφ′(zˡ)| at each input. */
    factors: number[];
    /** Its mean over all inputs: the way that a^L makes, up and down, as a⁰ goes from one end to the other, ÷ the way of a⁰. */
    mean: number;
  }[];
}

/** Intervals between inputs. */
const INTERVALS = 400;

/**
 * |∂a^L/∂a⁰| of a chain with one weight and one bias for all its neurons: the factor of backpropagation, as a function of
 * the input. Where φ maps an interval into itself and is monotone there, no mean over it is above 1, whatever the weight.
 * @param options.activation φ; default "sigmoid"
 * @param options.weight of every neuron
 * @param options.bias of every neuron; default 0
 * @param options.depths the depths L, whole numbers from 1 to 1000
 * @param options.from the smallest input; default 0
 * @param options.to the largest input, above `from`; default 1
 */
export function forwardSensitivity(options: {
  activation?: ActivationInput;
  weight: number;
  bias?: number;
  depths: ArrayLike<number>;
  from?: number;
  to?: number;
}): ForwardSensitivity {
  const name = "forwardSensitivity";
  requireKnownKeys(`${name} options`, options, ["activation", "weight", "bias", "depths", "from", "to"]);
  const weight = requireNumber(`${name} weight`, options.weight);
  const bias = requireNumber(`${name} bias`, options.bias ?? 0);
  const depths = requireNumberList(`${name} depths`, options.depths, { least: 1 });
  for (const depth of depths) requireNumber(`${name} depths`, depth, { min: 1, max: 1000, whole: true });
  const from = requireNumber(`${name} from`, options.from ?? 0);
  const to = requireNumber(`${name} to`, options.to ?? 1, { above: from });
  const phi = activation(options.activation ?? "sigmoid");
  const inputs = Array.from({ length: INTERVALS + 1 }, (_, i) => from + ((to - from) * i) / INTERVALS);
  const curves = Array.from(depths, (depth) => {
    const passed = inputs.map((input) => {
      let [a, factor] = [input, 1];
      for (let l = 0; l < depth; l++) {
        const z = weight * a + bias;
        factor *= Math.abs(weight * phi.derivative(z));
        a = phi.f(z);
      }
      return { a, factor };
    });
    const way = passed.slice(1).reduce((sum, { a }, i) => sum + Math.abs(a - passed[i].a), 0);
    return { depth, factors: passed.map(({ factor }) => factor), mean: way / (to - from) };
  });
  return { activation: phi.name, weight, inputs, curves };
}
