import type { LayerPass } from "../engine/executor";
import { magnitude, timesPower } from "../numerics/magnitude";
import { float32Norm, type Floats, norm } from "../numerics/norm";

/** The arrays of one layer in a pass, as autodiff left them. */
export interface LayerArrays extends Pick<
  LayerPass,
  "plan" | "size" | "weights" | "preactivation" | "activation"
> {
  /** The power of two that the gradients and δ are to be multiplied by. */
  exponent: number;
  weightGradient: Float32Array;
  biasGradient: Float32Array;
  /** Of the mean loss, which divides each example's own δ by their number. */
  delta: Float32Array;
  /** What regularization adds to the gradients; absent where there is none. */
  penalty?: { weightGradient: Float32Array; biasGradient: Float32Array };
}

/** What a layer did in a pass, as probes read it of this package's own nets. */
export function layerPassOf({ exponent, penalty, ...arrays }: LayerArrays): LayerPass {
  const { size } = arrays;
  const unscaled = (values: Float32Array): Floats =>
    exponent === 0 ? values : Float64Array.from(values, (value) => timesPower(value, exponent));
  const gradient = (name: "weightGradient" | "biasGradient"): Floats => {
    const values = unscaled(arrays[name]);
    return penalty ? Float64Array.from(values, (value, i) => value + penalty[name][i]) : values;
  };
  const [weightGradient, biasGradient] = [gradient("weightGradient"), gradient("biasGradient")];
  const delta = unscaled(arrays.delta).map((value) => value * size);
  // Where a penalty is added, the sum holds what the data's own part lost.
  const sizeOf = (name: "weightGradient" | "biasGradient", sum: Floats) =>
    penalty ? magnitude(norm(sum)) : magnitude(norm(arrays[name]), exponent);
  const perEntry = Math.sqrt(arrays.delta.length);
  return {
    ...arrays,
    weightGradient,
    biasGradient,
    delta,
    norms: {
      weightGradient: sizeOf("weightGradient", weightGradient),
      biasGradient: sizeOf("biasGradient", biasGradient),
      deltaRms: magnitude((norm(arrays.delta) * size) / perEntry, exponent),
    },
    float32: {
      weightNorm: float32Norm(weightGradient),
      biasNorm: float32Norm(biasGradient),
      deltaRms: Math.fround(float32Norm(delta) / perEntry),
    },
  };
}
