import type { Tensor } from "@tensorflow/tfjs";
import { relativeSize } from "../numerics/norm";
import type { ModelGradientEvent, ModelLayerGradients } from "./gradients";
import { compiledOf, type LayersModelLike, type NamedGradients } from "./layers-model";
import { isWeight, type TrainedLayer, trainedLayersOf } from "./leaves";
import { normsOf } from "./norms";
import { replace } from "./replaced";
import { type Step, tapGradients } from "./tap";

/** Who listens to a model's training. */
export interface Listener {
  tell: (event: ModelGradientEvent) => void;
  /** Backward passes between two that are told of. */
  readonly every: number;
  /** Backward passes since it was attached. */
  steps: number;
}

/** Who listens to the training of one model. While anybody does, the model's optimizer and its `compile` are wrapped. */
class ModelHooks {
  private readonly listeners = new Set<Listener>();
  private layers: TrainedLayer[] = [];
  private untap = (): void => {};
  private uncompile = (): void => {};

  constructor(private readonly model: LayersModelLike) {}

  add(listener: Listener): () => void {
    if (this.listeners.size === 0) this.begin();
    this.listeners.add(listener);
    return () => {
      if (!this.listeners.delete(listener) || this.listeners.size > 0) return;
      this.untap();
      this.uncompile();
    };
  }

  private begin(): void {
    this.tap();
    const { model } = this;
    const { compile } = model as LayersModelLike & { compile(options: unknown): void };
    // Compiling makes a new optimizer, and may change what is trained.
    const recompile = (options: unknown): void => {
      compile.call(model, options);
      this.untap();
      this.tap();
    };
    this.uncompile = replace([[model, "compile", recompile]]);
  }

  private tap(): void {
    this.layers = trainedLayersOf(this.model);
    this.untap = tapGradients(compiledOf(this.model).optimizer_, (step) => this.hear(step));
  }

  private hear({ gradients, loss, apply }: Step): void {
    const found = byName(gradients);
    // The optimizer may serve other models as well.
    if (!this.layers.some(({ parameters }) => parameters.some(({ name }) => found.get(name)))) return apply();
    const due = [...this.listeners].filter(({ steps, every }) => steps % every === 0);
    const layers = due.length > 0 ? measured(this.layers, found, apply) : apply();
    const value = due.length > 0 && loss ? loss.dataSync()[0] : Number.NaN;
    for (const listener of this.listeners) {
      const step = listener.steps++;
      if (layers && due.includes(listener)) listener.tell({ step, loss: value, layers });
    }
  }
}

const hooks = new WeakMap<LayersModelLike, ModelHooks>();

/**
 * Listens to the training of a compiled model.
 * @returns the off-switch; with the last listener off, the model is as it was
 */
export function listen(model: LayersModelLike, listener: Listener): () => void {
  let found = hooks.get(model);
  if (!found) hooks.set(model, (found = new ModelHooks(model)));
  return found.add(listener);
}

const byName = (gradients: NamedGradients): Map<string, Tensor | null> =>
  new Map(
    Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor])
      : Object.entries(gradients as Record<string, Tensor | null>),
  );

/** Makes the update, and gives the numbers of every layer around it. */
function measured(
  layers: readonly TrainedLayer[],
  gradients: ReadonlyMap<string, Tensor | null>,
  apply: () => void,
): ModelLayerGradients[] {
  const weights = layers.flatMap(({ parameters }) => parameters.filter(isWeight)).map((part) => part.read());
  // A copy shares the numbers, which an update replaces and does not change.
  const before = weights.map((weight) => weight.clone());
  const present = layers.flatMap(({ parameters }) => parameters).filter(({ name }) => gradients.get(name));
  let changes: Tensor[] = [];
  try {
    apply();
    changes = weights.map((weight, i) => weight.sub(before[i]));
    const gradientTensors = present.map(({ name }) => gradients.get(name)!);
    const norms = normsOf([...gradientTensors, ...before, ...changes]);
    const gradientNorms = new Map(present.map((parameter, i) => [parameter, norms[i]]));
    let next = present.length;
    return layers.map(({ index, name, parameters }) => {
      const own = parameters.filter(isWeight);
      const sizes = own.map((_, i) => norms[next + i]);
      const moves = own.map((_, i) => norms[next + weights.length + i]);
      next += own.length;
      const size = (isOfWeight: boolean): number =>
        Math.hypot(
          ...parameters
            .filter((parameter) => isWeight(parameter) === isOfWeight)
            .map((parameter) => gradientNorms.get(parameter) ?? 0),
        );
      return numbersOf(index, name, {
        weightNorm: size(true),
        biasNorm: size(false),
        updateRatio: relativeSize(Math.hypot(...moves), Math.hypot(...sizes)),
      });
    });
  } finally {
    for (const tensor of [...before, ...changes]) tensor.dispose();
  }
}

const numbersOf = (
  layer: number,
  name: string,
  numbers: Omit<ModelLayerGradients, "layer" | "name" | "log10">,
): ModelLayerGradients => ({
  layer,
  name,
  ...numbers,
  log10: {
    weightNorm: Math.log10(numbers.weightNorm),
    biasNorm: Math.log10(numbers.biasNorm),
    updateRatio: Math.log10(numbers.updateRatio),
  },
});
