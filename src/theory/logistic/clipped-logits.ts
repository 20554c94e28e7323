import { requireRows } from "../guards";
import { Matrix, solve } from "ml-matrix";
import type { Dataset } from "../../data/dataset";
import { requireNumber } from "../../errors";
import { column } from "./logistic-likelihood";
import { logit } from "./odds";

/**
 * What "linear regression on the logits" gives when the labels 0 and 1, which have no logit, are first moved to
 * `clip` and 1 − `clip`. The answer scales with logit(clip): it is an artefact of the clip, shown as a warning.
 * @param clip above 0, below ½
 * @returns the intercept, then one weight per feature
 * @throws InvalidArgument when `clip` is out of its range
 */
export function clippedLogitRegression(data: Dataset, clip: number): number[] {
  requireRows("clippedLogitRegression data", data);
  requireNumber("clippedLogitRegression clip", clip, { above: 0, max: 0.499 });
  const design = Matrix.zeros(data.points, data.features + 1);
  const logits = Matrix.zeros(data.points, 1);
  for (let i = 0; i < data.points; i++) {
    for (let j = 0; j <= data.features; j++) design.set(i, j, column(data, i, j));
    logits.set(i, 0, logit(data.labels[i] === 1 ? 1 - clip : clip));
  }
  return solve(design, logits, true).to1DArray();
}
