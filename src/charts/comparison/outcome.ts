import type { ComparisonRow } from "../../comparison/run-comparison";
import { pretty } from "../style/figure";

/** The factor of rms δ per layer going back, in words. */
export const factorOf = ({ factorPerLayer: { mean } }: Pick<ComparisonRow, "factorPerLayer">): string =>
  Number.isFinite(mean) ? `×${pretty(mean)}` : "no trend";

/** Whether a training of the row ended in numbers that are not finite. */
export const hasDiverged = ({ runs, loss }: Pick<ComparisonRow, "runs" | "loss">): boolean =>
  !Number.isFinite(loss.mean) || runs.some(({ stopped }) => stopped === "diverged");

/** The loss over all the data at the end, in words. */
export const endOf = (row: Pick<ComparisonRow, "runs" | "loss">): string =>
  hasDiverged(row) ? "diverged" : pretty(row.loss.mean, 2);
