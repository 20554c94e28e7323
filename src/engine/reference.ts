import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Net } from "../architecture/net";
import { type ParameterName, PARAMETER_NAMES, shapeOf, TRAINED } from "../architecture/parameters";
import { backend, type TensorFlow } from "../backend/backend";
import type { Batch } from "../data/dataset";
import { type Optimizer, rateOf } from "../optimizers/optimizer";
import { random } from "../random/random";
import { clipper } from "./clip";
import type { Session, UpdateOptions } from "./executor";
import { accuracyOf, meanLoss, targetsOf } from "./loss";
import { type LayerTensors, propagate, type Trace } from "./propagate";
import { exponentOf, ReferencePass } from "./reference-pass";
import { tensorArithmetic } from "./tensor-arithmetic";

/** How much of batch normalization's running statistics one batch replaces. */
export const RUNNING_SHARE = 0.1;

/** The reference executor: plain tfjs operations and autodiff, on any backend. */
export class ReferenceSession implements Session {
  private readonly tf = backend().tf;
  private readonly layers: LayerTensors[];
  /** The optimizer's running averages: per layer and parameter, one tensor per slot. */
  private readonly slots: Partial<Record<string, Tensor[]>>[];

  /** @param steps done before, which decide the random numbers of the next pass */
  constructor(
    private readonly net: Net,
    private steps = 0,
  ) {
    this.layers = net.layers.map((plan, i) => {
      const tensors: LayerTensors = {};
      for (const name of PARAMETER_NAMES) {
        const values = net.parameters[i][name];
        // A copy: the cpu backend would share the net's own array.
        if (values?.length) tensors[name] = this.tf.tensor(values.slice(), shapeOf(name, values, plan));
      }
      return tensors;
    });
    this.slots = net.layers.map(() => ({}));
  }

  backward(batch: Batch, { training }: { training: boolean }): ReferencePass {
    const { tf, net } = this;
    const { inputs, outputs, seed, loss: kind } = net.description;
    const noise = training ? random(seed, "noise", this.steps) : undefined;
    const traces: Trace[] = [];
    const scaling = net.layers.some(({ skip }) => skip) ? undefined : { exponent: 0 };
    let logits = new Float32Array(0);
    const { loss, gradients } = tf.tidy(() => {
      const x = tf.tensor2d(batch.inputs, [batch.size, inputs]);
      const y = tf.tensor2d(targetsOf(batch, outputs), [batch.size, outputs]);
      const run = tf.valueAndGrads((...flat: Tensor[]): Scalar => {
        const z = propagate(tf, net.layers, this.withTrained(flat), x, { noise, traces, scaling });
        return meanLoss(tf, kind, z as Tensor2D, y) as Scalar;
      });
      const { value, grads } = run(this.trained());
      for (const gradient of grads) tf.keep(gradient);
      logits = traces.at(-1)!.preactivation.dataSync() as Float32Array<ArrayBuffer>;
      return { loss: value.dataSync()[0], gradients: this.withTrained(grads, false) };
    });
    return new ReferencePass({
      loss,
      accuracy: accuracyOf(logits, batch.labels),
      size: batch.size,
      plans: net.layers,
      layers: this.layers,
      gradients,
      traces,
      update: (optimizer, options) => this.update(optimizer, gradients, traces, options),
    });
  }

  evaluate(batch: Batch): { loss: number; accuracy: number } {
    const { tf, net } = this;
    const { outputs, loss: kind } = net.description;
    const logits = this.forward(batch.inputs, batch.size);
    const loss = tf.tidy(() => {
      const [z, y] = [logits, targetsOf(batch, outputs)].map((values) =>
        tf.tensor2d(values, [batch.size, outputs]),
      );
      return meanLoss(tf, kind, z, y).dataSync()[0];
    });
    return { loss, accuracy: accuracyOf(logits, batch.labels) };
  }

  forward(inputs: Float32Array, size: number): Float32Array {
    const { tf, net } = this;
    const outputs = tf.tidy(() => {
      const x = tf.tensor2d(inputs, [size, net.description.inputs]);
      return propagate(tf, net.layers, this.layers, x);
    });
    try {
      return outputs.dataSync() as Float32Array;
    } finally {
      outputs.dispose();
    }
  }

  save(): void {
    this.layers.forEach((tensors, i) => {
      for (const name of PARAMETER_NAMES) {
        const tensor = tensors[name];
        if (tensor) this.net.parameters[i][name]!.set(tensor.dataSync() as Float32Array);
      }
    });
  }

  close(): void {
    for (const tensors of this.layers) this.tf.dispose(Object.values(tensors));
    for (const slots of this.slots) this.tf.dispose(Object.values(slots).flat() as Tensor[]);
  }

  /** The trained tensors of all layers, as the flat list that autodiff takes. */
  private trained(): Tensor[] {
    return this.layers.flatMap((tensors) => TRAINED.flatMap((name) => tensors[name] ?? []));
  }

  /** The layers with the tensors of such a flat list in the trained places; with `others`, the untrained ones too. */
  private withTrained(flat: Tensor[], others = true): LayerTensors[] {
    let next = 0;
    return this.layers.map((tensors) => {
      const layer: LayerTensors = others ? { ...tensors } : {};
      for (const name of TRAINED) if (tensors[name]) layer[name] = flat[next++];
      return layer;
    });
  }

  private update(
    optimizer: Optimizer,
    scaled: LayerTensors[],
    traces: Trace[],
    options: UpdateOptions = {},
  ): void {
    const { tf } = this;
    const gradients = scaled.map((layer, i) => withExponents(tf, layer, traces, i));
    const { factor = 1, weightDecay = 0 } = options;
    const beside = factor * rateOf(optimizer) * (optimizer.decay ?? 0);
    const clip = clipper(tf, gradients, options);
    const ops = tensorArithmetic(tf, ++this.steps);
    this.layers.forEach((tensors, i) => {
      for (const name of TRAINED) {
        const parameter = tensors[name];
        if (!parameter) continue;
        const old = (this.slots[i][name] ??= optimizer.slots.map((start) => tf.fill(parameter.shape, start)));
        const next = tf.tidy(() => {
          let gradient = clip(gradients[i][name]!);
          if (name === "weights" && weightDecay > 0)
            gradient = tf.add(gradient, tf.mul(parameter, weightDecay));
          const { change, slots } = optimizer.update<Tensor>(ops, gradient, old);
          const kept = name === "weights" && beside > 0 ? tf.mul(parameter, 1 - beside) : parameter;
          return [tf.sub(kept, factor === 1 ? change : tf.mul(change, factor)), ...slots];
        });
        tf.dispose([parameter, ...old]);
        [tensors[name], ...this.slots[i][name]!] = next as [Tensor, ...Tensor[]];
      }
      this.follow(tensors, traces[i]);
    });
    for (const tensor of gradients.flatMap((layer) => Object.values(layer))) tensor.dispose();
  }

  /** Moves batch normalization's running statistics towards this batch's. */
  private follow(tensors: LayerTensors, { statistics }: Trace): void {
    if (!statistics) return;
    const { tf } = this;
    const blend = (running: Tensor, batch: Tensor): Tensor =>
      tf.tidy(() => tf.add(tf.mul(running, 1 - RUNNING_SHARE), tf.mul(batch, RUNNING_SHARE)));
    const [mean, variance] = [tensors.runningMean!, tensors.runningVariance!];
    tensors.runningMean = blend(mean, statistics.mean);
    tensors.runningVariance = blend(variance, statistics.variance);
    tf.dispose([mean, variance]);
  }
}

/** Copies of a layer's gradients, each multiplied by its power of two. */
function withExponents(tf: TensorFlow, layer: LayerTensors, traces: Trace[], index: number): LayerTensors {
  return Object.fromEntries(
    Object.entries(layer).map(([name, gradient]) => {
      const exponent = exponentOf(name as ParameterName, traces, index);
      return [name, exponent === 0 ? tf.clone(gradient) : tf.mul(gradient, 2 ** exponent)];
    }),
  );
}

/** The mean loss and accuracy of a batch, as at test. */
export function evaluate(net: Net, batch: Batch): { loss: number; accuracy: number } {
  const session = new ReferenceSession(net);
  try {
    return session.evaluate(batch);
  } finally {
    session.close();
  }
}
