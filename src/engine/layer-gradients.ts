import type { LayerGradients } from "../architecture/hooks";
import { LEARNED_BESIDES, type LearnedBesides } from "../architecture/parameters";
import { relativeSize } from "../numerics/norm";
import type { LayerNorms } from "./executor";
import { type Magnitude, magnitude } from "../numerics/magnitude";

/** What has a norm in a backward pass. */
export type Normed = "delta" | "weightGradient" | "biasGradient" | `${LearnedBesides}Gradient`;

/**
 * A layer's norms in the mean loss of a batch.
 * @param of the norms of δ and of gradients summed over the batch, as they were computed; undefined where there is none
 * @param exponent of the power of two that they are to be multiplied with
 */
export function normsOf(
  of: (name: Normed) => number | undefined,
  { size, fanOut, exponent }: { size: number; fanOut: number; exponent: number },
): LayerNorms {
  const mean = (name: Normed): Magnitude => magnitude((of(name) ?? 0) / size, exponent);
  const learned = LEARNED_BESIDES.map((name) => `${name}Gradient` as const);
  return {
    weightGradient: mean("weightGradient"),
    biasGradient: mean("biasGradient"),
    ...Object.fromEntries(learned.flatMap((name) => (of(name) === undefined ? [] : [[name, mean(name)]]))),
    deltaRms: magnitude(of("delta")! / Math.sqrt(size * fanOut), exponent),
  };
}

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
