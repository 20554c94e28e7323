import { meanSquaredSlope } from "../optimization/curve";
import { activation as resolve, type ActivationInput } from "../../activations";
import { requireKnownKeys, requireNumber } from "../../errors";

/** E f′(z)² for z ~ N(0, variance), over a range of variances. */
export interface TypicalSlope {
  /** The activation's name. */
  name: string;
  /** The square of the bound of |f′|, which no slope exceeds, with which the mean is compared. */
  boundSquare: number;
  /** The variance that was asked for, and E f′(z)² there. */
  at: {
    /** Variance of z. */
    variance: number;
    /** E f′(z)². */
    meanSquare: number;
  };
  /** The curve, variances rising from 0.01 to 100. */
  curve: {
    /** Variance of z. */
    variance: number;
    /** E f′(z)². */
    meanSquare: number;
  }[];
}

/**
 * The mean square of f′ over normal pre-activations: what one layer really multiplies the squared gradient by (up to
 * its weights), where the bound² is only what it cannot exceed. For the sigmoid at variance 1: 0.0448, not 0.0625.
 * @param options.variance of the pre-activation, above 0 up to 10 000; default 1
 * @throws InvalidArgument when the activation is unknown or the variance out of range
 */
export function typicalSlope(input: ActivationInput, options: { variance?: number } = {}): TypicalSlope {
  requireKnownKeys("typicalSlope options", options, ["variance"]);
  const { variance = 1 } = options;
  requireNumber("typicalSlope variance", variance, { above: 0, max: 1e4 });
  const activation = resolve(input);
  const point = (q: number): TypicalSlope["at"] => ({
    variance: q,
    meanSquare: meanSquaredSlope(activation, q),
  });
  return {
    name: activation.name,
    boundSquare: activation.bound.value ** 2,
    at: point(variance),
    curve: Array.from({ length: 61 }, (_, i) => point(10 ** (-2 + i / 15))),
  };
}
