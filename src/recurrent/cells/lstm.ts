import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import { type Cell, type StepValues, timesTransposed } from "./cell";

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
  pullback,
  readout,
});

/** o_t ⊙ tanh′(c_t). */
const readout = ({ output, memory }: StepValues): number[] =>
  Array.from(output, (o, j) => o * (1 - Math.tanh(memory[j]) ** 2));

/** σ′ of a gate, from its value. */
const slope = (gate: number): number => gate * (1 - gate);

function pullback(
  now: StepValues,
  before: StepValues,
  recurrent: readonly Float32Array[],
  v: Float64Array,
): Float64Array {
  const { input, candidate, output, forget, memory } = now;
  const n = input.length;
  const outs = readout(now);
  const toHidden = v.subarray(0, n);
  const toMemory = Float64Array.from(outs, (out, j) => v[n + j] + out * toHidden[j]);
  // What flows into each gate's z.
  const sums = [
    toMemory.map((x, j) => x * candidate[j] * slope(input[j])),
    toMemory.map((x, j) => x * input[j] * (1 - candidate[j] ** 2)),
    Float64Array.from(toHidden, (x, j) => x * Math.tanh(memory[j]) * slope(output[j])),
    ...(forget ? [toMemory.map((x, j) => x * before["memory"][j] * slope(forget[j]))] : []),
  ];
  const flow = new Float64Array(2 * n);
  sums.forEach((sum, gate) => timesTransposed(sum, recurrent[gate]).forEach((x, k) => (flow[k] += x)));
  toMemory.forEach((x, j) => (flow[n + j] = forget ? x * forget[j] : x));
  return flow;
}
