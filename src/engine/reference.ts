import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Forward } from "../activations/activation";
import type { LayerParameters, Net } from "../architecture/net";
import { backend } from "../backend/backend";
import { type Random, random } from "../random/random";
import type { Optimizer } from "../optimizers/optimizer";
import type { Batch } from "../data/dataset";
import type { Pass, Session } from "./executor";
import { accuracyOf, meanLoss, targetsOf } from "./loss";
import { ReferencePass } from "./reference-pass";
import { tensorArithmetic } from "./tensor-arithmetic";

/** One layer's parameters as tensors, in the fixed order weights, biases, slope. */
type LayerTensors = Tensor[];

/** What a forward pass leaves behind for reading: z, φ(z) and, after the backward pass, δ of the mean loss. */
export interface Trace {
  preactivation: Tensor;
  activation: Tensor;
  delta?: Tensor;
}

/** The reference executor: plain tfjs operations and autodiff, on any backend. */
export class ReferenceSession implements Session {
  private readonly tf = backend().tf;
  private readonly activations: Forward[];
  private readonly layers: LayerTensors[];
  private slots: Tensor[][][] | undefined;
  private steps = 0;
  private passes = 0;

  constructor(private readonly net: Net) {
    this.activations = net.layers.map(({ activation }) => activation.forward as unknown as Forward);
    this.layers = net.parameters.map((parameters, i) => this.upload(parameters, net.layers[i].fanIn));
  }

  backward(batch: Batch, { training }: { training: boolean }): Pass {
    const { tf, net } = this;
    const outputs = net.layers.at(-1)!.fanOut;
    const noise = training ? random(net.description.seed, "noise", this.passes++) : undefined;
    const traces: Trace[] = [];
    const { loss, logits, gradients } = tf.tidy(() => {
      const x = tf.tensor2d(batch.inputs, [batch.size, net.description.inputs]);
      const y = tf.tensor2d(targetsOf(batch.labels, outputs), [batch.size, outputs]);
      const run = tf.valueAndGrads((...flat: Tensor[]): Scalar => {
        const z = this.propagate(x, this.group(flat), noise, traces);
        return meanLoss(tf, z as Tensor2D, y) as Scalar;
      });
      const { value, grads } = run(this.layers.flat());
      for (const gradient of grads) tf.keep(gradient);
      const logits = traces.at(-1)!.preactivation.dataSync() as Float32Array;
      return { loss: value.dataSync()[0], logits, gradients: this.group(grads) };
    });
    return new ReferencePass({
      loss,
      accuracy: accuracyOf(logits, batch.labels),
      size: batch.size,
      plans: net.layers,
      layers: this.layers,
      gradients,
      traces,
      update: (optimizer) => this.update(optimizer, gradients),
    });
  }

  forward(inputs: Float32Array, size: number): Float32Array {
    return this.tf.tidy(() => {
      const x = this.tf.tensor2d(inputs, [size, this.net.description.inputs]);
      return this.propagate(x, this.layers).dataSync() as Float32Array;
    });
  }

  save(): void {
    this.layers.forEach((tensors, i) => {
      const { weights, biases, slope } = this.net.parameters[i];
      [weights, biases, slope].forEach((array, k) => array?.set(tensors[k].dataSync() as Float32Array));
    });
  }

  close(): void {
    this.tf.dispose(this.layers.flat());
    if (this.slots) this.tf.dispose(this.slots.flat(2));
  }

  /** Runs x through the layers; with `traces`, keeps what each layer did and taps δ as it flows back. */
  private propagate(x: Tensor, layers: LayerTensors[], noise?: Random, traces?: Trace[]): Tensor {
    const { tf } = this;
    const uniform =
      noise &&
      ((shape: number[], low: number, high: number): Tensor => {
        const count = shape.reduce((a, b) => a * b, 1);
        return tf.tensor(
          Float32Array.from({ length: count }, () => low + (high - low) * noise.uniform()),
          shape,
        );
      });
    let a = x;
    layers.forEach(([weights, biases, learned], i) => {
      let z = tf.add(tf.matMul(a as Tensor2D, weights as Tensor2D), biases);
      const trace = traces && { preactivation: tf.keep(z), activation: z };
      if (trace) z = this.tap(z, trace);
      a = this.activations[i](z, { tf, learned, uniform });
      if (!trace) return;
      // A copy, because the linear activation's output is z itself, which is kept and freed as such.
      trace.activation = tf.keep(tf.clone(a));
      traces.push(trace);
    });
    return a;
  }

  /** The identity, which keeps the gradient that flows back through it. */
  private tap(z: Tensor, trace: Trace): Tensor {
    const identity = this.tf.customGrad((x) => ({
      value: this.tf.clone(x as Tensor),
      gradFunc: (delta) => {
        trace.delta = this.tf.keep(this.tf.clone(delta as Tensor));
        return delta as Tensor;
      },
    }));
    return identity(z);
  }

  /** Cuts a flat list of parameters (or gradients) into layers. */
  private group(flat: Tensor[]): LayerTensors[] {
    let next = 0;
    return this.layers.map((tensors) => flat.slice(next, (next += tensors.length)));
  }

  private upload({ weights, biases, slope }: LayerParameters, fanIn: number): LayerTensors {
    const { tf } = this;
    const tensors: Tensor[] = [
      tf.tensor2d(weights.slice(), [fanIn, biases.length]),
      tf.tensor1d(biases.slice()),
    ];
    return slope ? [...tensors, tf.scalar(slope[0])] : tensors;
  }

  private update(optimizer: Optimizer, gradients: LayerTensors[]): void {
    const { tf } = this;
    const ops = tensorArithmetic(tf);
    this.steps++;
    const slots = (this.slots ??= this.layers.map((tensors) =>
      tensors.map((t) => optimizer.slots.map((start) => tf.fill(t.shape, start))),
    ));
    this.layers.forEach((tensors, i) =>
      tensors.forEach((parameter, k) => {
        const old = slots[i][k];
        const next = tf.tidy(() => {
          const rule = optimizer.update<Tensor>(ops, gradients[i][k], old, this.steps);
          return [tf.sub(parameter, rule.change), ...rule.slots];
        });
        tf.dispose([parameter, ...old]);
        [tensors[k], ...slots[i][k]] = next;
      }),
    );
  }
}
