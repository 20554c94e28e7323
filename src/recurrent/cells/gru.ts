import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Cell } from "./cell";

/**
 * The gated recurrent unit h_t = z_t ⊙ h_{t−1} + (1 − z_t) ⊙ g_t with g_t = tanh(x_t W + (r_t ⊙ h_{t−1}) U + b)
 * (Cho et al. 2014, equations 5–8): the update gate z keeps, the reset gate r comes before the matrix.
 */
export const gru = (): Cell => ({
  gates: ["update", "reset", "candidate"],
  hasMemory: false,
  keepGate: "update",
  tex: "\\begin{aligned} g_t &= \\tanh(W x_t + U (r_t \\odot h_{t-1}) + b) \\\\ h_t &= z_t \\odot h_{t-1} + (1 - z_t) \\odot g_t \\end{aligned}",
  step({ tf, hidden, drive, recurrent, see }) {
    const z = (gate: number, state: Tensor): Tensor =>
      tf.add(drive[gate], tf.matMul(state as Tensor2D, recurrent[gate] as Tensor2D));
    const update = see("update", tf.sigmoid(z(0, hidden)));
    const reset = see("reset", tf.sigmoid(z(1, hidden)));
    const candidate = see("candidate", tf.tanh(z(2, tf.mul(reset, hidden))));
    const kept = tf.mul(update, tf.sub(hidden, candidate));
    const h = see("hidden", tf.add(candidate, kept));
    return { hidden: h, memory: h };
  },
  jacobian({ update, reset, candidate }, { hidden }, [toUpdate, toReset, toCandidate]) {
    const n = update.length;
    const jacobian = new Float64Array(n * n);
    for (let j = 0; j < n; j++) {
      const moved = (hidden[j] - candidate[j]) * update[j] * (1 - update[j]);
      const fresh = (1 - update[j]) * (1 - candidate[j] ** 2);
      for (let k = 0; k < n; k++) {
        // ∂(r ⊙ h)_m/∂h_k, through the reset gate and, for m = k, beside it.
        let inner = reset[k] * toCandidate[k * n + j];
        for (let m = 0; m < n; m++)
          inner += hidden[m] * reset[m] * (1 - reset[m]) * toReset[k * n + m] * toCandidate[m * n + j];
        jacobian[j * n + k] = moved * toUpdate[k * n + j] + fresh * inner + (j === k ? update[j] : 0);
      }
    }
    return jacobian;
  },
});
