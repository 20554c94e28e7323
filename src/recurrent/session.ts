import type { Scalar, Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import { backend } from "../backend/backend";
import type { Batch } from "../data/dataset";
import { clipper } from "../engine/clip";
import { type Evaluation, evaluation, inBatches } from "../engine/evaluation";
import type { UpdateOptions } from "../engine/executor";
import { accuracyOf, meanLoss, targetsOf } from "../engine/loss";
import type { Magnitude } from "../numerics/magnitude";
import { scaled } from "../engine/tensor-arithmetic";
import { updated } from "../engine/update";
import type { Optimizer } from "../optimizers/optimizer";
import { cellOf } from "./cells";
import type { Cell } from "./cells/cell";
import type { RecurrentNet } from "./net";
import { type Parameter, parameterList } from "./parameters";
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
  /** Changes the parameters by the optimizer's rule, with this pass's gradients; returns ‖ΔW‖ per gate of W and of U, then of the output. */
  update(optimizer: Optimizer, options?: UpdateOptions): Magnitude[];
  close(): void;
}

const numbersOf = (tensors: Tensor[]): Float32Array[] =>
  tensors.map((tensor) => tensor.dataSync() as Float32Array);

/** A recurrent net that is loaded for running: plain tfjs operations and autodiff, unrolled over the steps. */
export class RecurrentSession {
  private readonly tf = backend().tf;
  private readonly list: Parameter[];
  private readonly cell: Cell;
  private readonly tensors: Tensor[];
  /** The optimizer's running averages of each parameter. */
  private readonly slots: Tensor[][] = [];
  private steps = 0;

  constructor(private readonly net: RecurrentNet) {
    this.cell = cellOf(net.description);
    this.list = parameterList(net.parameters, net.description);
    // Copies: the cpu backend would share the net's own arrays.
    this.tensors = this.list.map(({ values, shape }) => this.tf.tensor(values.slice(), shape));
  }

  /** Forward and backward through a batch of sequences. */
  backward(batch: Batch): RecurrentPass {
    const { tf } = this;
    const { loss: kind } = this.net.description;
    const trace = new TimeTrace(tf);
    let loss = Number.NaN;
    const { accuracy, gradients } = tf.tidy(() => {
      const [x, y] = [this.inputsOf(batch), this.targetsOf(batch)];
      let logits: Tensor | undefined;
      const run = tf.valueAndGrads((...parameters: Tensor[]): Scalar => {
        const z = unroll(tf, this.cell, parameters, x, trace.see);
        logits = tf.keep(tf.clone(z));
        return meanLoss(tf, kind, z, y, (value) => (loss = value));
      });
      const { grads } = run(this.tensors);
      const accuracy = accuracyOf(logits!.dataSync() as Float32Array, batch.labels);
      tf.dispose(logits!);
      return { accuracy, gradients: grads.map((gradient) => tf.keep(gradient)) };
    });
    return {
      loss,
      accuracy,
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
   * The outputs before softmax or sigmoid, row by row, of any number of sequences.
   * @param row numbers of one sequence
   */
  forward(inputs: Float32Array, row: number): Float32Array {
    const { tf, cell, tensors } = this;
    const { inputs: features, units, outputs } = this.net.description;
    // Of each gate its sum and value, and the state, at every step.
    const held = (row / features) * units * (2 * cell.gates.length + 2);
    return inBatches(inputs, { row, held, outputs }, (rows, size) => {
      const found = tf.tidy(() => unroll(tf, cell, tensors, this.inputsOf({ inputs: rows, size })));
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

  private targetsOf(batch: Batch): Tensor2D {
    const { outputs } = this.net.description;
    return this.tf.tensor2d(targetsOf(batch, outputs), [batch.size, outputs]);
  }

  /** @returns ‖ΔW‖ of every weight matrix, in the order of `parameterList` */
  private update(optimizer: Optimizer, tensors: Tensor[], options: UpdateOptions = {}): Magnitude[] {
    const { tf } = this;
    const gradients = tensors.map((gradient) => scaled(gradient));
    const rule = { ...options, optimizer, clip: clipper(tf, gradients, options), step: ++this.steps };
    return this.tensors.flatMap((parameter, i) => {
      const slots = (this.slots[i] ??= optimizer.slots.map((start) => tf.fill(parameter.shape, start)));
      const decays = parameter.rank === 2;
      const next = updated(tf, { parameter, gradient: gradients[i], slots, decays }, rule);
      this.tensors[i] = next.parameter;
      this.slots[i] = next.slots;
      return next.change ?? [];
    });
  }
}
