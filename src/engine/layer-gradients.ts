import type { LayerGradients } from "../architecture/hooks";
import { relativeSize } from "../numerics/norm";
import type { LayerNorms } from "./executor";
import type { Magnitude } from "../numerics/magnitude";

/** A layer's gradient norms as hooks and histories hold them; `change` is ‖ΔW‖. */
export function gradientsOf(
  layer: number,
  norms: LayerNorms,
  matrixNorm: number,
  change: Magnitude,
): LayerGradients {
  const { weightGradient, biasGradient, deltaRms } = norms;
  return {
    layer,
    weightNorm: weightGradient.value,
    biasNorm: biasGradient.value,
    deltaRms: deltaRms.value,
    updateRatio: relativeSize(change.value, matrixNorm),
    log10: {
      ...logarithmsOf(norms),
      updateRatio: change.log10 === -Infinity ? -Infinity : change.log10 - Math.log10(matrixNorm),
    },
  };
}

/** The base-10 logarithms of a layer's norms. */
const logarithmsOf = ({
  weightGradient,
  biasGradient,
  deltaRms,
}: LayerNorms): Record<"weightNorm" | "biasNorm" | "deltaRms", number> => ({
  weightNorm: weightGradient.log10,
  biasNorm: biasGradient.log10,
  deltaRms: deltaRms.log10,
});
