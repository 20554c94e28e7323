import { expect, test } from "vitest";
import { activation, activationNames } from "../../src/activations";
import { batchOf } from "../../src/data/batch";
import { withPassThroughTime } from "../../src/recurrent/look";
import { measureThroughTime } from "../../src/recurrent/measure-recurrent";
import { spectralNorm } from "../../src/numerics/spectral-norm";
import { inOrder } from "../support/float64-recurrent";
import { common, H, nets, POINTS, slopesOf, subject, UNITS } from "./support";

const unit = (j: number, size = H): number[] => Array.from({ length: UNITS }, (_, k) => (k === j ? size : 0));

/** Holds every parameter's gradient to what float64 finite differences of the papers' equations give. */
function checkGradients({ net, data, start, loss }: ReturnType<typeof subject>): void {
  withPassThroughTime(net, batchOf(data), (pass) => {
    expect(pass.loss).toBeCloseTo(loss(start), 12);
    const gradients = inOrder(pass.gradients);
    slopesOf(loss, start).forEach((slopes, p) =>
      slopes.forEach((slope, i) =>
        expect(Math.abs(gradients[p][i] / pass.size - slope)).toBeLessThan(1e-8 * Math.max(1, Math.abs(slope))),
      ),
    );
  });
} // prettier-ignore

test.each(nets)("%s: every parameter's gradient is that of float64 finite differences", (_, options) =>
  checkGradients(subject(options)),
);

test.each(nets)("%s: ∂C/∂h_t and ∂C/∂c_t are what the loss does when the state is nudged", (_, options) => {
  const { net, data, start, rows, run } = subject(options);
  const report = measureThroughTime(net, data);
  const states = net.description.cell === "lstm" ? (["hidden", "memory"] as const) : (["hidden"] as const);
  report.steps.forEach((reported, step) => {
    for (const state of states) {
      const slopes = rows.flatMap((_r, i) =>
        unit(0).map((_u, j) => {
          const at = (size: number): number => run(i, start, { step, [state]: unit(j, size) }).loss;
          return (at(H) - at(-H)) / (2 * H);
        }),
      );
      const rms = Math.hypot(...slopes) / Math.sqrt(slopes.length);
      expect(reported[`${state}GradientRms`]! / rms).toBeCloseTo(1, 6);
    }
  });
});

test.each(nets)("%s: ‖∂h_T/∂h_t‖ and ‖∂c_T/∂c_t‖ are those of nudged states", (_, options) => {
  const { net, data, start, rows, run } = subject(options);
  const report = measureThroughTime(net, data, { jacobians: POINTS });
  const states = net.description.cell === "lstm" ? (["hidden", "memory"] as const) : (["hidden"] as const);
  report.steps.forEach((reported, step) => {
    for (const state of states) {
      const norms = rows.map((_r, i) => {
        const columns = unit(0).map((_u, j) => {
          const at = (size: number): number[] => run(i, start, { step, [state]: unit(j, size) })[state];
          const [up, down] = [at(H), at(-H)];
          return up.map((x, k) => (x - down[k]) / (2 * H));
        });
        return spectralNorm(columns.flat(), UNITS, UNITS);
      });
      expect(reported[`${state}Jacobian`]! / Math.max(...norms)).toBeCloseTo(1, 6);
    }
  });
});

const fixed = activationNames.filter((name) => !activation(name).learnable && !activation(name).random);

test.each(fixed)("rnn with %s: the gradient is that of float64 finite differences", (name) =>
  checkGradients(subject({ cell: "rnn", ...common, activation: name })),
);

test("rnn with functions of one's own: the gradient is that of float64 finite differences", () => {
  const activation = { name: "sine", f: Math.sin, derivative: Math.cos };
  checkGradients(subject({ cell: "rnn", ...common, activation }));
});
