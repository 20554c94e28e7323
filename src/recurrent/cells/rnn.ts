import type { Tensor2D } from "@tensorflow/tfjs";
import type { Activation } from "../../activations";
import { tensorElementwise } from "../../engine/tensor-elementwise";
import { type Cell, timesTransposed } from "./cell";

/** The simple recurrent network h_t = φ(W x_t + U h_{t−1} + b) (Elman 1990). */
export const rnn = (phi: Activation): Cell => ({
  gates: ["state"],
  hasMemory: false,
  tex: "h_t = \\varphi(W x_t + U h_{t-1} + b)",
  step({ tf, hidden, drive, recurrent, see }) {
    const z = see("preactivation", tf.add(drive[0], tf.matMul(hidden as Tensor2D, recurrent[0] as Tensor2D)));
    const h = see("hidden", phi.forward(z, { ops: tensorElementwise(tf) }));
    return { hidden: h, memory: h };
  },
  pullback({ preactivation }, _before, [u], v) {
    return timesTransposed(
      v.map((x, j) => x * phi.derivative(preactivation[j])),
      u,
    );
  },
});
