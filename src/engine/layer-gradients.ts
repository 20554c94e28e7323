import type { LayerGradients } from "../architecture/hooks";
import type { LayerNorms } from "./executor";

/** A layer's gradient norms as hooks and histories hold them. */
export function gradientsOf(
  layer: number,
  { weightGradient, biasGradient, deltaRms }: LayerNorms,
  matrixNorm: number,
  rate: number,
): LayerGradients {
  return {
    layer,
    weightNorm: weightGradient.value,
    biasNorm: biasGradient.value,
    deltaRms: deltaRms.value,
    updateRatio: matrixNorm === 0 ? 0 : (rate * weightGradient.value) / matrixNorm,
    log10: logarithmsOf({ weightGradient, biasGradient, deltaRms }),
  };
}

/** The base-10 logarithms of a layer's norms. */
export const logarithmsOf = ({
  weightGradient,
  biasGradient,
  deltaRms,
}: LayerNorms): LayerGradients["log10"] => ({
  weightNorm: weightGradient.log10,
  biasNorm: biasGradient.log10,
  deltaRms: deltaRms.log10,
});
