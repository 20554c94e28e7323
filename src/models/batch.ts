import { backend } from "../backend/backend";
import { type Dataset, requireDataset, rowLength, type SequenceDataset } from "../data/dataset";
import { InvalidArgument } from "../errors";
import type { LayersModelLike, ModelData, TensorLike } from "./layers-model";

/** Tensors as the model's own `trainOnBatch` takes them. */
export interface ModelTensors {
  /** Inputs, one tensor per input of the model. */
  x: ModelData;
  /** Targets, one tensor per output of the model. */
  y: ModelData;
}

/** One batch for a tfjs model: a data set, whose rows are brought into the model's input shape, or the tensors. */
export type ModelBatch = Dataset | SequenceDataset | ModelTensors;

/**
 * The tensors of a batch, new ones where the data are no tensors.
 * @throws InvalidArgument when the data do not fit the model, before any tensor exists
 */
export function tensorsOf(model: LayersModelLike, data: ModelBatch): ModelTensors {
  if (isTensors(data)) return data;
  const { x, y } = plainOf(model, data);
  const { tf } = backend();
  return { x: tf.tensor(x.values, x.shape), y: tf.tensor(y.values, y.shape) };
}

function isTensors(data: ModelBatch): data is ModelTensors {
  if (typeof data !== "object" || data === null || !("x" in data && "y" in data)) return false;
  for (const [name, value] of Object.entries({ x: data.x, y: data.y })) {
    if (!isModelData(value))
      throw new InvalidArgument(
        `layersModel data ${name}`,
        "must be a tensor, or a list or record of tensors",
        value,
      );
  }
  return true;
}

const isTensor = (value: unknown): value is TensorLike =>
  typeof (value as TensorLike | null | undefined)?.dataSync === "function";

const isModelData = (value: unknown): value is ModelData =>
  isTensor(value) || (typeof value === "object" && value !== null && Object.values(value).every(isTensor));

/** A tensor to be. */
interface Plain {
  values: Float32Array;
  shape: number[];
}

function plainOf(model: LayersModelLike, data: Dataset | SequenceDataset): { x: Plain; y: Plain } {
  const [input, ...inputs] = model.inputs;
  const [output, ...outputs] = model.outputs;
  if (inputs.length > 0 || outputs.length > 0) {
    const rule = "must be { x, y } for a model of several inputs or outputs";
    throw new InvalidArgument("layersModel data", rule, Object.keys(data ?? {}));
  }
  if (!(data?.inputs instanceof Float32Array)) {
    const rule = "must be a data set such as spirals({ seed: 1 }), or tensors { x, y }";
    throw new InvalidArgument("layersModel data", rule, data);
  }
  const shape = inputShape(input.shape, data);
  const units = product(output.shape.slice(1));
  const { steps: _, ...rest } = data as SequenceDataset;
  const loss = data.targets ? "squaredError" : "crossEntropy";
  // What the model makes of its outputs is its own affair.
  const ending = { outputs: units, output: { name: "linear" }, loss } as const;
  requireDataset({ ...rest, features: rowLength(data) }, { ...ending, inputs: product(shape) });
  return { x: { values: data.inputs, shape: [data.points, ...shape] }, y: answersOf(model, data, units) };
}

/** The shape of one example; a model of any sequence length (null) takes the data's own. */
function inputShape(shape: readonly (number | null)[], data: Dataset | SequenceDataset): number[] {
  const inner = shape.slice(1);
  if (inner.every((size) => size !== null)) return inner;
  return "steps" in data ? [data.steps, data.features] : [data.features];
}

/** Targets as they are; labels as one column where the model has one output or takes class numbers, else one-hot. */
function answersOf(model: LayersModelLike, { labels, targets, points }: Dataset, units: number): Plain {
  if (targets) return { values: targets, shape: [points, units] };
  if (units === 1 || model.loss === "sparseCategoricalCrossentropy") {
    return { values: Float32Array.from(labels), shape: [points, 1] };
  }
  const values = new Float32Array(points * units);
  labels.forEach((label, i) => (values[i * units + label] = 1));
  return { values, shape: [points, units] };
}

/** The numbers of a shape, in which a free length counts once. */
export const product = (shape: readonly (number | null)[]): number =>
  shape.reduce<number>((all, size) => all * (size ?? 1), 1);
