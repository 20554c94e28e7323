import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { exp } from "../../numerics/elementary";
import { spectralNorm } from "../../numerics/spectral-norm";

/** What softmax does to a small change of its logits. */
export interface SoftmaxJacobian {
  /** p, the softmax of the logits. */
  probabilities: number[];
  /** ‖diag p − ppᵀ‖₂, the largest share of a change that gets through: at most ½. */
  spectralNorm: number;
  /** Its trace, 1 − Σp². */
  trace: number;
}

/**
 * The Jacobian ∂p/∂z = diag p − ppᵀ of softmax. Each row's absolute sum is 2pᵢ(1 − pᵢ) ≤ ½, so that by Gershgorin no eigenvalue
 * exceeds ½: softmax is ½-Lipschitz (Nair 2025). For two logits it is 2σ′ of their difference.
 * @param logits z, 2 to 1000 numbers
 */
export function softmaxJacobian(logits: ArrayLike<number>): SoftmaxJacobian {
  const z = requireNumberList("softmaxJacobian logits", logits, { least: 2 });
  const { length } = z;
  requireNumber("softmaxJacobian number of logits", length, { max: 1000 });
  const top = z.reduce((most, value) => Math.max(most, value));
  const exps = z.map((value) => exp(value - top));
  const sum = exps.reduce((a, b) => a + b);
  const probabilities = exps.map((value) => value / sum);
  // What is left of 1 without p, formed without cancellation.
  const rest = exps.map((_, i) => exps.reduce((total, e, j) => (j === i ? total : total + e), 0) / sum);
  const jacobian = probabilities.flatMap((p, i) =>
    probabilities.map((other, j) => (i === j ? p * rest[i] : -p * other)),
  );
  return {
    probabilities,
    spectralNorm: spectralNorm(jacobian, length, length),
    trace: probabilities.reduce((total, p, i) => total + p * rest[i], 0),
  };
}

/** How much gets through softmax while one logit moves away from the others. */
export interface SoftmaxSweep {
  /** How many logits there are. */
  keys: number;
  /** The one that moves; the others are 0. */
  logits: number[];
  /** ‖∂p/∂z‖₂ at each. */
  spectralNorms: number[];
}

/**
 * ‖∂p/∂z‖₂ of softmax while one logit moves away from the others, which are 0: attention that makes up its mind.
 * @param options.keys how many logits, 2 to 200; default 2
 * @param options.logits where the moving one stands, −700 to 700; default 0 to 12 in steps of ¼
 */
export function softmaxSweep(options: { keys?: number; logits?: ArrayLike<number> } = {}): SoftmaxSweep {
  requireKnownKeys("softmaxSweep options", options, ["keys", "logits"]);
  const keys = requireNumber("softmaxSweep keys", options.keys ?? 2, { min: 2, max: 200, whole: true });
  const usual = Array.from({ length: 49 }, (_, i) => i / 4);
  const logits = [...requireNumberList("softmaxSweep logits", options.logits ?? usual, { least: 1, min: -700, max: 700 })]; // prettier-ignore
  const others = Array.from({ length: keys - 1 }, () => 0);
  const spectralNorms = logits.map((t) => softmaxJacobian([t, ...others]).spectralNorm);
  return { keys, logits, spectralNorms };
}
