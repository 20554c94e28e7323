import { expect, test } from "vitest";
import { activation, activationNames } from "../../src/activations";
import { backend } from "../../src/backend/backend";
import { batchOf } from "../../src/data/batch";
import { measureThroughTime } from "../../src/recurrent/measure-recurrent";
import { recurrent } from "../../src/recurrent/net";
import { RecurrentSession } from "../../src/recurrent/session";
import { spectralNorm } from "../../src/numerics/spectral-norm";
import { common, H, nets, POINTS, sequencesFor, slopesOf, subject, UNITS } from "./support";

const unit = (j: number, size = H): number[] => Array.from({ length: UNITS }, (_, k) => (k === j ? size : 0));

test.each(nets)("%s: every parameter's gradient is that of float64 finite differences", (_, options) => {
  const { net, data, start, loss } = subject(options);
  const session = new RecurrentSession(net);
  const pass = session.backward(batchOf(data));
  const gradients = pass.gradients();
  expect(pass.loss).toBeCloseTo(loss(start), 5);
  slopesOf(loss, start).forEach((slopes, p) =>
    slopes.forEach((slope, i) => {
      expect(Math.abs(gradients[p][i] - slope)).toBeLessThan(2e-5 * Math.max(1, Math.abs(slope)));
    }),
  );
  pass.close();
  session.close();
});

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
      expect(reported[`${state}GradientRms`]! / rms).toBeCloseTo(1, 3);
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
      expect(reported[`${state}Jacobian`]! / Math.max(...norms)).toBeCloseTo(1, 3);
    }
  });
});

const fixed = activationNames.filter((name) => !activation(name).learnable && !activation(name).random);

test.each(fixed)("rnn with %s: the gradient is that of float64 finite differences", (name) => {
  const { net, data, start, loss } = subject({ cell: "rnn", ...common, activation: name });
  const session = new RecurrentSession(net);
  const pass = session.backward(batchOf(data));
  const gradients = pass.gradients();
  slopesOf(loss, start).forEach((slopes, p) =>
    slopes.forEach((slope, i) => {
      expect(Math.abs(gradients[p][i] - slope)).toBeLessThan(5e-5 * Math.max(1, Math.abs(slope)));
    }),
  );
  pass.close();
  session.close();
});

test("no tensor stays behind", () => {
  const [, options] = nets[3];
  measureThroughTime(recurrent(options), sequencesFor(options));
  const before = backend().tf.memory().numTensors;
  for (const [, each] of nets) measureThroughTime(recurrent(each), sequencesFor(each));
  expect(backend().tf.memory().numTensors).toBe(before);
});
