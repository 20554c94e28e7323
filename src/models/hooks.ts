import type { Scalar, Tensor } from "@tensorflow/tfjs";
import { backend } from "../backend/backend";
import { relativeSize } from "../numerics/norm";
import type { ModelGradientEvent, ModelLayerGradients } from "./gradients";
import { compiledOf, type LayersModelLike, type NamedGradients } from "./layers-model";
import { isWeight, type TrainedLayer, trainedLayersOf } from "./leaves";
import { normsOf } from "./norms";
import { replace, type Replacement } from "./replaced";
import { type Step, tapGradients } from "./tap";
import { Trace } from "./trace";

/** Who listens to a model's training. */
export interface Listener {
  tell: (event: ModelGradientEvent) => void;
  /** Backward passes between two that are told of. */
  readonly every: number;
  /** Whether it asks for δ. */
  readonly delta: boolean;
  /** Backward passes since it was attached. */
  steps: number;
}

/** Who listens to the training of one model. While anybody does, the model's optimizer and its `compile` are wrapped. */
class ModelHooks {
  private readonly listeners = new Set<Listener>();
  private layers: TrainedLayer[] = [];
  /** Of the backward pass under way. */
  private trace?: Trace;
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
      this.trace?.close();
      this.trace = undefined;
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
    this.untap = tapGradients(compiledOf(this.model).optimizer_, {
      hear: (step) => this.hear(step),
      watch: () => this.watch(),
    });
  }

  private get due(): Listener[] {
    return [...this.listeners].filter(({ steps, every }) => steps % every === 0);
  }

  private watch(): readonly Replacement[] {
    this.trace?.close();
    this.trace = this.due.some(({ delta }) => delta) ? new Trace(backend().tf) : undefined;
    return this.trace?.replacements(this.model) ?? [];
  }

  private hear({ gradients, loss, apply }: Step): void {
    const found = byName(gradients);
    const { trace } = this;
    this.trace = undefined;
    try {
      this.tellOf(found, trace, loss, apply);
    } finally {
      trace?.close();
    }
  }

  private tellOf(
    found: ReadonlyMap<string, Tensor | null>,
    trace: Trace | undefined,
    loss: Scalar | undefined,
    apply: () => void,
  ): void {
    // The optimizer may serve other models as well.
    if (!this.layers.some(({ parameters }) => parameters.some(({ name }) => found.get(name)))) return apply();
    const { due } = this;
    const deltas = due.some(({ delta }) => delta) ? deltasOf(this.layers, trace) : undefined;
    const layers = due.length > 0 ? measured(this.layers, found, deltas, apply) : apply();
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
  deltas: readonly Tensor[][] | undefined,
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
    const norms = normsOf([...gradientTensors, ...before, ...changes, ...(deltas?.flat() ?? [])]);
    const gradientNorms = new Map(present.map((parameter, i) => [parameter, norms[i]]));
    let [next, nextDelta] = [present.length, present.length + 2 * weights.length];
    return layers.map(({ index, name, parameters }, l) => {
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
        ...(deltas && {
          deltaRms: rmsOfDelta(deltas[l], norms.slice(nextDelta, (nextDelta += deltas[l].length))),
        }),
        updateRatio: relativeSize(Math.hypot(...moves), Math.hypot(...sizes)),
      });
    });
  } finally {
    for (const tensor of [...before, ...changes]) tensor.dispose();
  }
}

/** What came back to each layer, by its calls; none where nobody watched. */
function deltasOf(layers: readonly TrainedLayer[], trace?: Trace): Tensor[][] {
  const calls = trace?.calls ?? [];
  return layers.map(({ layer }) =>
    calls.flatMap((call) => (call.layer === layer && call.delta ? [call.delta] : [])),
  );
}

/** Of each example's own loss, where the tensors belong to the mean loss. */
function rmsOfDelta(deltas: readonly Tensor[], norms: readonly number[]): number {
  const count = deltas.reduce((sum, { size }) => sum + size, 0);
  return count === 0 ? Number.NaN : (Math.hypot(...norms) * deltas[0].shape[0]) / Math.sqrt(count);
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
    ...(numbers.deltaRms !== undefined && { deltaRms: Math.log10(numbers.deltaRms) }),
    updateRatio: Math.log10(numbers.updateRatio),
  },
});
