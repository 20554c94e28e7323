import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import { backend, type TensorFlow } from "../backend/backend";
import { InvalidArgument } from "../errors";
import { type ModelBatch, type ModelTensors, tensorsOf } from "./batch";
import { type CompiledModel, compiledOf, type LayerLike, type LayersModelLike } from "./layers-model";
import { leavesOf } from "./leaves";
import { withReplaced } from "./replaced";
import { Trace } from "./trace";

/** Gradients by the name of the parameter; none of those that the loss does not depend on. */
export type Gradients = Record<string, Tensor | null>;

/** A forward and a backward pass of a model, with its tensors. */
export interface ModelPass {
  /** The model's own loss, regularization included. */
  loss: number;
  /** How many examples it was. */
  points: number;
  /** Of the data's part of the loss, each layer's times its power of two. */
  gradients: Gradients;
  /** Of regularization; absent where there is none. */
  penalties?: Gradients;
  /** The powers of two. */
  exponents: ReadonlyMap<LayerLike, number>;
  trace: Trace;
  /** What the loss was given of each output. */
  compared: { target: Tensor; output: Tensor }[];
}

/**
 * Runs one batch forward and backward as the model's `trainOnBatch` would, without an update, reads what it was like and
 * frees everything.
 *
 * Passes are repeated, with powers of two on the gradients, until float32 holds every layer's δ.
 * @param training whether layers behave as in training
 * @throws InvalidArgument when the data do not fit the model, or its loss cannot take them
 */
export function withModelPass<T>(
  model: LayersModelLike,
  batch: ModelBatch,
  training: boolean,
  read: (pass: ModelPass) => T,
): T {
  const compiled = compiledOf(model);
  const { tf } = backend();
  let result: T;
  tf.tidy(() => {
    const data = fitted(compiled, tensorsOf(model, batch));
    const kept = compiled.nonTrainableWeights.map(
      (weight) => [weight.read(), weight.read().clone()] as const,
    );
    try {
      result = readHeld(tf, model, data, training, read);
    } catch (error) {
      freeTape(tf);
      throw error;
    } finally {
      // Not the layer's own `write`, which would apply a constraint once more.
      for (const [variable, value] of kept) variable.assign(value as Tensor<any>);
    }
  });
  return result!;
}

/** Frees what tfjs keeps for a backward pass that an error ended. */
function freeTape(tf: TensorFlow): void {
  const { gradientDepth, activeTape } = tf.engine().state;
  if (gradientDepth > 0 || !activeTape) return;
  for (const { saved } of activeTape) tf.dispose(saved ?? []);
  tf.engine().state.activeTape = undefined as never;
}

function fitted(model: CompiledModel, { x, y }: ModelTensors): { inputs: Tensor[]; targets: Tensor[] } {
  try {
    const [inputs, targets] = model.standardizeUserDataXY(x, y);
    return { inputs, targets };
  } catch (error) {
    throw new InvalidArgument("layersModel data", `must fit the model: ${wordsOf(error)}`, {
      x: shapeOf(x),
      y: shapeOf(y),
    });
  }
}

/** δ within these powers of two counts as held. */
const ORDINARY = 40;

function readHeld<T>(
  tf: TensorFlow,
  model: LayersModelLike,
  data: { inputs: Tensor[]; targets: Tensor[] },
  training: boolean,
  read: (pass: ModelPass) => T,
): T {
  let exponents: ReadonlyMap<LayerLike, number> = new Map();
  for (let rest = leavesOf(model).length; ; rest--) {
    const trace = new Trace(tf, exponents, training);
    try {
      const pass = onePass(tf, model, data, trace, exponents);
      const better = rest > 0 ? betterExponents(tf, pass) : undefined;
      if (!better) return read(pass);
      exponents = better;
    } finally {
      trace.close();
    }
  }
}

/** Powers of two that bring every δ nearer to 1; undefined where there is nothing to mend. */
function betterExponents(
  tf: TensorFlow,
  { trace, exponents }: ModelPass,
): ReadonlyMap<LayerLike, number> | undefined {
  const found = new Map<LayerLike, number>();
  const largest = new Map<LayerLike, number>();
  for (const { layer, delta } of trace.calls) {
    if (!delta) continue;
    const size = tf.max(tf.abs(delta)).dataSync()[0];
    // Of a layer that is called several times; NaN stays.
    largest.set(layer, Math.max(largest.get(layer) ?? 0, size));
  }
  let above = 0;
  for (const [layer, size] of [...largest].toReversed()) {
    const [before, power] = [exponents.get(layer) ?? 0, Math.log2(size)];
    if (Number.isFinite(power)) above = Math.abs(power) <= ORDINARY ? before : before - Math.round(power);
    // Where nothing is left of δ, what keeps it in the layer above is tried, and some more.
    found.set(layer, Number.isFinite(power) ? above : above + (size === 0 ? ORDINARY : -ORDINARY));
  }
  const isChanged = [...found].some(([layer, exponent]) => exponent !== (exponents.get(layer) ?? 0));
  return isChanged ? found : undefined;
}

function onePass(
  tf: TensorFlow,
  model: LayersModelLike,
  { inputs, targets }: { inputs: Tensor[]; targets: Tensor[] },
  trace: Trace,
  exponents: ReadonlyMap<LayerLike, number>,
): ModelPass {
  const compared: ModelPass["compared"] = [];
  const compiled = compiledOf(model);
  const losses = compiled.lossFunctions.map((loss) => (target: Tensor, output: Tensor): Tensor => {
    compared.push({ target, output: trace.keep(output) });
    return lossOf(loss, target, trace.toLoss(output));
  });
  let seen: { value: Scalar; grads: Gradients };
  let variables: Variable[];
  const minimize = (cost: () => Scalar, _: boolean, trained: Variable[]): Scalar => {
    variables = trained;
    seen = gradientsOf(tf, cost, trained);
    return seen.value;
  };
  const [, ...metrics] = withReplaced(
    [
      ...trace.replacements(model),
      [compiled, "lossFunctions", losses],
      [compiled, "optimizer_", { minimize }],
      [compiled, "calculateLosses", () => []],
    ],
    () => compiled.makeTrainFunction()([...inputs, ...targets]),
  );
  tf.dispose(metrics);
  const penalty = penaltyOf(tf, compiled, variables!);
  return {
    loss: seen!.value.dataSync()[0] + (penalty?.value.dataSync()[0] ?? 0),
    points: inputs[0].shape[0],
    gradients: seen!.grads,
    ...(penalty && { penalties: penalty.grads }),
    exponents,
    trace,
    compared,
  };
}

/** Regularization, whose gradient does not come through the layers and is not scaled. */
function penaltyOf(
  tf: TensorFlow,
  model: CompiledModel,
  variables: Variable[],
): { value: Scalar; grads: Gradients } | undefined {
  if (model.calculateLosses().length === 0) return undefined;
  // Nothing of a parameter is added, so that there is one to differentiate by even if all that are regularized are frozen.
  const nothing = (): Tensor => tf.mul(tf.sum(variables.find(({ trainable }) => trainable)!), 0);
  return tf.variableGrads(() => tf.addN([...model.calculateLosses(), nothing() as Scalar]), variables);
}

function gradientsOf(
  tf: TensorFlow,
  cost: () => Scalar,
  variables: Variable[],
): { value: Scalar; grads: Gradients } {
  try {
    return tf.variableGrads(cost, variables);
  } catch (error) {
    const words = wordsOf(error);
    const [, kernel, name] = /Kernel '(\w+)' not registered for backend '(\w+)'/.exec(words) ?? [];
    if (kernel) {
      const rule = `must have layers whose gradients the backend has (\`npx vanishing-gradients native\` gets one that has all): ${name} is without ${kernel}`;
      throw new InvalidArgument("layersModel model", rule, name);
    }
    if (!/connection between any variable|gradient function not found/.test(words)) throw error;
    const rule = "must depend on the parameters by operations that have a gradient, which argMax, rounding and comparisons have not"; // prettier-ignore
    throw new InvalidArgument("the model's loss", rule, "a number without a gradient");
  }
}

/** The loss of one output, which may be a function of the reader's own. */
function lossOf(loss: (target: Tensor, output: Tensor) => Tensor, target: Tensor, output: Tensor): Tensor {
  try {
    return loss(target, output);
  } catch (error) {
    const rule = `must take targets and outputs of the shapes that it is given: ${wordsOf(error)}`;
    throw new InvalidArgument("the model's loss", rule, { targets: target.shape, outputs: output.shape });
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const shapeOf = (data: unknown): unknown => {
  if (typeof (data as Tensor | undefined)?.dataSync === "function") return (data as Tensor).shape;
  return Object.fromEntries(Object.entries(data ?? {}).map(([name, value]) => [name, shapeOf(value)]));
};
