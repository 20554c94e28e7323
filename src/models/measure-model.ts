import type { Tensor } from "@tensorflow/tfjs";
import { activation, type ActivationDescription, describeActivation } from "../activations";
import { type BackendName, backend } from "../backend/backend";
import type { LayerPass } from "../engine/executor";
import { norm, rms } from "../numerics/norm";
import type { ProbeName, UsualProbeName } from "../probes";
import { type LayerReport, layerReport } from "../probes/measure";
import { counted, digits, inShort, shown } from "../shown";
import { accuracyOf } from "./accuracy";
import { recordOf, recordOfLayer } from "./activation";
import { product } from "./batch";
import { layerPassOf } from "./layer-pass";
import type { LayersModelLike, LayerVariable } from "./layers-model";
import { isWeight, type TrainedLayer, trainedLayersOf } from "./leaves";
import type { Gradients, ModelPass } from "./pass";
import type { Call } from "./trace";

/** The gradient of one parameter of a tfjs layer. */
export interface ModelParameterGradient {
  /** With the layer's scope: "dense_Dense1/kernel", "lstm_LSTM1/recurrent_kernel". */
  name: string;
  /** The parameter's shape. */
  shape: number[];
  /** ‖∂C/∂parameter‖, Frobenius. */
  norm: number;
  /** Its root mean square over entries. */
  rms: number;
}

/**
 * One trained layer's number of every probe. W is all of its parameters that are not biases together (kernels, recurrent
 * kernels, gains, …), b all biases and shifts β.
 *
 * δ is ∂C/∂z, or ∂C/∂output of a layer whose z is not to be seen (recurrent, wrapped), times the number of examples. φ is
 * the layer's own, or that of the activation layer which follows it. NaN is what makes no sense there: q, saturated and
 * dead shares of recurrent layers, or of a φ that this package has not.
 */
export type ModelLayerReport<P extends ProbeName = UsualProbeName> = LayerReport<P> & {
  /** The layer's name, after those of the models that it lies in: "base/dense_Dense1". */
  name: string;
  /** Numbers that it gives for one example, in all its calls: positions × units. */
  entries: number;
  /** φ; absent where this package has none such. */
  activation?: ActivationDescription;
  /** Each of the layer's parameters by itself. */
  parameters: ModelParameterGradient[];
};

/** One look at a tfjs model. */
export interface ModelReport<P extends ProbeName = UsualProbeName> {
  /** The model's own loss on the data, regularization included. */
  loss: number;
  /** Share of examples whose class is predicted right; NaN unless the loss is a cross-entropy of tfjs, and the only one. */
  accuracy: number;
  /** How many examples it was. */
  points: number;
  /** How many outputs the model has. */
  outputs: number;
  /** In the model's order, those of models within it in their place; layers without trained parameters are left out. */
  layers: ModelLayerReport<P>[];
  /** What ran the tensors. */
  backend: BackendName;
}

/** The report of a pass. */
export function modelReport(
  model: LayersModelLike,
  pass: ModelPass,
  probes: readonly ProbeName[],
): ModelReport<ProbeName> {
  const { loss, points } = pass;
  const found: ModelReport<ProbeName> = {
    loss,
    accuracy: accuracyOf(model.loss, pass.compared),
    points,
    outputs: model.outputs.length,
    layers: layerPasses(model, pass).map((seen) => ({
      ...layerReport(seen.pass, probes),
      ...(seen.hides && Object.fromEntries(seen.hides.map((name) => [name, Number.NaN]))),
      name: seen.name,
      entries: seen.pass.delta.length / points,
      ...(seen.activation && { activation: seen.activation }),
      parameters: seen.parameters,
    })),
    backend: backend().name,
  };
  return shown(found, textOf);
}

function textOf(report: ModelReport): string {
  const { layers, points, loss, backend } = report;
  const end = ({ name, weightNorm }: ModelLayerReport): string => `${digits(weightNorm)} in ${name}`;
  const norms = layers.length > 1 ? `${end(layers[0])} and ${end(layers.at(-1)!)}` : end(layers[0]);
  return inShort(
    "Report",
    `${counted(layers.length, "trained layer")}, ${counted(points, "example")}, on ${backend}: loss ${digits(loss)}, ‖∂C/∂W‖ ${norms}.`,
    report,
  );
}

/** A trained layer in a pass. */
export interface SeenLayer {
  name: string;
  pass: LayerPass;
  parameters: ModelParameterGradient[];
  /** φ; absent where this package has none such. */
  activation?: ActivationDescription;
  /** The probes that make no sense of it. */
  hides: readonly ProbeName[];
}

/** What every trained layer did in a pass. */
export const layerPasses = (model: LayersModelLike, pass: ModelPass): SeenLayer[] =>
  trainedLayersOf(model).map((layer) => seenLayer(layer, pass));

function seenLayer({ index, name, layer, parameters }: TrainedLayer, look: ModelPass): SeenLayer {
  const calls = look.trace.calls.filter((call) => call.layer === layer);
  const { record, hides } = activationOf(calls);
  const [weights, biases] = [parameters.filter(isWeight), parameters.filter((part) => !isWeight(part))];
  const exponent = -(look.exponents.get(layer) ?? 0);
  const units = (calls[0].preactivation ?? calls[0].output).shape.at(-1)!;
  const kernel = weights[0]?.read().shape ?? [];
  const { penalties } = look;
  const pass = layerPassOf({
    plan: {
      index,
      fanIn: product(kernel.slice(0, -1)),
      fanOut: units,
      activation: record ?? activation("linear"),
    },
    size: look.points,
    exponent,
    weights: joined(weights.map((weight) => weight.read())),
    weightGradient: gradientOf(weights, look.gradients),
    biasGradient: gradientOf(biases, look.gradients),
    delta: joined(calls.map(({ delta, output }) => delta ?? output.shape)),
    preactivation: joined(calls.map(({ preactivation, output }) => preactivation ?? output)),
    activation: joined(calls.map(({ applied, output }) => applied?.output ?? output)),
    ...(penalties && {
      penalty: {
        weightGradient: gradientOf(weights, penalties),
        biasGradient: gradientOf(biases, penalties),
      },
    }),
  });
  return {
    name,
    pass,
    hides,
    parameters: partsOf(weights, biases, pass),
    ...(record && { activation: describeActivation(record) as ActivationDescription }),
  };
}

/** The φ of a layer, and the probes that make no sense of it. */
function activationOf([{ layer, preactivation, applied }]: readonly Call[]): {
  record?: ReturnType<typeof recordOf>;
  hides: readonly ProbeName[];
} {
  const own = preactivation && recordOf(layer.activation);
  // An activation of the layer's own that is not linear comes first.
  const record = applied && (!preactivation || own?.name === "linear") ? recordOfLayer(applied.layer) : own;
  if (record) return { record, hides: [] };
  if (preactivation || applied) return { hides: ["saturatedShare", "deadShare"] };
  const isPlain = !("cell" in layer || "layer" in layer || "forwardLayer" in layer);
  return isPlain
    ? { record: activation("linear"), hides: [] }
    : { hides: ["saturatedShare", "deadShare", "preactivationMeanSquare"] };
}

function partsOf(
  weights: readonly LayerVariable[],
  biases: readonly LayerVariable[],
  { weightGradient, biasGradient }: LayerPass,
): ModelParameterGradient[] {
  const parts = (variables: readonly LayerVariable[], gradient: LayerPass["weightGradient"]) => {
    let from = 0;
    return variables.map((variable): ModelParameterGradient => {
      const { shape, size } = variable.read();
      const values = gradient.subarray(from, (from += size));
      return { name: variable.originalName, shape: [...shape], norm: norm(values), rms: rms(values) };
    });
  };
  return [...parts(weights, weightGradient), ...parts(biases, biasGradient)];
}

/** The gradients of some parameters one after the other; 0 where the loss does not depend on one. */
const gradientOf = (variables: readonly LayerVariable[], gradients: Gradients): Float32Array =>
  joined(variables.map((variable) => gradients[variable.read().name] ?? variable.read().shape));

/** Tensors' numbers one after the other; zeros where there is only a shape. */
function joined(parts: readonly (Tensor | number[])[]): Float32Array {
  const arrays = parts.map((part) =>
    Array.isArray(part) ? new Float32Array(product(part)) : (part.dataSync() as Float32Array),
  );
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const array of arrays) {
    all.set(array, from);
    from += array.length;
  }
  return all;
}
