import { requireRows } from "../guards";
import type { Dataset } from "../../data/dataset";
import { requireNumber } from "../../errors";
import { leastSquares } from "../../numerics/least-squares";
import { designOf } from "./design";
import { logit } from "./odds";

/**
 * What "linear regression on the logits" gives when the labels 0 and 1, which have no logit, are first moved to
 * `clip` and 1 − `clip`. The answer scales with logit(clip): it is an artefact of the clip, shown as a warning.
 * @param data as `logisticRegression` takes it
 * @param clip above 0, below ½
 * @returns the intercept, then one weight per feature
 * @throws InvalidArgument when the data break its rules, or `clip` is out of its range
 */
export function clippedLogitRegression(data: Dataset, clip: number): number[] {
  requireRows("clippedLogitRegression data", data);
  requireNumber("clippedLogitRegression clip", clip, { above: 0, max: 0.499 });
  const logits = Array.from(data.labels, (label) => logit(label === 1 ? 1 - clip : clip));
  return leastSquares(designOf(data), logits);
}
