import type { LayerGradients } from "../architecture/hooks";
import { LEARNED_BESIDES, type LearnedBesides } from "../architecture/parameters";
import { relativeSize } from "../numerics/norm";
import type { LayerNorms } from "./executor";
import { type Magnitude, magnitude } from "../numerics/magnitude";

/** What has a norm in a backward pass. */
export type Normed = "delta" | "weightGradient" | "biasGradient" | `${LearnedBesides}Gradient`;

type Besides = { [Name in LearnedBesides as `${Name}Norm`]?: number };

/** What else is learned, by the names of its gradient and of that one's norm; in lists, as every step asks for them in every layer. */
const BESIDES = LEARNED_BESIDES.map(
  (name) => ({ gradient: `${name}Gradient`, norm: `${name}Norm` }) as const,
);

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
  const norms: { -readonly [Name in keyof LayerNorms]: LayerNorms[Name] } = {
    weightGradient: mean("weightGradient"),
    biasGradient: mean("biasGradient"),
    deltaRms: magnitude(of("delta")! / Math.sqrt(size * fanOut), exponent),
  };
  for (const { gradient } of BESIDES) if (of(gradient) !== undefined) norms[gradient] = mean(gradient);
  return norms;
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
      weightNorm: weightGradient.log10,
      biasNorm: biasGradient.log10,
      ...besides(norms, "log10"),
      deltaRms: deltaRms.log10,
      updateRatio: change.log10 === -Infinity ? -Infinity : change.log10 - Math.log10(matrixNorm),
    },
  };
}

/** The norms of what else is learned in the layer. */
function besides(norms: LayerNorms, part: keyof Magnitude): Besides {
  const found: Besides = {};
  for (const { gradient, norm } of BESIDES) {
    const one = norms[gradient];
    if (one) found[norm] = one[part];
  }
  return found;
}
