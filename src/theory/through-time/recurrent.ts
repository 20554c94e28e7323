import { activation, type ActivationInput } from "../../activations";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { exp, log1p } from "../../numerics/elementary";

/**
 * What ‖∂h_T/∂h_{T−k}‖₂ of h_t = φ(U h_{t−1} + …) cannot exceed: (γ‖U‖₂)ᵏ with γ = max|φ′|, 1 for tanh and ¼ for
 * the sigmoid (Pascanu, Mikolov & Bengio 2013, section 2.1). With ‖U‖₂ below 1/γ gradients must vanish; above they may
 * explode.
 * @param options.spectralNorm ‖U‖₂, the largest singular value of the recurrent weights, 0 up
 * @param options.steps the longest way back, a whole number from 0
 * @returns the bound for k = 0, 1, …, steps
 */
export function recurrentBound(
  phi: ActivationInput,
  options: { spectralNorm: number; steps: number },
): number[] {
  requireKnownKeys("recurrentBound options", options, ["spectralNorm", "steps"]);
  const norm = requireNumber("recurrentBound spectralNorm", options.spectralNorm, { min: 0 });
  const steps = requireNumber("recurrentBound steps", options.steps, { min: 0, max: 1e6, whole: true });
  const factor = activation(phi).bound.value * norm;
  return Array.from({ length: steps + 1 }, (_, k) => factor ** k);
}

/**
 * ∂c_T/∂c_t along the cell of an LSTM, ∏_{k = t+1…T} f_k, the gates taken as given (Gers, Schmidhuber & Cummins 2000).
 * Without forget gate (Hochreiter & Schmidhuber 1997) every f is 1, and so is the product.
 * @param forgetGates f_1 … f_T of one unit, each from 0 to 1
 * @returns for t = 0, 1, …, T; the last is 1
 */
export function cellPath(forgetGates: ArrayLike<number>): number[] {
  const gates = requireNumberList("cellPath forget gates", forgetGates, { min: 0, max: 1 });
  const path = [1];
  for (const gate of gates.toReversed()) path.push(path.at(-1)! * gate);
  return path.toReversed();
}

/**
 * After how many steps half of a cell's gradient is left when the forget gate stands at σ(b): ln ½/ln σ(b).
 * With b = 1 that is 2.2 steps, with b = 5 it is 103; Infinity when σ(b) is 1 in float64.
 * @param forgetBias b
 */
export function forgetHalfLife(forgetBias: number): number {
  const b = requireNumber("forgetHalfLife forgetBias", forgetBias);
  // −ln σ(b) = ln(1 + e⁻ᵇ), split so that the exponential never overflows.
  return Math.LN2 / (b >= 0 ? log1p(exp(-b)) : log1p(exp(b)) - b);
}
