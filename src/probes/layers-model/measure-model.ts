import { counted, digits, inShort, shown } from "../../shown";
import { isWeight, layerNumbers, type ModelLayerGradients, numbers, ratio, trainedLayers } from "./gradients";
import { type ModelBatch, withTensors } from "./batch";
import {
  type LayersModelLike,
  type NamedGradients,
  type OptimizerLike,
  requireCompiled,
  type VariableLike,
} from "./layers-model";
import { tapGradients } from "./tap";

/** One look at a tfjs model. */
export interface ModelReport {
  /** The model's own loss on the batch, regularization included. */
  loss: number;
  /** In the model's order; layers without trained parameters are left out. */
  layers: ModelLayerGradients[];
}

/**
 * Runs one batch forward and backward through a compiled tf.LayersModel, as its `trainOnBatch` would, without an update.
 *
 * Batch normalization's running statistics are put back; the state of a `stateful` recurrent layer moves on. Do not train
 * the model until the promise resolves: its updates would be held back too. Looks at one model wait for each other.
 * @throws InvalidArgument when the model is not compiled or the data does not fit it
 */
export async function measureModel(model: LayersModelLike, data: ModelBatch): Promise<ModelReport> {
  requireCompiled("measure model", model);
  const { optimizer } = model;
  // Models may share an optimizer, and of two taps on it only the newest would see the gradients.
  const look = (waiting.get(optimizer) ?? Promise.resolve()).then(() => lookOnce(model, data));
  waiting.set(optimizer, look.catch(() => undefined)); // prettier-ignore
  return await look;
}

/** The last look by each optimizer. */
const waiting = new WeakMap<OptimizerLike, Promise<unknown>>();

async function lookOnce(model: LayersModelLike, data: ModelBatch): Promise<ModelReport> {
  return await withTensors(model, data, async ({ x, y }) => {
    const kept = model.nonTrainableWeights.map((weight) => ({ weight, value: weight.read().clone() }));
    let layers: ModelLayerGradients[] = [];
    const off = tapGradients(model.optimizer, (gradients) => {
      layers = numbersOf(model, gradients);
    });
    try {
      const losses = await model.trainOnBatch(x, y);
      const loss = Array.isArray(losses) ? losses[0] : losses;
      return shown({ loss, layers }, (report) =>
        inShort("Report", `${counted(layers.length, "layer")}: loss ${digits(loss)}.`, report),
      );
    } finally {
      off();
      for (const { weight, value } of kept) {
        // Not the layer's own `write`, which would apply a constraint once more.
        (weight.read() as VariableLike).assign(value);
        value.dispose();
      }
    }
  });
}

function numbersOf(model: LayersModelLike, gradients: NamedGradients): ModelLayerGradients[] {
  return trainedLayers(model, gradients).map((layer) => {
    const parts = layer.parameters.filter(isWeight);
    const rate1 = ratio(
      parts.map(({ gradient }) => gradient),
      parts.map(({ weight }) => numbers(weight.read())),
    );
    return layerNumbers(layer, rate1);
  });
}
