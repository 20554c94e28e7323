import { biasNorm, deltaRms, gainNorm, shiftNorm, slopeNorm, weightNorm } from "./gradients";
import type { Quantity } from "./probe";

/** What a training records at every step of the layers that have it, as probes have it; the ratio is of the update that was made. */
export const RECORDED = {
  weightNorm,
  biasNorm,
  slopeNorm,
  gainNorm,
  shiftNorm,
  deltaRms,
  updateRatio: { symbol: "Update : weight", label: "update : weight, ‖ΔW‖ ÷ ‖W‖", logarithmic: true },
} as const satisfies Record<string, Quantity>;
