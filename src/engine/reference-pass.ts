import type { Tensor } from "@tensorflow/tfjs";
import type { LayerPlan } from "../architecture/layers";
import { LEARNED_BESIDES, type LearnedBesides, type ParameterName } from "../architecture/parameters";
import type { Optimizer } from "../optimizers/optimizer";
import { float32Norm, type Floats, norm } from "../numerics/norm";
import type { LayerNorms, LayerPass, Pass, UpdateOptions } from "./executor";
import { type Magnitude, magnitude, timesPower } from "../numerics/magnitude";
import { isFlat } from "./precision";
import type { LayerTensors, LayerTrace } from "./propagate";

interface PassTensors {
  loss: number;
  accuracy: number;
  size: number;
  plans: readonly LayerPlan[];
  layers: LayerTensors[];
  gradients: LayerTensors[];
  traces: LayerTrace[];
  update: (optimizer: Optimizer, options?: UpdateOptions) => Magnitude[];
}

/** A backward pass of the reference executor, with its tensors; `close` frees them. */
export class ReferencePass implements Pass {
  readonly loss: number;
  readonly accuracy: number;
  readonly layers: readonly ReferenceLayerPass[];

  constructor(private readonly tensors: PassTensors) {
    this.loss = tensors.loss;
    this.accuracy = tensors.accuracy;
    this.layers = tensors.plans.map((plan, i) => new ReferenceLayerPass(plan, i, tensors));
  }

  /** Whether float32 holds what was computed, so that the norms are right. */
  get isHeld(): boolean {
    return this.layers.every((layer) => layer.isHeld);
  }

  /** Changes the parameters by the optimizer's rule, with this pass's gradients; returns every layer's ‖ΔW‖. */
  update(optimizer: Optimizer, options?: UpdateOptions): Magnitude[] {
    return this.tensors.update(optimizer, options);
  }

  close(): void {
    const { gradients, traces } = this.tensors;
    for (const tensor of gradients.flatMap((layer) => Object.values(layer))) tensor.dispose();
    for (const { preactivation, activation, delta, statistics } of traces) {
      for (const tensor of [preactivation, activation, delta, statistics?.mean, statistics?.variance])
        tensor?.dispose();
    }
  }
}

/** The power of two of a gradient: what a layer does after Wa + b belongs to the δ that came from above. */
export const exponentOf = (name: ParameterName, traces: readonly LayerTrace[], index: number): number => {
  const own = name === "weights" || name === "biases";
  return traces[own ? index : index + 1]?.exponent ?? 0;
};

/** The norms that float32 holds with all digits of the entries that matter. */
const [SMALLEST, LARGEST] = [1e-25, 1e25];

class ReferenceLayerPass implements LayerPass {
  private measured?: LayerNorms;
  private normed?: { delta: number; weightGradient: number };
  private measuredInFloat32?: LayerPass["float32"];
  private readonly read = new Map<string, Float32Array>();
  private readonly found = new Map<string, Floats>();

  constructor(
    readonly plan: LayerPlan,
    private readonly index: number,
    private readonly tensors: PassTensors,
  ) {}

  get size(): number {
    return this.tensors.size;
  }

  get norms(): LayerNorms {
    const { exponent, size } = this;
    const { delta, weightGradient } = this.computedNorms;
    return (this.measured ??= {
      weightGradient: magnitude(weightGradient, exponent),
      biasGradient: magnitude(norm(this.computed.biasGradient), exponent),
      ...this.besidesNorms(),
      // The tensor belongs to the mean loss, which divides each example's own δ by the batch size.
      deltaRms: magnitude((delta * size) / Math.sqrt(this.computed.delta.length), exponent),
    });
  }

  /** Whether float32 holds what the layer computed, so that its norms are right. */
  get isHeld(): boolean {
    return (
      !isFlat(this.plan, this.preactivation) &&
      Object.values(this.computedNorms).every((x) => x >= SMALLEST && x <= LARGEST)
    );
  }

  /** The norms of the arrays as autodiff left them. */
  private get computedNorms(): { delta: number; weightGradient: number } {
    const { delta, weightGradient } = this.computed;
    return (this.normed ??= { delta: norm(delta), weightGradient: norm(weightGradient) });
  }

  get float32(): LayerPass["float32"] {
    return (this.measuredInFloat32 ??= {
      weightNorm: float32Norm(this.weightGradient),
      biasNorm: float32Norm(this.biasGradient),
      deltaRms: Math.fround(float32Norm(this.delta) / Math.sqrt(this.delta.length)),
    });
  }

  get weights(): Float32Array {
    return this.array("weights", () => this.tensors.layers[this.index].weights!);
  }

  get weightGradient(): Floats {
    return this.unscaled("weightGradient", this.computed.weightGradient);
  }

  get biasGradient(): Floats {
    return this.unscaled("biasGradient", this.computed.biasGradient);
  }

  get slope(): Float32Array | undefined {
    const { slope } = this.tensors.layers[this.index];
    return slope && this.array("slope", () => slope);
  }

  get slopeGradient(): Floats | undefined {
    return this.besides("slope");
  }

  get gainGradient(): Floats | undefined {
    return this.besides("gain");
  }

  get shiftGradient(): Floats | undefined {
    return this.besides("shift");
  }

  get preactivation(): Float32Array {
    return this.array("preactivation", () => this.tensors.traces[this.index].preactivation);
  }

  get activation(): Float32Array {
    return this.array("activation", () => this.tensors.traces[this.index].activation);
  }

  get delta(): Floats {
    return this.unscaled("delta", this.computed.delta, this.exponent, this.size);
  }

  private besidesNorms(): Partial<Record<`${LearnedBesides}Gradient`, Magnitude>> {
    const { gradients, traces } = this.tensors;
    return Object.fromEntries(
      LEARNED_BESIDES.flatMap((name) => {
        const tensor = gradients[this.index][name];
        if (!tensor) return [];
        const values = this.array(`${name}Gradient`, () => tensor);
        return [[`${name}Gradient`, magnitude(norm(values), exponentOf(name, traces, this.index))]];
      }),
    );
  }

  /** The gradient of something that is learned besides W and b. */
  private besides(name: LearnedBesides): Floats | undefined {
    const tensor = this.tensors.gradients[this.index][name];
    if (!tensor) return undefined;
    const key = `${name}Gradient`;
    return this.unscaled(key, this.array(key, () => tensor), exponentOf(name, this.tensors.traces, this.index)); // prettier-ignore
  }

  /** The arrays as autodiff left them, to be multiplied by 2^exponent. */
  private get computed(): Record<"delta" | "weightGradient" | "biasGradient", Float32Array> {
    const { weights, biases } = this.tensors.gradients[this.index];
    return {
      delta: this.array("delta", () => this.tensors.traces[this.index].delta!),
      weightGradient: this.array("weightGradient", () => weights!),
      biasGradient: biases ? this.array("biasGradient", () => biases) : new Float32Array(0),
    };
  }

  private get exponent(): number {
    return this.tensors.traces[this.index].exponent;
  }

  /** The numbers themselves; float64, because float32 may not hold them, unless they were never scaled. */
  private unscaled(name: string, values: Float32Array, exponent = this.exponent, factor = 1): Floats {
    let found = this.found.get(name);
    if (!found) {
      const scaled: Floats =
        exponent === 0 ? values : Float64Array.from(values, (value) => timesPower(value, exponent));
      found = factor === 1 ? scaled : scaled.map((value) => value * factor);
      this.found.set(name, found);
    }
    return found;
  }

  private array(name: string, tensor: () => Tensor): Float32Array {
    let values = this.read.get(name);
    if (!values) this.read.set(name, (values = tensor().dataSync() as Float32Array));
    return values;
  }
}
