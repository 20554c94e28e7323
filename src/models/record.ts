import { type BackendName, backend } from "../backend/backend";
import { counted, digits, inShort, shown } from "../shown";
import { Columns } from "../training/columns";
import type { OverSteps } from "../training/run";
import type { ModelGradientEvent, ModelLayerGradients } from "./gradients";
import { listen, type Listener } from "./hooks";
import type { LayerLike, LayersModelLike } from "./layers-model";
import { trainedLayersOf } from "./leaves";

/** One layer's gradient norms over the recorded steps: `weightNorm[i]` belongs to the step `run.steps[i]`. */
export interface ModelLayerHistory extends OverSteps<Omit<ModelLayerGradients, "layer" | "name">> {
  /** Its place among the trained layers, from 1. */
  layer: number;
  /** The layer's name, after those of the models that it lies in: "base/dense_Dense1". */
  name: string;
  /** Numbers that it gives for one example: positions × units; NaN where that varies. */
  entries: number;
}

/**
 * The history of a tfjs model's own training, in columns as those of `train`: `loss[i]` belongs to the step `steps[i]`.
 *
 * Every step is recorded, or one in `every`, until the columns would take more than 64 MB; then only every other one of
 * them stays, and so on.
 */
export interface ModelRun {
  /** How many steps were taken since it began. */
  stepsDone: number;
  /** The recorded steps, counted from 0. */
  steps: Float64Array;
  /** The batch's loss before each recorded step's update, regularization included; NaN where the optimizer is not told of it. */
  loss: Float64Array;
  /** Every layer's gradient norms that was trained when it began: `layers[0].weightNorm[i]` at step `steps[i]`. */
  layers: ModelLayerHistory[];
  /** How many outputs the model has. */
  outputs: number;
  /** What ran the tensors. */
  backend: BackendName;
  /** Ends the recording, and leaves the model as it was; what is recorded stays. */
  stop(): void;
}

type NormName = "weightNorm" | "biasNorm" | "deltaRms" | "updateRatio";

/** Records the training of a compiled model from now on. */
export function recordTraining(
  model: LayersModelLike,
  { every, delta }: Pick<Listener, "every" | "delta">,
): ModelRun {
  const norms: NormName[] = [
    "weightNorm",
    "biasNorm",
    ...(delta ? ["deltaRms" as const] : []),
    "updateRatio",
  ];
  const columns = new Columns(every);
  const trained = trainedLayersOf(model);
  const listener: Listener = {
    // What will not be kept is not measured: the stride doubles when the columns are full.
    get every() {
      return columns.stride;
    },
    delta,
    steps: 0,
    tell: ({ step, loss, layers }) => columns.add(step, () => [loss, ...numbersOf(layers)]),
  };
  const numbersOf = (layers: ModelGradientEvent["layers"]): number[] => {
    const found = new Map(layers.map((layer) => [layer.name, layer]));
    return trained.flatMap(({ name }) => {
      const numbers = found.get(name);
      return [...norms.map((norm) => numbers?.[norm]), ...norms.map((norm) => numbers?.log10[norm])].map(
        (value) => value ?? Number.NaN,
      );
    });
  };
  const off = listen(model, listener);
  const run = Object.defineProperty(columns.give({}, ["steps", "loss"]), "stepsDone", {
    get: () => listener.steps,
    enumerable: true,
  }) as Pick<ModelRun, "stepsDone" | "steps" | "loss">;
  const whole: ModelRun = Object.assign(run, {
    layers: trained.map(
      ({ index, name, layer }) =>
        Object.assign(columns.give({ layer: index, name, entries: entriesOf(layer) }, norms), {
          log10: columns.give({}, norms),
        }) as ModelLayerHistory,
    ),
    outputs: model.outputs.length,
    backend: backend().name,
    stop: () => {
      off();
      columns.end();
    },
  });
  return shown(whole, textOf);
}

/** Numbers that a layer gives for one example, of its description; NaN where it is called several times, or for any length. */
function entriesOf(layer: LayerLike): number {
  try {
    const { outputShape } = layer as unknown as { outputShape: readonly (number | null)[] };
    return outputShape.slice(1).reduce<number>((all, size) => all * (size ?? Number.NaN), 1);
  } catch {
    return Number.NaN; // tfjs refuses to name one shape of several calls
  }
}

function textOf(run: ModelRun): string {
  const { stepsDone, steps, loss, layers, backend } = run;
  const ends = steps.length > 0 ? `, loss ${digits(loss[0])} → ${digits(loss.at(-1)!)}` : "";
  const recorded = `${steps.length} of ${counted(stepsDone, "step")} recorded${ends}`;
  return inShort("Run", `${counted(layers.length, "trained layer")}: ${recorded}, on ${backend}.`, run);
}
