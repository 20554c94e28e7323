import type { LayerGradients } from "../architecture/hooks";
import { LEARNED_BESIDES, type LearnedBesides } from "../architecture/parameters";
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
    ...besides(norms, "value"),
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
  ...norms
}: LayerNorms): Record<"weightNorm" | "biasNorm" | "deltaRms", number> & Besides => ({
  weightNorm: weightGradient.log10,
  biasNorm: biasGradient.log10,
  ...besides(norms, "log10"),
  deltaRms: deltaRms.log10,
});

type Besides = { [Name in LearnedBesides as `${Name}Norm`]?: number };

/** The norms of what else is learned in the layer. */
const besides = (norms: Pick<LayerNorms, `${LearnedBesides}Gradient`>, part: "value" | "log10"): Besides =>
  Object.fromEntries(
    LEARNED_BESIDES.flatMap((name) => {
      const norm = norms[`${name}Gradient`];
      return norm ? [[`${name}Norm`, norm[part]]] : [];
    }),
  );
