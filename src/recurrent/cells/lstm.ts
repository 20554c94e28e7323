import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Cell, StepValues } from "./cell";

const update = "h_t &= o_t \\odot \\tanh(c_t)";

/**
 * Long short-term memory: c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t, h_t = o_t ⊙ tanh c_t, without peepholes.
 *
 * Without forget gate f_t is 1, as in Hochreiter & Schmidhuber (1997), whose squashing functions are tanh here; with it,
 * Gers, Schmidhuber & Cummins (2000).
 */
export const lstm = (forgetGate: boolean): Cell => ({
  gates: forgetGate ? ["input", "candidate", "output", "forget"] : ["input", "candidate", "output"],
  hasMemory: true,
  ...(forgetGate ? { keepGate: "forget" } : {}),
  tex: `\\begin{aligned} c_t &= ${forgetGate ? "f_t \\odot " : ""}c_{t-1} + i_t \\odot g_t \\\\ ${update} \\end{aligned}`,
  step({ tf, hidden, memory, drive, recurrent, see }) {
    const z = (gate: number): Tensor =>
      tf.add(drive[gate], tf.matMul(hidden as Tensor2D, recurrent[gate] as Tensor2D));
    const input = see("input", tf.sigmoid(z(0)));
    const candidate = see("candidate", tf.tanh(z(1)));
    const output = see("output", tf.sigmoid(z(2)));
    const kept = forgetGate ? tf.mul(see("forget", tf.sigmoid(z(3))), memory) : memory;
    const c = see("memory", tf.add(kept, tf.mul(input, candidate)));
    return { hidden: see("hidden", tf.mul(output, tf.tanh(c))), memory: c };
  },
  jacobian: lstmJacobian,
  readout,
});

/** o_t ⊙ tanh′(c_t). */
const readout = ({ output, memory }: StepValues): number[] =>
  Array.from(output, (o, j) => o * (1 - Math.tanh(memory[j]) ** 2));

/** σ′ of a gate, from its value. */
const slope = (gate: number): number => gate * (1 - gate);

/** Rows h then c, columns h then c. */
function lstmJacobian(now: StepValues, before: StepValues, recurrent: readonly Float32Array[]): Float64Array {
  const { input, candidate, output, forget, memory } = now;
  const n = input.length;
  const jacobian = new Float64Array(4 * n * n);
  const outs = readout(now);
  for (let j = 0; j < n; j++) {
    const squashed = Math.tanh(memory[j]);
    const out = outs[j];
    const keep = forget ? forget[j] : 1;
    // By how much each gate's z moves c.
    const factors = [
      candidate[j] * slope(input[j]),
      input[j] * (1 - candidate[j] ** 2),
      0,
      forget ? before["memory"][j] * slope(forget[j]) : 0,
    ];
    for (let k = 0; k < n; k++) {
      let toMemory = 0;
      recurrent.forEach((u, gate) => (toMemory += factors[gate] * u[k * n + j]));
      jacobian[j * 2 * n + k] = slope(output[j]) * squashed * recurrent[2][k * n + j] + out * toMemory;
      jacobian[(n + j) * 2 * n + k] = toMemory;
    }
    jacobian[j * 2 * n + n + j] = out * keep;
    jacobian[(n + j) * 2 * n + n + j] = keep;
  }
  return jacobian;
}
