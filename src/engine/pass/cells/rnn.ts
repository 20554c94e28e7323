import type { Activation } from "../../../activations/activation";
import type { Ops } from "../../ops";
import type { Cell, CellState, CellStep } from "./cell";

/** The simple recurrent network h_t = φ(W x_t + U h_{t−1} + b) (Elman 1990). */
export const rnn = (phi: Activation): Cell => ({
  gates: ["state"],
  hasMemory: false,
  tex: "h_t = \\varphi(W x_t + U h_{t-1} + b)",
  step<T>(g: Ops<T>, before: CellState<T>, sum: (gate: number, state: T) => T): CellStep<T> {
    const z = sum(0, before.hidden);
    const hidden = phi.forward<T>(z, { ops: g });
    return {
      seen: { preactivation: z, hidden },
      back(flow, through) {
        const delta = phi.gradient<T>(flow.hidden, { ops: g, z, a: hidden });
        return { before: { hidden: through(0, delta), memory: flow.memory } };
      },
    };
  },
});
