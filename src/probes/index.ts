import type { LayerGradients } from "../architecture/hooks";
import type { LayerPass } from "../engine/executor";
import { gradientsOf } from "../engine/layer-gradients";
import { nonFiniteShare, zeroGradient } from "./flags";
import {
  biasNorm,
  deltaMax,
  deltaNorm,
  deltaRms,
  gainNorm,
  gradientMax,
  gradientMeanAbs,
  gradientRms,
  shiftNorm,
  slopeNorm,
  updateRatio,
  weightNorm,
} from "./gradients";
import { identicalShare } from "./identical";
import { norm } from "../numerics/norm";
import type { Probe } from "./probe";
import {
  activationMean,
  activationStd,
  deadShare,
  exampleCosine,
  preactivationMeanSquare,
  saturatedShare,
  sparsity,
} from "./units";
import { matrixNorm, slopeMean, spectralNorm } from "./weights";

/** The probes that cost one loop each: every look takes them. */
const USUAL = {
  weightNorm,
  biasNorm,
  slopeNorm,
  gainNorm,
  shiftNorm,
  gradientRms,
  gradientMeanAbs,
  gradientMax,
  deltaRms,
  deltaNorm,
  deltaMax,
  updateRatio,
  matrixNorm,
  slopeMean,
  activationMean,
  activationStd,
  preactivationMeanSquare,
  saturatedShare,
  deadShare,
  sparsity,
  identicalShare,
  nonFiniteShare,
  zeroGradient,
} as const satisfies Record<string, Probe>;

/** Every probe by its name. */
export const PROBES = { ...USUAL, spectralNorm, exampleCosine } as const satisfies Record<string, Probe>;

/** The names of what can be measured in a layer. */
export type ProbeName = keyof typeof PROBES;

/** The probes of every look. */
export type UsualProbeName = keyof typeof USUAL;

/** Every name that `probes: […]` takes. */
export const probeNames = Object.keys(PROBES) as ProbeName[];

/** The names of the probes of every look. */
export const usualProbeNames = Object.keys(USUAL) as UsualProbeName[];

/** The gradient norms of a layer in a look that changes nothing, as `net.onGradients` gives them. */
export function layerGradients({ plan, norms, weights }: LayerPass): LayerGradients {
  return gradientsOf(plan.index, norms, norm(weights), norms.weightGradient);
}
