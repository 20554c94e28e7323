import type { Tensor } from "@tensorflow/tfjs";
import type { LayerPlan } from "../architecture/layers";
import type { Optimizer } from "../optimizers/optimizer";
import { float32Norm, norm } from "../probes/norm";
import type { LayerNorms, LayerPass, Pass, UpdateOptions } from "./executor";
import { magnitude } from "./magnitude";
import type { LayerTensors, Trace } from "./propagate";

interface PassTensors {
  loss: number;
  accuracy: number;
  size: number;
  plans: readonly LayerPlan[];
  layers: LayerTensors[];
  gradients: LayerTensors[];
  traces: Trace[];
  update: (optimizer: Optimizer, options?: UpdateOptions) => void;
}

/** A backward pass of the reference executor, with its tensors. */
export class ReferencePass implements Pass {
  readonly loss: number;
  readonly accuracy: number;
  readonly layers: readonly LayerPass[];

  constructor(private readonly tensors: PassTensors) {
    this.loss = tensors.loss;
    this.accuracy = tensors.accuracy;
    this.layers = tensors.plans.map((plan, i) => new ReferenceLayerPass(plan, i, tensors));
  }

  update(optimizer: Optimizer, options?: UpdateOptions): void {
    this.tensors.update(optimizer, options);
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

class ReferenceLayerPass implements LayerPass {
  private measured?: LayerNorms;
  private measuredInFloat32?: LayerPass["float32"];
  private readonly read = new Map<string, Float32Array>();

  constructor(
    readonly plan: LayerPlan,
    private readonly index: number,
    private readonly tensors: PassTensors,
  ) {}

  get size(): number {
    return this.tensors.size;
  }

  get norms(): LayerNorms {
    const { delta } = this;
    return (this.measured ??= {
      weightGradient: magnitude(norm(this.weightGradient)),
      biasGradient: magnitude(norm(this.biasGradient)),
      deltaRms: magnitude(norm(delta) / Math.sqrt(delta.length)),
    });
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

  get weightGradient(): Float32Array {
    return this.array("weightGradient", () => this.tensors.gradients[this.index].weights!);
  }

  get biasGradient(): Float32Array {
    const { biases } = this.tensors.gradients[this.index];
    return biases ? this.array("biasGradient", () => biases) : new Float32Array(0);
  }

  get slope(): Float32Array | undefined {
    const { slope } = this.tensors.layers[this.index];
    return slope && this.array("slope", () => slope);
  }

  get slopeGradient(): Float32Array | undefined {
    const { slope } = this.tensors.gradients[this.index];
    return slope && this.array("slopeGradient", () => slope);
  }

  get preactivation(): Float32Array {
    return this.array("preactivation", () => this.tensors.traces[this.index].preactivation);
  }

  get activation(): Float32Array {
    return this.array("activation", () => this.tensors.traces[this.index].activation);
  }

  get delta(): Float32Array {
    return this.array(
      "delta",
      () => this.tensors.traces[this.index].delta!,
      // The tensor belongs to the mean loss, which divides each example's own δ by the batch size.
      (values) => values.map((d) => d * this.size),
    );
  }

  private array(
    name: string,
    tensor: () => Tensor,
    convert = (values: Float32Array): Float32Array => values,
  ): Float32Array {
    let values = this.read.get(name);
    if (!values) this.read.set(name, (values = convert(tensor().dataSync() as Float32Array)));
    return values;
  }
}
