import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";
import type { Net } from "../architecture/net";
import { PARAMETER_NAMES, TRAINED } from "../architecture/parameters";
import { backend } from "../backend/backend";
import type { Batch } from "../data/dataset";
import type { Optimizer } from "../optimizers/optimizer";
import { random } from "../random/random";
import { clipper } from "./clip";
import { type Evaluation, evaluation, inBatches } from "./evaluation";
import type { UpdateOptions } from "./executor";
import { meanLoss } from "./loss";
import { type Magnitude, magnitude } from "../numerics/magnitude";
import { RUNNING_SHARE } from "./normalization";
import { type LayerTensors, type LayerTrace, propagate, tensorsOf } from "./propagate";
import { exponentOf, ReferencePass } from "./reference-pass";
import { type Scaled, scaled } from "./tensor-arithmetic";
import { updated } from "./update";

/** The reference executor: plain tfjs operations and autodiff, on any backend. */
export class ReferenceSession {
  private readonly tf = backend().tf;
  private readonly layers: LayerTensors[];
  /** The optimizer's running averages: per layer and parameter, one tensor per slot. */
  private readonly slots: Partial<Record<string, Tensor[]>>[];

  /** @param steps done before, which decide the random numbers of the next pass */
  constructor(
    private readonly net: Net,
    private steps = 0,
  ) {
    this.layers = net.layers.map((plan, i) => tensorsOf(this.tf, plan, net.parameters[i]));
    this.slots = net.layers.map(() => ({}));
  }

  /** Forward and backward through one batch; `training` turns on random slopes, dropout and batch statistics. */
  backward(batch: Batch, { training }: { training: boolean }): ReferencePass {
    const { tf, net } = this;
    const { inputs, seed } = net.description;
    const noise = training ? random(seed, "noise", this.steps) : undefined;
    const traces: LayerTrace[] = [];
    const scaling = net.layers.some(({ skip }) => skip) ? undefined : { exponent: 0 };
    let found = { loss: Number.NaN, accuracy: Number.NaN };
    const { gradients } = tf.tidy(() => {
      const x = tf.tensor2d(batch.inputs, [batch.size, inputs]);
      const run = tf.valueAndGrads((...flat: Tensor[]): Scalar => {
        const outputs = propagate(tf, net.layers, this.withTrained(flat), x, { noise, traces, scaling });
        return meanLoss(tf, net.description, outputs as Tensor2D, batch, (told) => (found = told));
      });
      const { grads } = run(this.trained());
      for (const gradient of grads) tf.keep(gradient);
      return { gradients: this.withTrained(grads, false) };
    });
    return new ReferencePass({
      ...found,
      size: batch.size,
      plans: net.layers,
      layers: this.layers,
      gradients,
      traces,
      update: (optimizer, options) => this.update(optimizer, gradients, traces, options),
    });
  }

  /** How good the answers to a batch of any size are, as at test: running statistics, mean slopes, no dropout. */
  evaluate(batch: Batch): Evaluation {
    return evaluation(this.net.description, this.forward(batch.inputs), batch);
  }

  /** What the layers give, which the loss takes, of any number of examples; row by row. */
  forward(inputs: Float32Array): Float32Array {
    const { tf, net } = this;
    const { inputs: row, widths, outputs } = net.description;
    const held = widths.reduce((sum, width) => sum + width, outputs);
    return inBatches(inputs, { row, held, outputs }, (rows, size) => {
      const found = tf.tidy(() => propagate(tf, net.layers, this.layers, tf.tensor2d(rows, [size, row])));
      try {
        return found.dataSync() as Float32Array;
      } finally {
        found.dispose();
      }
    });
  }

  /** Copies the parameters back into the net. */
  save(): void {
    this.layers.forEach((tensors, i) => {
      for (const name of PARAMETER_NAMES) {
        const tensor = tensors[name];
        if (tensor) this.net.parameters[i][name]!.set(tensor.dataSync() as Float32Array);
      }
    });
  }

  /** Frees everything; the net keeps what was saved. */
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

  /** @returns every layer's ‖ΔW‖ */
  private update(
    optimizer: Optimizer,
    gradients: LayerTensors[],
    traces: LayerTrace[],
    options: UpdateOptions = {},
  ): Magnitude[] {
    const { tf } = this;
    const scaledBy = (l: number, name: (typeof TRAINED)[number]): Scaled =>
      scaled(gradients[l][name]!, exponentOf(name, traces, l));
    const all = gradients.flatMap((layer, l) =>
      TRAINED.filter((name) => layer[name]).map((name) => scaledBy(l, name)),
    );
    const clip = clipper(tf, all, options);
    this.steps++;
    return this.layers.map((tensors, l) => {
      let moved = magnitude(0);
      for (const name of TRAINED) {
        const parameter = tensors[name];
        if (!parameter) continue;
        const slots = (this.slots[l][name] ??= optimizer.slots.map((start) =>
          tf.fill(parameter.shape, start),
        ));
        const decays = name === "weights";
        const gradient = scaledBy(l, name);
        const next = updated(tf, { parameter, gradient, slots, decays }, { ...options, optimizer, clip, step: this.steps }); // prettier-ignore
        tensors[name] = next.parameter;
        this.slots[l][name] = next.slots;
        moved = next.change ?? moved;
      }
      this.follow(tensors, traces[l]);
      return moved;
    });
  }

  /** Moves batch normalization's running statistics towards this batch's. */
  private follow(tensors: LayerTensors, { statistics }: LayerTrace): void {
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
