import type { LayerPlan } from "../architecture/layers";
import { type Floats, rms } from "../numerics/norm";
import type { UpdateRule } from "./executor";
import { derivativesOf } from "./kernels/derivatives";

/**
 * The root mean square of φ′ below which float32 is not trusted with it: φ′ = 1 − tanh² and its like have the rounding
 * error 6·10⁻⁸ of the 1, which at this size is 6·10⁻⁶ of φ′.
 */
export const FLAT = 0.01;

/** An ε, added to the root of gradients' squares, below which such squares matter that float32 does not hold. */
const TINY = 2 ** -60;

/** Whether an update needs squares of gradients that float32 does not hold. */
export const squaresNeedFloat64 = ({ optimizer }: UpdateRule): boolean =>
  (optimizer.parameters["epsilon"] ?? 1) < TINY;

/** Every how many numbers of z one is asked for its φ′. */
const SAMPLED = 7;

/** Whether the units are so far out on flat parts of φ that float32 loses digits of φ′. */
export function isFlat({ activation, inLoss }: LayerPlan, preactivation: Floats): boolean {
  if (activation.saturation === 0 || inLoss) return false;
  const some = Float64Array.from({ length: Math.ceil(preactivation.length / SAMPLED) }, (_, i) => preactivation[SAMPLED * i]); // prettier-ignore
  const slope = rms(derivativesOf(activation, some));
  return slope > 0 && slope < FLAT;
}
