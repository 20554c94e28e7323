import type { Cell } from "./cell";

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
  step(g, before, sum) {
    const z = (gate: number) => sum(gate, before.hidden);
    const [toInput, toCandidate, toOutput] = [z(0), z(1), z(2)];
    const toForget = forgetGate ? z(3) : undefined;
    const input = g.sigmoid(toInput);
    const candidate = g.tanh(toCandidate);
    const output = g.sigmoid(toOutput);
    const forget = toForget && g.sigmoid(toForget);
    const kept = forget ? g.mul(forget, before.memory) : before.memory;
    const memory = g.add(kept, g.mul(input, candidate));
    const squashed = g.tanh(memory);
    return {
      seen: { input, candidate, output, ...(forget && { forget }), memory, hidden: g.mul(output, squashed) },
      back(flow, through) {
        const overHidden = g.tanhGradient(squashed, g.mul(flow.hidden, output), memory);
        const toMemory = g.add(flow.memory, overHidden);
        let hidden = through(0, g.sigmoidGradient(input, g.mul(toMemory, candidate), toInput));
        hidden = through(1, g.tanhGradient(candidate, g.mul(toMemory, input), toCandidate), hidden);
        hidden = through(2, g.sigmoidGradient(output, g.mul(flow.hidden, squashed), toOutput), hidden);
        if (forget)
          hidden = through(3, g.sigmoidGradient(forget, g.mul(toMemory, before.memory), toForget!), hidden);
        return {
          before: { hidden, memory: forget ? g.mul(toMemory, forget) : toMemory },
          memory: toMemory,
        };
      },
    };
  },
});
