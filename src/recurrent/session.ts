import type { Scalar, Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import { backend } from "../backend/backend";
import type { Batch } from "../data/dataset";
import { clipper } from "../engine/clip";
import type { UpdateOptions } from "../engine/executor";
import { accuracyOf, meanLoss, targetsOf } from "../engine/loss";
import { tensorArithmetic } from "../engine/tensor-arithmetic";
import { type Optimizer, rateOf } from "../optimizers/optimizer";
import { cellOf } from "./cells";
import type { Cell } from "./cells/cell";
import type { RecurrentNet } from "./net";
import { type Parameter, parameterList } from "./parameters";
import { Trace } from "./trace";
import { unroll } from "./unroll";

/** One backward pass through time whose numbers are still at hand; `close` frees them. */
export interface RecurrentPass {
  /** The batch's mean loss, in nats (or half squared error). */
  readonly loss: number;
  readonly accuracy: number;
  readonly size: number;
  readonly cell: Cell;
  /** Every quantity of every time step. */
  readonly trace: Trace;
  /** The parameters it ran with, in the order of `parameterList`. */
  parameters(): Float32Array[];
  /** The gradients in the order of `parameterList`. */
  gradients(): Float32Array[];
  /** Changes the parameters by the optimizer's rule, with this pass's gradients. */
  update(optimizer: Optimizer, options?: UpdateOptions): void;
  close(): void;
}

const numbersOf = (tensors: Tensor[]): Float32Array[] =>
  tensors.map((tensor) => tensor.dataSync() as Float32Array);

/** A recurrent net that is loaded for running: plain tfjs operations and autodiff, unrolled over the steps. */
export class RecurrentSession {
  private readonly tf = backend().tf;
  private readonly list: Parameter[];
  private readonly cell: Cell;
  private tensors: Tensor[];
  /** The optimizer's running averages of each parameter. */
  private slots: Tensor[][] = [];
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
    const trace = new Trace(tf);
    const { loss, accuracy, gradients } = tf.tidy(() => {
      const [x, y] = [this.inputsOf(batch), this.targetsOf(batch)];
      let logits: Tensor | undefined;
      const run = tf.valueAndGrads((...parameters: Tensor[]): Scalar => {
        const z = unroll(tf, this.cell, parameters, x, trace.see);
        logits = tf.keep(tf.clone(z));
        return meanLoss(tf, kind, z, y);
      });
      const { value, grads } = run(this.tensors);
      const accuracy = accuracyOf(logits!.dataSync() as Float32Array, batch.labels);
      tf.dispose(logits!);
      return { loss: value.dataSync()[0], accuracy, gradients: grads.map((gradient) => tf.keep(gradient)) };
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

  /** The mean loss and accuracy of a batch, forward alone. */
  evaluate(batch: Batch): { loss: number; accuracy: number } {
    const { tf, cell, tensors } = this;
    const { loss: kind } = this.net.description;
    return tf.tidy(() => {
      const z = unroll(tf, cell, tensors, this.inputsOf(batch));
      const loss = meanLoss(tf, kind, z, this.targetsOf(batch)).dataSync()[0];
      return { loss, accuracy: accuracyOf(z.dataSync() as Float32Array, batch.labels) };
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
  private inputsOf({ inputs, size }: Batch): Tensor3D {
    const features = this.net.description.inputs;
    const bySequence = this.tf.tensor3d(inputs, [size, inputs.length / (size * features), features]);
    return this.tf.transpose(bySequence, [1, 0, 2]);
  }

  private targetsOf(batch: Batch): Tensor2D {
    const { outputs } = this.net.description;
    return this.tf.tensor2d(targetsOf(batch, outputs), [batch.size, outputs]);
  }

  private update(optimizer: Optimizer, gradients: Tensor[], options: UpdateOptions = {}): void {
    const { tf } = this;
    const { factor = 1, weightDecay = 0 } = options;
    const beside = factor * rateOf(optimizer) * (optimizer.decay ?? 0);
    const clip = clipper(tf, [gradients], options);
    this.steps++;
    this.tensors = this.tensors.map((parameter, i) => {
      const old = (this.slots[i] ??= optimizer.slots.map((start) => tf.fill(parameter.shape, start)));
      const decays = parameter.rank === 2;
      const [next, ...slots] = tf.tidy(() => {
        let gradient = clip(gradients[i]);
        if (decays && weightDecay > 0) gradient = tf.add(gradient, tf.mul(parameter, weightDecay));
        const step = optimizer.update<Tensor>(tensorArithmetic(tf, this.steps), gradient, old);
        const kept = decays && beside > 0 ? tf.mul(parameter, 1 - beside) : parameter;
        return [tf.sub(kept, tf.mul(step.change, factor)), ...step.slots];
      });
      tf.dispose([parameter, ...old]);
      this.slots[i] = slots;
      return next;
    });
  }
}
