import type { ProbeName, UsualProbeName } from "../probes";
import type { ListenerOptions } from "../architecture/hooks";
import { type HistogramOptions, histogramBy, type LayerHistogram } from "../probes/histograms";
import { type MeasureOptions, asked } from "../probes/measure";
import { InvalidArgument, requireFunction, requireKnownKeys, requireNumber } from "../errors";
import { inShort, shown } from "../shown";
import type { ModelBatch } from "./batch";
import type { ModelGradientEvent } from "./gradients";
import { listen } from "./hooks";
import { type LayersModelLike, requireLayersModel } from "./layers-model";
import { layerPasses, modelReport, type ModelReport } from "./measure-model";
import { withModelPass } from "./pass";
import { type ModelRun, recordTraining } from "./record";

/** What `onGradients` and `record` of a model may be told. */
export interface ModelListenerOptions extends Pick<ListenerOptions, "every"> {
  /** Whether δ of every layer is asked for, which adds to the time of such a step; default false. */
  delta?: boolean;
}

/** A tf.LayersModel of the reader's own, which can be looked at as a net of this package. */
export class ProbedModel {
  /** The same as `layersModel(model)`. */
  constructor(
    /** The model itself. */
    readonly model: LayersModelLike,
  ) {
    requireLayersModel("layersModel model", model);
    const methods = ["measure(…)", "histograms(…)", "onGradients(…)", "record(…)", "model"];
    shown(this, () => inShort("Model", `${model.layers.length} layers of tfjs.`, this, methods));
  }

  /**
   * Runs all the data forward and backward once, as the model's own `trainOnBatch` would unless `mode` is "inference", changes nothing, and measures
   * every layer that is trained: those that `compile` found, which tfjs counts otherwise than a layer's `trainable` at times.
   *
   * The model's own loss, regularization included. Batch normalization's running statistics are put back; the state of a
   * `stateful` recurrent layer moves on. δ that leaves float32's range is scaled by powers of two and not lost.
   * @param data a data set, its rows in the model's input shape and its labels one-hot where there are several outputs; or
   * `{ x, y }`, tensors as `trainOnBatch` takes them
   * @throws InvalidArgument when the model is not compiled, or trains nothing, or the data or a probe do not fit it
   */
  measure<P extends ProbeName = UsualProbeName>(
    data: ModelBatch,
    options: MeasureOptions<P> = {},
  ): ModelReport<P> {
    const { names, training } = asked(options as MeasureOptions<ProbeName>);
    return withModelPass(this.model, data, training, (pass) =>
      modelReport(this.model, pass, names),
    ) as ModelReport<P>;
  }

  /**
   * Counts each trained layer's numbers in equal bins from the least to the greatest: φ(z) and z as they are, ∂C/∂W and δ
   * by log₁₀ of the absolute value. One pass as `measure` makes it.
   * @throws InvalidArgument as `measure`, or when an option is not known
   */
  histograms(data: ModelBatch, options: HistogramOptions = {}): LayerHistogram[] {
    const histogramOf = histogramBy(options);
    return withModelPass(this.model, data, true, (pass) =>
      layerPasses(this.model, pass).map((seen) => ({
        ...histogramOf(seen.pass),
        name: seen.name,
      })),
    );
  }

  /**
   * Calls `listener` at every backward pass of the model's own training, after the update: `fit`, `fitDataset`,
   * `trainOnBatch`, or a loop of the reader's with the model's optimizer; a model that is compiled anew is followed.
   *
   * Wraps the optimizer's `applyGradients` and `computeGradients`, the model's `compile` and, where δ is asked for, the `call` of its
   * layers; what the model learns stays the same. Norms
   * are formed where the tensors are, of the gradients that the model itself trains by, which float32 may have lost.
   * @returns the off-switch, which leaves the model as it was
   * @throws InvalidArgument when the listener is not a function, or the model not compiled or trains nothing
   */
  onGradients(listener: (event: ModelGradientEvent) => void, options: ModelListenerOptions = {}): () => void {
    requireFunction("onGradients listener", listener);
    return listen(this.model, { tell: listener, ...askedOf("onGradients", options), steps: 0 });
  }

  /**
   * Records the model's own training from now on, whatever trains it, until `stop()`; the charts of runs take what it has so
   * far. A model that is compiled anew is followed.
   * @throws InvalidArgument when the model is not compiled or trains nothing, or an option is not known
   */
  record(options: ModelListenerOptions = {}): ModelRun {
    return recordTraining(this.model, askedOf("record", options));
  }
}

function askedOf(name: string, options: ModelListenerOptions): { every: number; delta: boolean } {
  requireKnownKeys(`${name} options`, options, ["every", "delta"]);
  const { every = 1, delta = false } = options;
  if (typeof delta !== "boolean") throw new InvalidArgument(`${name} delta`, "must be true or false", delta);
  return { every: requireNumber(`${name} every`, every, { min: 1, whole: true }), delta };
}

/**
 * Opens a tf.LayersModel of the reader's own to this package's measures and charts.
 *
 * Layers of any kind, shared and frozen ones and models within models among them; several inputs and outputs. It is to be
 * built with `tensorflow()`, and compiled before it is looked at.
 * @throws InvalidArgument when it is not a tf.LayersModel
 */
export const layersModel = (model: LayersModelLike): ProbedModel => new ProbedModel(model);
