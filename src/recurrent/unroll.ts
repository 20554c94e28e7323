import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";
import type { Cell } from "./cells/cell";
import { byParameter } from "./parameters";

/** Notes a quantity of one time step, counted from 0, and passes it on unchanged. */
export type See = (name: string, step: number, tensor: Tensor) => Tensor;

const unseen: See = (_name, _step, tensor) => tensor;

/**
 * Applies a cell at every step, from the state 0, and returns the outputs before softmax or sigmoid.
 * @param parameters in the order of `parameterList`
 * @param inputs steps × size × features
 */
export function unroll(
  tf: TensorFlow,
  cell: Cell,
  parameters: readonly Tensor[],
  inputs: Tensor3D,
  see: See = unseen,
): Tensor2D {
  const [steps, size, features] = inputs.shape;
  const { gates, output } = byParameter(cell.gates, parameters);
  const recurrent = gates.map(({ recurrentWeights }) => recurrentWeights);
  // The inputs' share of all steps at once: T small products cost far more than one large.
  const rows = tf.reshape(inputs, [steps * size, features]);
  const drives = gates.map(({ inputWeights, biases }) => {
    const z = tf.add(tf.matMul(rows, inputWeights as Tensor2D), biases as Tensor1D);
    return tf.unstack(tf.reshape(z, [steps, size, -1]));
  });
  let hidden: Tensor = tf.zerosLike(drives[0][0]);
  let memory = hidden;
  for (let step = 0; step < steps; step++) {
    ({ hidden, memory } = cell.step({
      tf,
      hidden,
      memory,
      drive: drives.map((ofGate) => ofGate[step]),
      recurrent,
      see: (name, tensor) => see(name, step, tensor),
    }));
  }
  return tf.add(tf.matMul(hidden as Tensor2D, output.weights as Tensor2D), output.biases);
}
