import { biasNorm, deltaRms, weightNorm } from "./gradients";
import type { Quantity } from "./probe";

/** What a training records of every layer at every step, as probes have it; the ratio is of the update that was made. */
export const RECORDED = {
  weightNorm,
  biasNorm,
  deltaRms,
  updateRatio: { symbol: "Update : weight", label: "update : weight, ‖ΔW‖ ÷ ‖W‖", logarithmic: true },
} as const satisfies Record<string, Quantity>;
