import { InvalidArgument, requireKnownKeys } from "../../errors";
import {
  isWeight,
  layerNumbers,
  type ModelLayerGradients,
  numbers,
  ratio,
  type TrainedLayer,
  trainedLayers,
} from "./gradients";
import { type LayersModelLike, requireCompiled } from "./layers-model";
import { tapGradients } from "./tap";

/** What a listener on a tfjs model is given, once per backward pass, after the update. */
export interface ModelGradientEvent {
  /** Counted from 0 since the listener was attached. */
  step: number;
  /** In the model's order. */
  layers: ModelLayerGradients[];
}

/**
 * Listens to every backward pass of a compiled tf.LayersModel: `fit`, `fitDataset`, `trainOnBatch`, or the reader's own
 * loop with the model's optimizer; with dense, convolutional, recurrent or any other layers.
 *
 * Wraps the optimizer's `applyGradients` and changes nothing else; compiling again makes a new optimizer, to attach anew.
 * Cost: all gradients and twice all weights are read in every step.
 * @param options.onGradients called once per backward pass with every layer's gradient norms
 * @returns the off-switch, which leaves the optimizer as it was
 * @throws InvalidArgument when the model is not a compiled tf.LayersModel or the listener not a function
 */
export function attach(
  model: LayersModelLike,
  options: { onGradients: (event: ModelGradientEvent) => void },
): () => void {
  requireCompiled("attach model", model);
  requireKnownKeys("attach options", options, ["onGradients"]);
  const { onGradients } = options;
  if (typeof onGradients !== "function") {
    throw new InvalidArgument("attach onGradients", "must be a function", onGradients);
  }
  let step = 0;
  return tapGradients(model.optimizer, (gradients, apply) => {
    const layers = trainedLayers(model, gradients);
    const before = layers.map(weightsOf);
    apply();
    // The optimizer may serve other models as well.
    if (layers.length === 0) return;
    const ratios = layers.map((layer, i) => updateRatio(before[i], weightsOf(layer)));
    onGradients({ step: step++, layers: layers.map((layer, i) => layerNumbers(layer, ratios[i])) });
  });
}

const weightsOf = ({ parameters }: TrainedLayer): Float32Array[] =>
  parameters.filter(isWeight).map(({ weight }) => numbers(weight.read()));

function updateRatio(before: Float32Array[], after: Float32Array[]): number {
  const change = after.map((values, i) => values.map((value, j) => value - before[i][j]));
  return ratio(change, before);
}
