import { describe, expect, test } from "vitest";
import type { NetOptions } from "../../src/architecture/description";
import { mlp } from "../../src/architecture/net";
import { backend } from "../../src/backend/backend";
import type { Batch } from "../../src/data/dataset";
import type { Pass } from "../../src/engine/executor";
import { withPassInFloat64 } from "../../src/engine/graph/float64-pass";
import { withPassByAutodiff } from "../../src/engine/autodiff-pass";
import { openTraining } from "../../src/engine/open-training";
import { evaluate } from "../../src/engine/answers";
import { sgd } from "../../src/optimizers";
import { backpropagation } from "../../src/theory/backpropagation/backpropagation";

interface Tail {
  logits: number[];
  label: number;
  output?: NetOptions["output"];
  kind?: NetOptions["loss"];
  loss: number;
  delta: number[];
}

/** e⁻⁴⁰, e⁻²⁰ and e⁻⁸⁰, from tables; ln(1 + x) and x/(1 + x) follow by their series. */
const [E20, E40, E80] = [2.061153622438558e-9, 4.248354255291589e-18, 1.8048513878454153e-35];
const log1p = (x: number): number => x - x ** 2 / 2 + x ** 3 / 3;
const share = (x: number): number => x - x ** 2 + x ** 3;

const tails: Tail[] = [
  { logits: [40, 0], label: 0, loss: E40, delta: [-E40, E40] },
  { logits: [0, 40], label: 0, loss: 40, delta: [-1, 1] },
  { logits: [20, 0], label: 0, loss: log1p(E20), delta: [-share(E20), share(E20)] },
  { logits: [-80, 0], label: 1, loss: E80, delta: [E80, -E80] },
  { logits: [40, 0, 20], label: 0, loss: E20 + E40 - E20 ** 2 / 2, delta: [-E20 - E40 + E20 ** 2, E40 - E40 * E20, E20 - E20 ** 2] },
  { logits: [1000, 0, 0], label: 1, loss: 1000, delta: [1, -1, 0] },
  { logits: [0, 0], label: 1, loss: Math.LN2, delta: [0.5, -0.5] },
  { logits: [40], label: 1, loss: E40, delta: [-E40] },
  { logits: [-80], label: 0, loss: E80, delta: [E80] },
  { logits: [-40], label: 1, loss: 40, delta: [-1] },
  // By sigmoids p(1 − p) ≈ e⁻⁴⁰, and the error that or 1.
  { logits: [40, -40], label: 0, output: "sigmoid", loss: 2 * E40, delta: [-E40, E40] },
  { logits: [-40, -40], label: 0, output: "sigmoid", kind: "squaredError", loss: 0.5, delta: [-E40, E80] },
  { logits: [20], label: 1, output: "sigmoid", kind: "squaredError", loss: share(E20) ** 2 / 2, delta: [-(share(E20) ** 2) * (1 - E20)] },
  { logits: [-20], label: 1, output: "tanh", loss: 2, delta: [-2 * 4 * E40] },
  { logits: [40, 0], label: 1, output: "softmax", kind: "squaredError", loss: 1, delta: [2 * E40, -2 * E40] },
  { logits: [20, 0], label: 0, output: "softmax", kind: "squaredError", loss: share(E20) ** 2, delta: [-2 * share(E20) ** 2 * (1 - E20), 2 * share(E20) ** 2 * (1 - E20)] },
]; // prettier-ignore

/** A net without hidden layers whose outputs are its inputs, and one example. */
function caseOf({ logits, label, output, kind }: Tail): { net: ReturnType<typeof mlp>; batch: Batch } {
  const { length } = logits;
  const net = mlp({
    inputs: length,
    depth: 0,
    width: 1,
    outputs: length,
    activation: "linear",
    output,
    loss: kind,
    seed: 1,
  });
  net.parameters[0].weights.forEach((_, i, all) => (all[i] = Number(i % (length + 1) === 0)));
  return { net, batch: { inputs: Float32Array.from(logits), labels: Int32Array.of(label), size: 1 } };
}

function holds(tail: Tail, loss: number, delta: ArrayLike<number>, tolerance: number): void {
  expect(Math.abs(loss - tail.loss)).toBeLessThanOrEqual(tolerance * tail.loss);
  tail.delta.forEach((d, j) => expect(Math.abs(delta[j] - d)).toBeLessThanOrEqual(tolerance * Math.abs(d)));
}

const read = ({ loss, layers }: Pass): { loss: number; delta: number[] } => ({ loss, delta: Array.from(layers[0].delta) }); // prettier-ignore

describe.each(tails)("outputs $logits, label $label: loss $loss", (tail) => {
  test("theory, in float64", () => {
    const { net, batch } = caseOf(tail);
    const { loss, layers } = backpropagation(net, batch);
    holds(tail, loss, layers[0].delta, 1e-13);
  });

  test("the reference", () => {
    const { net, batch } = caseOf(tail);
    const found = withPassByAutodiff(net, batch, { training: true }, read);
    holds(tail, found.loss, found.delta, 1e-5);
    expect(Math.abs(evaluate(net, batch).loss - tail.loss)).toBeLessThanOrEqual(1e-6 * tail.loss);
  });

  test("a step of training, on the executor of this backend", () => {
    const { net, batch } = caseOf(tail);
    const { session } = openTraining(net, { optimizer: sgd(1e-9) }, 1);
    const [{ loss, layers }] = session.steps([batch], [1]);
    session.close();
    const rms = Math.hypot(...tail.delta) / Math.sqrt(tail.delta.length);
    holds({ ...tail, delta: [rms] }, loss, [layers[0].deltaRms], 1e-5);
  });

  test.skipIf(backend().name !== "node")("a look in float64", () => {
    const { net, batch } = caseOf(tail);
    const found = withPassInFloat64(net, batch, { training: true }, read);
    holds(tail, found.loss, found.delta, 1e-12);
  });
});

test.each([1, 1e25])("outputs of size %f: a squared error is held in float64, also where float32 could not", (size) => {
  const net = mlp({ inputs: 1, depth: 0, width: 1, outputs: 1, activation: "linear", loss: "squaredError", seed: 1 }); // prettier-ignore
  net.parameters[0].weights[0] = size;
  const batch = { inputs: Float32Array.of(3), labels: new Int32Array(0), targets: Float32Array.of(0), size: 1 };
  const wanted = (3 * size) ** 2 / 2;
  const { loss, accuracy } = withPassByAutodiff(net, batch, { training: true }, (pass) => ({ ...pass }));
  expect(loss / wanted).toBeCloseTo(1, 6);
  expect(accuracy).toBeNaN();
  expect(evaluate(net, batch).loss / wanted).toBeCloseTo(1, 6);
  expect(evaluate(net, batch).accuracy).toBeNaN();
}); // prettier-ignore
