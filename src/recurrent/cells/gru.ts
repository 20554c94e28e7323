import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import { type Cell, timesTransposed } from "./cell";

/**
 * The gated recurrent unit h_t = z_t ⊙ h_{t−1} + (1 − z_t) ⊙ g_t with g_t = tanh(W x_t + U (r_t ⊙ h_{t−1}) + b)
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
  pullback({ update, reset, candidate }, { hidden }, [toUpdate, toReset, toCandidate], v) {
    const throughUpdate = timesTransposed(
      v.map((x, j) => x * (hidden[j] - candidate[j]) * slope(update[j])),
      toUpdate,
    );
    // To r ⊙ h, and from there to either factor.
    const gated = timesTransposed(
      v.map((x, j) => x * (1 - update[j]) * (1 - candidate[j] ** 2)),
      toCandidate,
    );
    const throughReset = timesTransposed(
      gated.map((x, m) => x * hidden[m] * slope(reset[m])),
      toReset,
    );
    return v.map((x, k) => x * update[k] + throughUpdate[k] + reset[k] * gated[k] + throughReset[k]);
  },
});

/** σ′ of a gate, from its value. */
const slope = (gate: number): number => gate * (1 - gate);
