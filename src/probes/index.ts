import type { LayerGradients } from "../architecture/hooks";
import type { LayerPass } from "../engine/executor";
import { biasNorm, deltaRms, updateRatio, weightNorm } from "./gradients";
import type { Probe } from "./probe";
import { activationMean, activationStd, deadShare, preactivationVariance, saturatedShare } from "./units";

/** Every probe by its name. */
export const PROBES = {
  weightNorm,
  biasNorm,
  deltaRms,
  updateRatio,
  activationMean,
  activationStd,
  preactivationVariance,
  saturatedShare,
  deadShare,
} as const satisfies Record<string, Probe>;

export type ProbeName = keyof typeof PROBES;

/** Every name that `probes: […]` takes. */
export const probeNames = Object.keys(PROBES) as ProbeName[];

/** The gradient norms of a layer, as `net.onGradients` gives them. */
export function layerGradients(layer: LayerPass, rate: number): LayerGradients {
  return {
    layer: layer.plan.index,
    weightNorm: weightNorm.measure(layer),
    biasNorm: biasNorm.measure(layer),
    deltaRms: deltaRms.measure(layer),
    updateRatio: rate * updateRatio.measure(layer),
  };
}
