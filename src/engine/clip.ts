import type { TensorFlow } from "../backend/backend";
import { norm } from "../numerics/norm";
import type { UpdateOptions } from "./executor";
import { materialize, type Scaled, scaled, sizeOf } from "./tensor-arithmetic";

/** What clips one gradient; for a clip by norm, all gradients together decide how far. */
export function clipper(
  tf: TensorFlow,
  gradients: readonly Scaled[],
  { clipNorm, clipValue }: UpdateOptions,
): (gradient: Scaled) => Scaled {
  if (clipNorm === undefined && clipValue === undefined) return (gradient) => gradient;
  const cut = (gradient: Scaled): Scaled =>
    clipValue === undefined
      ? gradient
      : scaled(tf.clipByValue(materialize(tf, gradient), -clipValue, clipValue));
  if (clipNorm === undefined) return cut;
  const sizes = new Float64Array(gradients.length);
  tf.tidy(() => gradients.forEach((gradient, i) => (sizes[i] = sizeOf(cut(gradient)).value)));
  const total = norm(sizes);
  if (total <= clipNorm) return cut;
  return (gradient) => {
    const { tensor, exponent } = cut(gradient);
    return scaled(tf.mul(tensor, clipNorm / total), exponent);
  };
}
