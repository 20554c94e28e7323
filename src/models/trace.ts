import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "../backend/backend";
import { materialize, scaled } from "../engine/tensor-arithmetic";
import { isActivation } from "./activation";
import { innerModelsOf, type Leaf, leavesOf } from "./leaves";
import type { ActivationLike, LayerLike, LayersModelLike } from "./layers-model";
import type { Replacement } from "./replaced";

/** What one call of a layer left behind; its tensors are kept until the trace is closed. */
export interface Call {
  readonly layer: LayerLike;
  /** What the layer's own φ was applied to; absent where there is none, or inside a recurrent layer. */
  preactivation?: Tensor;
  /** What the layer gave. */
  output: Tensor;
  /** The layer that does nothing but apply a φ to the output, and what that gave. */
  applied?: { readonly layer: LayerLike; readonly output: Tensor };
  /** ∂C/∂z, or ∂C/∂output where z is not seen, times the layer's power of two; absent where none came back. */
  delta?: Tensor;
}

/**
 * Watches the layers of a model in one forward and backward pass, and keeps δ in float32's range on its way back.
 *
 * Each layer has a power of two by which all its gradients are multiplied: where a layer's input comes from another
 * one, the gradient that goes there is brought from its own power to the other's. A gradient is linear in what comes
 * from above, so that this is exact, whichever ways branch and meet.
 */
export class Trace {
  /** In the order of the forward pass. */
  readonly calls: Call[] = [];
  private readonly kept: Tensor[] = [];
  /** The layer's call that a tensor came from. */
  private readonly sources = new WeakMap<Tensor, Call>();
  private current?: Call;

  /**
   * @param exponents the power of two of each layer's gradients; 0 for those that are not in it
   * @param training whether layers behave as in training; absent in the model's own training, of which only δ is kept
   */
  constructor(
    private readonly tf: TensorFlow,
    private readonly exponents: ReadonlyMap<LayerLike, number> = new Map(),
    private readonly training?: boolean,
  ) {}

  /** What is to be put into the model's layers while the pass runs. */
  replacements(model: LayersModelLike): Replacement[] {
    return [
      ...leavesOf(model).flatMap((leaf) => this.watchLayer(leaf)),
      ...innerModelsOf(model).map((inner) => this.watchInnerModel(inner)),
    ];
  }

  /** A model's output on its way into the loss. */
  toLoss(output: Tensor): Tensor {
    return this.shifted(output, 0);
  }

  close(): void {
    for (const tensor of this.kept) tensor.dispose();
  }

  private watchLayer({ layer }: Leaf): Replacement[] {
    const { activation, call } = layer;
    const watched: Replacement = [layer, "call", (inputs: Tensor | Tensor[], options: unknown) => {
      const record = { layer } as Call;
      const brought = each(inputs, (input) => this.shifted(input, this.exponentOf(layer)));
      this.current = record;
      const outputs = each(call.call(layer, brought, this.training === undefined ? options : { ...(options as object), training: this.training }), (output, i) => {
        // The layer may pass on its input; and a tensor is one call's.
        const own = isAmong(output, brought) ? output.clone() : output;
        const tapped = i === 0 && !record.preactivation ? this.tapped(own, record) : own;
        this.sources.set(tapped, record);
        return tapped;
      });
      this.current = undefined;
      this.record(record, inputs, outputs);
      return outputs;
    }]; // prettier-ignore
    // A recurrent layer's φ belongs to its cell, which is called at every time step.
    if (!Object.hasOwn(layer, "activation") || !activation || isActivation(layer)) return [watched];
    const seen: ActivationLike = {
      // Not its own name, by which a layer would run it within another operation.
      getClassName: () => "seen",
      apply: (z, axis) => {
        const record = this.current!;
        record.preactivation = this.seen(z);
        return activation.apply(this.tapped(z, record), axis);
      },
    };
    return [watched, [layer, "activation", seen]];
  }

  private record(record: Call, inputs: Tensor | Tensor[], outputs: Tensor | Tensor[]): void {
    const [output] = listOf(outputs);
    record.output = this.seen(output);
    this.calls.push(record);
    const source = this.sources.get(listOf(inputs)[0]);
    if (source && isActivation(record.layer)) source.applied = { layer: record.layer, output: record.output };
  }

  /** What a model passes on unchanged keeps its source. */
  private watchInnerModel(inner: LayerLike): Replacement {
    const { call } = inner;
    return [inner, "call", (inputs: Tensor | Tensor[], options: unknown) =>
      each(call.call(inner, inputs, options), (output) => {
        const source = this.sources.get(output);
        if (!source || !isAmong(output, inputs)) return output;
        const copy = output.clone();
        this.sources.set(copy, source);
        return copy;
      })]; // prettier-ignore
  }

  private exponentOf(layer: LayerLike): number {
    return this.exponents.get(layer) ?? 0;
  }

  /** The identity, behind which the gradient has the power of two of the tensor's source instead of `exponent`. */
  private shifted(tensor: Tensor, exponent: number): Tensor {
    const source = this.sources.get(tensor);
    const shift = source ? this.exponentOf(source.layer) - exponent : 0;
    return shift === 0
      ? tensor
      : this.identity(tensor, (delta) => materialize(this.tf, scaled(delta, shift)));
  }

  /** The identity, which keeps the gradient that flows back through it. */
  private tapped(tensor: Tensor, record: Call): Tensor {
    return this.identity(tensor, (delta) => {
      record.delta = this.keep(delta);
      return delta;
    });
  }

  /** What a look reads. */
  private seen(tensor: Tensor): Tensor {
    return this.training === undefined ? tensor : this.keep(tensor);
  }

  private identity(tensor: Tensor, gradFunc: (delta: Tensor) => Tensor): Tensor {
    return this.tf.customGrad((x) => ({ value: this.tf.clone(x as Tensor), gradFunc }))(tensor);
  }

  /** A copy of a tensor that lives until the trace is closed. */
  keep(tensor: Tensor): Tensor {
    const kept = this.tf.keep(this.tf.clone(tensor));
    this.kept.push(kept);
    return kept;
  }
}

const listOf = (tensors: Tensor | Tensor[]): Tensor[] => (Array.isArray(tensors) ? tensors : [tensors]);

const isAmong = (tensor: Tensor, tensors: Tensor | Tensor[]): boolean => listOf(tensors).includes(tensor);

const each = (
  tensors: Tensor | Tensor[],
  change: (tensor: Tensor, place: number) => Tensor,
): Tensor | Tensor[] =>
  Array.isArray(tensors) ? tensors.map((tensor, i) => change(tensor, i)) : change(tensors, 0);
