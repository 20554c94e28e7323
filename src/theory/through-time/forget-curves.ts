import { logistic } from "../../activations/logistic";
import { requireKnownKeys, requireNumber, requireNumberList } from "../../errors";
import { forgetHalfLife } from "./recurrent";

/** What a forget gate that stands at σ(b) leaves of a cell's gradient. */
export interface ForgetCurve {
  /** b, the gate's bias. */
  bias: number;
  /** σ(b), what one step leaves. */
  gate: number;
  /** Steps after which one half is left. */
  halfLife: number;
  /** σ(b)ᵏ for k = 0, 1, … steps back. */
  kept: number[];
}

/**
 * σ(b)ᵏ for several biases b of an LSTM's forget gate: ∂c_T/∂c_{T−k} on the direct path while the gate stands where its bias
 * puts it (Gers, Schmidhuber & Cummins 2000). A GRU's update gate does the same for h.
 * @param options.biases one or more, each from −100 to 100
 * @param options.steps the longest way back, 1 to 10 000
 */
export function forgetCurves(options: { biases: readonly number[]; steps: number }): ForgetCurve[] {
  requireKnownKeys("forgetCurves options", options, ["biases", "steps"]);
  const biases = requireNumberList("forgetCurves biases", options.biases, { least: 1, min: -100, max: 100 });
  const steps = requireNumber("forgetCurves steps", options.steps, { min: 1, max: 1e4, whole: true });
  return biases.map((bias) => {
    const gate = logistic(bias);
    const kept = Array.from({ length: steps + 1 }, (_, k) => gate ** k);
    return { bias, gate, halfLife: forgetHalfLife(bias), kept };
  });
}
