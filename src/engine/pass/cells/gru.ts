import type { Cell } from "./cell";

/**
 * The gated recurrent unit h_t = z_t ⊙ h_{t−1} + (1 − z_t) ⊙ g_t with g_t = tanh(W x_t + U (r_t ⊙ h_{t−1}) + b)
 * (Cho et al. 2014, equations 5–8): the update gate z keeps, the reset gate r comes before the matrix.
 */
export const gru = (): Cell => ({
  gates: ["update", "reset", "candidate"],
  hasMemory: false,
  keepGate: "update",
  tex: "\\begin{aligned} g_t &= \\tanh(W x_t + U (r_t \\odot h_{t-1}) + b) \\\\ h_t &= z_t \\odot h_{t-1} + (1 - z_t) \\odot g_t \\end{aligned}",
  step(g, before, sum) {
    const old = before.hidden;
    const [toUpdate, toReset] = [sum(0, old), sum(1, old)];
    const update = g.sigmoid(toUpdate);
    const reset = g.sigmoid(toReset);
    const toCandidate = sum(2, g.mul(reset, old));
    const candidate = g.tanh(toCandidate);
    const change = g.sub(old, candidate);
    return {
      seen: { update, reset, candidate, hidden: g.add(candidate, g.mul(update, change)) },
      back({ hidden: flow, memory }, through) {
        const ofCandidate = g.mul(flow, g.sub(1, update));
        // To r ⊙ h, and from there to either factor.
        const gated = through(2, g.tanhGradient(candidate, ofCandidate, toCandidate));
        let hidden = g.add(g.mul(flow, update), g.mul(gated, reset));
        hidden = through(0, g.sigmoidGradient(update, g.mul(flow, change), toUpdate), hidden);
        hidden = through(1, g.sigmoidGradient(reset, g.mul(gated, old), toReset), hidden);
        return { before: { hidden, memory } };
      },
    };
  },
});
