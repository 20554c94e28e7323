import { logistic } from "../../activations/logistic";
import { logSumExp } from "../../architecture/loss";
import { type Ending, linkOf, type Logistic } from "../../architecture/output";
import { exp } from "../../numerics/elementary";

/**
 * What the loss's own second derivative makes of a change of what it takes: R{∂Cᵢ/∂z}, example by example.
 * @param outputs what the loss takes, examples × outputs; `targets` and `change` are of the same shape
 */
export function lossCurvature(
  ending: Ending,
  outputs: Float64Array,
  targets: ArrayLike<number>,
  change: Float64Array,
): Float64Array {
  const link = linkOf(ending);
  if (ending.loss === "crossEntropy" && link !== "softmax")
    return change.map((x, k) => logistic(outputs[k]) * logistic(-outputs[k]) * x);
  if (link === "none") return change;
  if (link !== "softmax") return change.map((x, k) => ofLogistic(link, outputs[k], targets[k]) * x);
  const result = new Float64Array(outputs.length);
  const { outputs: width, loss } = ending;
  for (let from = 0; from < outputs.length; from += width) {
    const z = outputs.subarray(from, from + width);
    const total = logSumExp(z);
    const p = z.map((score) => exp(score - total));
    const mean = (values: Float64Array): number => p.reduce((sum, share, j) => sum + share * values[j], 0);
    const along = change.subarray(from, from + width);
    const center = mean(along);
    const moved = p.map((share, j) => share * (along[j] - center));
    if (loss === "crossEntropy") {
      result.set(moved, from);
      continue;
    }
    // δ = p(e − m), m = Σ p e, and e moves as p does.
    const errors = p.map((share, j) => share - targets[from + j]);
    const m = mean(errors);
    const movedMean = moved.reduce((sum, x, j) => sum + x * errors[j], 0) + mean(moved);
    p.forEach((share, j) => (result[from + j] = moved[j] * (errors[j] - m) + share * (moved[j] - movedMean)));
  }
  return result;
}

/** φ′² + (φ − y)φ″ of φ = low + height·σ(steepness·z). */
function ofLogistic({ low, height, steepness }: Logistic, z: number, target: number): number {
  const [p, q] = [logistic(steepness * z), logistic(-steepness * z)];
  const t = (target - low) / height;
  const slope = height * steepness * p * q;
  return slope ** 2 + height * (p * (1 - t) - t * q) * slope * steepness * (q - p);
}
