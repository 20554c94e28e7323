import { counted, digits, inShort, shown } from "../../shown";
import { innerProducts, transposed } from "../../numerics/matrix-product";
import { listenerOf, type ProgressOptions } from "../on-progress";
import { requireNumbers } from "./parameter-vector";
import { requireExamples } from "../guards";
import { type Examples, type Forward, type ForwardLayer, forward, type NetNumbers } from "./forward";

/** One layer after a backward pass in float64; the fields carry the names of the measured ones. */
export interface BackpropagatedLayer {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** δ = ∂Cᵢ/∂z of each example's own loss Cᵢ, size × fanOut. */
  delta: Float64Array;
  /** ∂C/∂W of the mean loss, fanIn × fanOut. */
  weightGradient: Float64Array;
  /** ∂C/∂b of the mean loss, fanOut. */
  biasGradient: Float64Array;
  /** ∂C/∂α of the learned slopes, one or one per unit; absent where there are none. */
  slopeGradient?: Float64Array;
}

/** A backward pass in float64. */
export interface Backpropagation {
  /** The batch's mean loss, in nats. */
  loss: number;
  /** From the first hidden layer to the output. */
  layers: BackpropagatedLayer[];
}

/**
 * Backpropagation by its four equations, in plain float64 and without autodiff.
 *
 * δ^L = ∂C/∂z^L, which is p − y for cross-entropy; δˡ = (δˡ⁺¹ Wˡ⁺¹ᵀ) ⊙ φ′(zˡ); ∂C/∂Wˡ = aˡ⁻¹ᵀ δˡ / size; ∂C/∂bˡ = Σ δˡ / size, examples as rows
 * (Rumelhart, Hinton & Williams 1986; Nielsen 2015, eqs. BP1–BP4). The oracle for everything that runs in float32.
 * @param net a net, or any description with parameters of its shapes (float32 or float64)
 * @param data inputs (points × features) and labels or targets
 * @param options.onProgress told the share of the work that is done
 * @throws InvalidArgument for normalization or skip connections, which it does not have, and for data that does not fit
 */
export function backpropagation(
  net: NetNumbers,
  data: Examples,
  options: ProgressOptions = {},
): Backpropagation {
  requireNumbers("backpropagation net", net);
  requireExamples("backpropagation data", data);
  const onProgress = listenerOf("backpropagation", options);
  const pass = forward(net, data, (share) => onProgress(share / 3));
  const layers = backward(net, pass, (share) => onProgress((1 + 2 * share) / 3));
  return shown({ loss: pass.loss, layers }, (found) =>
    inShort("Backward pass", `${counted(layers.length, "layer")}, loss ${digits(pass.loss)}.`, found),
  );
}

/** The way back through a forward pass, layer by layer. */
export function backward(
  net: NetNumbers,
  pass: Forward,
  onProgress: (share: number) => void = () => {},
): BackpropagatedLayer[] {
  return deltas(net, pass, onProgress).map(({ upstream, delta }, i) => {
    const [below, { slope }] = [pass.layers[i], net.parameters[i]];
    const slopeGradient = slope && slopeGradientOf(below, upstream, slope.length, pass.size);
    const found = { layer: i + 1, delta, ...gradients(below, delta, pass.size) };
    return { ...found, ...(slopeGradient && { slopeGradient }) };
  });
}

/** ∂C/∂a of a layer, or in the output layer of what the loss takes, and δ, each size × fanOut. */
interface LayerDelta {
  upstream: Float64Array;
  delta: Float64Array;
}

/** δ of every layer, from the first on, without the gradients that follow from it. */
export function deltas(
  net: NetNumbers,
  pass: Forward,
  onProgress: (share: number) => void = () => {},
): LayerDelta[] {
  const found: LayerDelta[] = [];
  let upstream = pass.outputDelta;
  for (let i = pass.layers.length - 1; i >= 0; i--) {
    onProgress(1 - (i + 1) / pass.layers.length);
    const below = pass.layers[i];
    const delta = upstream.map((d, k) => d * below.slopes[k]);
    found.unshift({ upstream, delta });
    if (i > 0) upstream = timesTransposed(delta, net.parameters[i].weights, below, pass.size);
  }
  return found;
}

/** aᵀδ and Σδ, both ÷ size. */
export function gradients(
  { input, fanIn, fanOut }: Pick<ForwardLayer, "input" | "fanIn" | "fanOut">,
  delta: Float64Array,
  size: number,
): Pick<BackpropagatedLayer, "weightGradient" | "biasGradient"> {
  const columns = transposed(delta, size, fanOut);
  const weightGradient = innerProducts(transposed(input, size, fanIn), columns, fanIn, fanOut, size);
  for (let k = 0; k < weightGradient.length; k++) weightGradient[k] /= size;
  const biasGradient = new Float64Array(fanOut);
  for (let j = 0; j < fanOut; j++) {
    for (let row = 0; row < size; row++) biasGradient[j] += columns[j * size + row] / size;
  }
  return { weightGradient, biasGradient };
}

/** ∂C/∂α of φ(z) = max(0, z) + α·min(0, z). */
function slopeGradientOf(
  { preactivation, fanOut }: ForwardLayer,
  activationDelta: Float64Array,
  count: number,
  size: number,
): Float64Array {
  const gradient = new Float64Array(count);
  activationDelta.forEach(
    (d, k) => (gradient[(k % fanOut) % count] += (d * Math.min(0, preactivation[k])) / size),
  );
  return gradient;
}

/** δWᵀ, size × fanIn. */
export function timesTransposed(
  delta: Float64Array,
  weights: ArrayLike<number>,
  { fanIn, fanOut }: Pick<ForwardLayer, "fanIn" | "fanOut">,
  size: number,
): Float64Array {
  return innerProducts(delta, Float64Array.from(weights), size, fanIn, fanOut);
}
