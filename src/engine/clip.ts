import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";
import type { UpdateOptions } from "./executor";
import type { LayerTensors } from "./propagate";

/** What clips one gradient; for a clip by norm, all gradients together decide how far. */
export function clipper(
  tf: TensorFlow,
  gradients: readonly (LayerTensors | readonly Tensor[])[],
  { clipNorm, clipValue }: UpdateOptions,
): (gradient: Tensor) => Tensor {
  if (clipNorm === undefined && clipValue === undefined) return (gradient) => gradient;
  const cut = (gradient: Tensor): Tensor =>
    clipValue === undefined ? gradient : tf.clipByValue(gradient, -clipValue, clipValue);
  if (clipNorm === undefined) return cut;
  const squares = gradients
    .flatMap((layer) => Object.values(layer))
    .map((gradient) => tf.tidy(() => tf.norm(cut(gradient)).dataSync()[0] ** 2));
  const norm = Math.sqrt(squares.reduce((a, b) => a + b, 0));
  return norm <= clipNorm ? cut : (gradient) => tf.mul(cut(gradient), clipNorm / norm);
}
