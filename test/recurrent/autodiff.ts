import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import { activation, type ActivationDescription } from "../../src/activations";
import { linkOf } from "../../src/architecture/output";
import { backend } from "../../src/backend/backend";
import type { Batch } from "../../src/data/dataset";
import { clipper } from "../../src/engine/clip";
import type { UpdateRule } from "../../src/engine/executor";
import { meanLoss } from "../../src/engine/loss";
import { scaled } from "../../src/engine/tensor-arithmetic";
import { tensorElementwise } from "../../src/engine/tensor-elementwise";
import { updated } from "../../src/engine/update";
import type { RecurrentDescription } from "../../src/recurrent/description";
import type { RecurrentNet } from "../../src/recurrent/net";
import { parameterList } from "../support/float64-recurrent";

const { tf } = backend();

/** h and c before and after a step, from what each gate adds up of the input and of a state. */
type Step = (
  z: (gate: number, state: Tensor) => Tensor,
  state: { h: Tensor; c: Tensor },
) => { h: Tensor; c: Tensor };

/** A cell's step as its paper has it. */
function stepOf({ cell, activation: phi, forgetGate }: RecurrentDescription): Step {
  if (cell === "rnn")
    return (z, { h, c }) => ({
      h: activation(phi!).forward<Tensor>(z(0, h), { ops: tensorElementwise(tf) }),
      c,
    });
  if (cell === "gru")
    return (z, { h, c }) => {
      const [update, reset] = [tf.sigmoid(z(0, h)), tf.sigmoid(z(1, h))];
      const candidate = tf.tanh(z(2, tf.mul(reset, h)));
      return { h: tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate)), c };
    };
  return (z, { h, c: old }) => {
    const kept = forgetGate ? tf.mul(tf.sigmoid(z(3, h)), old) : old;
    const c = tf.add(kept, tf.mul(tf.sigmoid(z(0, h)), tf.tanh(z(1, h))));
    return { h: tf.mul(tf.sigmoid(z(2, h)), tf.tanh(c)), c };
  };
}

/** What tfjs's autodiff finds in float32 for the mean loss of a batch: the loss, and the gradients in the order of `parameterList`. */
export function autodiff(net: RecurrentNet, batch: Batch): { loss: number; gradients: Float32Array[] } {
  const { description } = net;
  const { inputs: features, units, output } = description;
  const steps = batch.inputs.length / (batch.size * features);
  const step = stepOf(description);
  const lists = parameterList(net);
  let loss = Number.NaN;
  return tf.tidy(() => {
    const x = tf.tensor3d(batch.inputs.slice(), [batch.size, steps, features]);
    const run = tf.valueAndGrads((...all: Tensor[]): Scalar => {
      const zero = tf.zeros([batch.size, units]);
      let state = { h: zero as Tensor, c: zero as Tensor };
      for (let t = 0; t < steps; t++) {
        const now = tf.squeeze(tf.slice(x as Tensor3D, [0, t, 0], [-1, 1, -1]), [1]);
        state = step((gate, s) => {
          const [w, u, b] = all.slice(3 * gate);
          return tf.add(tf.add(tf.matMul(now as Tensor2D, w as Tensor2D), tf.matMul(s as Tensor2D, u as Tensor2D)), b as Tensor1D); // prettier-ignore
        }, state);
      }
      const [weights, biases] = all.slice(-2);
      const z = tf.add(tf.matMul(state.h as Tensor2D, weights as Tensor2D), biases);
      const answers = linkOf({ output }) === "none" ? activation(output as ActivationDescription).forward<Tensor>(z, { ops: tensorElementwise(tf) }) : z; // prettier-ignore
      return meanLoss(tf, description, answers as Tensor2D, batch, (told) => ({ loss } = told));
    });
    const { grads } = run(lists.map(({ values, shape }) => tf.tensor(values.slice(), [...shape])));
    return { loss, gradients: grads.map((gradient) => gradient.dataSync().slice() as Float32Array) };
  });
}

/** Trains a net by autodiff in float32 and tfjs's own operations; returns the losses. */
export function trainByAutodiff(net: RecurrentNet, rule: UpdateRule, batches: readonly Batch[], factors: readonly number[]): number[] {
  const { optimizer, ...limits } = rule;
  const slots: Tensor[][] = [];
  return batches.map((batch, k) => {
    const { loss, gradients } = autodiff(net, batch);
    const lists = parameterList(net);
    const all = lists.map(({ shape }, i) => scaled(tf.tensor(gradients[i], [...shape])));
    const clip = clipper(tf, all, limits);
    lists.forEach(({ values, shape }, i) => {
      slots[i] ??= optimizer.slots.map((start) => tf.fill([...shape], start));
      const given = { parameter: tf.tensor(values.slice(), [...shape]), gradient: all[i], slots: slots[i], decays: shape.length === 2 };
      const next = updated(tf, given, { ...limits, optimizer, clip, step: k + 1, factor: factors[k] });
      values.set(next.parameter.dataSync() as Float32Array);
      slots[i] = next.slots;
      tf.dispose([next.parameter, all[i].tensor]);
    });
    return loss;
  });
} // prettier-ignore
