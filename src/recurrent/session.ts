import type { Scalar, Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import { type ActivationDescription, activation } from "../activations";
import { linkOf } from "../architecture/output";
import { backend } from "../backend/backend";
import type { Batch } from "../data/dataset";
import { clipper } from "../engine/clip";
import { type Evaluation, evaluation, inBatches } from "../engine/evaluation";
import type { UpdateOptions } from "../engine/executor";
import { meanLoss } from "../engine/loss";
import { type Magnitude, magnitude } from "../numerics/magnitude";
import { scaled } from "../engine/tensor-arithmetic";
import { tensorElementwise } from "../engine/tensor-elementwise";
import { updated } from "../engine/update";
import type { Optimizer } from "../optimizers/optimizer";
import { cellOf } from "./cells";
import type { Cell } from "./cells/cell";
import type { RecurrentDescription } from "./description";
import { type Parameter, parameterList, type RecurrentParameters } from "./parameters";
import { TimeTrace } from "./time-trace";
import { unroll } from "./unroll";

/** One backward pass through time whose numbers are still at hand; `close` frees them. */
export interface RecurrentPass {
  /** The batch's mean loss, in nats (or half squared error). */
  readonly loss: number;
  readonly accuracy: number;
  readonly size: number;
  readonly cell: Cell;
  /** Every quantity of every time step. */
  readonly trace: TimeTrace;
  /** The parameters it ran with, in the order of `parameterList`. */
  parameters(): Float32Array[];
  /** The gradients in the order of `parameterList`. */
  gradients(): Float32Array[];
  /** Changes the parameters by the optimizer's rule, with this pass's gradients; returns how far each went, 0 for biases, in the same order. */
  update(optimizer: Optimizer, options?: UpdateOptions): Magnitude[];
  close(): void;
}

const numbersOf = (tensors: Tensor[]): Float32Array[] =>
  tensors.map((tensor) => tensor.dataSync() as Float32Array);

/** What is loaded of a recurrent net. */
interface RecurrentLayers {
  readonly description: RecurrentDescription;
  readonly parameters: RecurrentParameters;
}

/** A recurrent net that is loaded for running: plain tfjs operations and autodiff, unrolled over the steps. */
export class RecurrentSession {
  private readonly tf = backend().tf;
  private readonly list: Parameter[];
  private readonly cell: Cell;
  private readonly tensors: Tensor[];
  /** The optimizer's running averages of each parameter. */
  private readonly slots: Tensor[][] = [];
  private steps = 0;

  constructor(private readonly net: RecurrentLayers) {
    this.cell = cellOf(net.description);
    this.list = parameterList(net.parameters, net.description);
    // Copies: the cpu backend would share the net's own arrays.
    this.tensors = this.list.map(({ values, shape }) => this.tf.tensor(values.slice(), shape));
  }

  /** Forward and backward through a batch of sequences. */
  backward(batch: Batch): RecurrentPass {
    const { tf } = this;
    const trace = new TimeTrace(tf);
    let found = { loss: Number.NaN, accuracy: Number.NaN };
    const { gradients } = tf.tidy(() => {
      const x = this.inputsOf(batch);
      const run = tf.valueAndGrads((...parameters: Tensor[]): Scalar => {
        const outputs = this.end(unroll(tf, this.cell, parameters, x, trace.see));
        return meanLoss(tf, this.net.description, outputs, batch, (told) => (found = told));
      });
      const { grads } = run(this.tensors);
      return { gradients: grads.map((gradient) => tf.keep(gradient)) };
    });
    return {
      ...found,
      size: batch.size,
      cell: this.cell,
      trace,
      parameters: () => numbersOf(this.tensors),
      gradients: () => numbersOf(gradients),
      update: (optimizer, options) => this.update(optimizer, gradients, options),
      close: () => {
        tf.dispose(gradients);
        trace.dispose();
      },
    };
  }

  /** How good the answers to a batch of any size are, forward alone. */
  evaluate(batch: Batch): Evaluation {
    const outputs = this.forward(batch.inputs, batch.inputs.length / batch.size);
    return evaluation(this.net.description, outputs, batch);
  }

  /**
   * What the loss takes, of any number of sequences; row by row.
   * @param row numbers of one sequence
   */
  forward(inputs: Float32Array, row: number): Float32Array {
    const { tf, cell, tensors } = this;
    const { inputs: features, units, outputs } = this.net.description;
    // Of each gate its sum and value, and the state, at every step.
    const held = (row / features) * units * (2 * cell.gates.length + 2);
    return inBatches(inputs, { row, held, outputs }, (rows, size) => {
      const found = tf.tidy(() => this.end(unroll(tf, cell, tensors, this.inputsOf({ inputs: rows, size }))));
      try {
        return found.dataSync() as Float32Array;
      } finally {
        found.dispose();
      }
    });
  }

  /** Copies the parameters back into the net. */
  save(): void {
    this.list.forEach(({ values }, i) => values.set(this.tensors[i].dataSync() as Float32Array));
  }

  /** Frees everything; the net keeps what was saved. */
  close(): void {
    this.tf.dispose([...this.tensors, ...this.slots.flat()]);
  }

  /** A batch as steps × size × features. */
  private inputsOf({ inputs, size }: Pick<Batch, "inputs" | "size">): Tensor3D {
    const features = this.net.description.inputs;
    const bySequence = this.tf.tensor3d(inputs, [size, inputs.length / (size * features), features]);
    return this.tf.transpose(bySequence, [1, 0, 2]);
  }

  /** What the loss takes of the outputs' z: z itself, or what an activation makes of it. */
  private end(z: Tensor2D): Tensor2D {
    const { output } = this.net.description;
    if (linkOf({ output }) !== "none") return z;
    const phi = activation(output as ActivationDescription);
    return phi.forward<Tensor>(z, { ops: tensorElementwise(this.tf) }) as Tensor2D;
  }

  /** @returns how far each parameter went, told of weight matrices alone, in the order of `parameterList` */
  private update(optimizer: Optimizer, tensors: Tensor[], options: UpdateOptions = {}): Magnitude[] {
    const { tf } = this;
    const gradients = tensors.map((gradient) => scaled(gradient));
    const rule = { ...options, optimizer, clip: clipper(tf, gradients, options), step: ++this.steps };
    return this.tensors.map((parameter, i) => {
      const slots = (this.slots[i] ??= optimizer.slots.map((start) => tf.fill(parameter.shape, start)));
      const decays = parameter.rank === 2;
      const next = updated(tf, { parameter, gradient: gradients[i], slots, decays }, rule);
      this.tensors[i] = next.parameter;
      this.slots[i] = next.slots;
      return next.change ?? magnitude(0);
    });
  }
}
