import { gradients, timesTransposed } from "./backpropagation";
import { affine, type Examples, forward, type ForwardLayer, type NetNumbers } from "./forward";
import { lossCurvature } from "./loss-curvature";
import { flatten, unflatten } from "./parameter-vector";

/** What one layer of the backward pass gave: ∂C/∂a of its output, and δ, both per example. */
interface Backward {
  above: Float64Array;
  delta: Float64Array;
}

/** A change of the numbers of one layer, going forward along a direction. */
interface Change {
  input: Float64Array;
  preactivation: Float64Array;
  output: Float64Array;
}

type Parts = ReturnType<typeof unflatten>;

/**
 * The product Hv of a plain net's Hessian ∂²C/∂w² with any direction v, exactly, at the cost of one more pass.
 *
 * The R-operator, R{f(w)} = ∂f(w + rv)/∂r at r = 0, applied to the equations of the forward and of the backward pass
 * (Pearlmutter 1994). At a kink of φ the second derivative is that of one side.
 * @returns Hv in the order of the net's flat parameter list
 */
export function hessianVector(net: NetNumbers, data: Examples): (direction: ArrayLike<number>) => number[] {
  const pass = forward(net, data);
  const backward: Backward[] = [];
  let above = pass.outputDelta;
  for (let i = pass.layers.length - 1; i >= 0; i--) {
    const layer = pass.layers[i];
    const delta = above.map((d, k) => d * layer.slopes[k]);
    backward.unshift({ above, delta });
    above = timesTransposed(delta, net.parameters[i].weights, layer, pass.size);
  }
  return (direction) => {
    const parts = unflatten(net, direction);
    const changes = forwardChanges(net, pass.layers, parts, pass.size);
    const outputChange = lossCurvature(net.description, pass.outputs, pass.targets, changes.at(-1)!.output);
    return flatten({
      parameters: backwardChanges(net, pass.layers, backward, changes, parts, outputChange, pass.size),
    });
  };
}

/** Ra and Rz of every layer: Rz = Ra·W + a·V + v, and Ra above it φ′(z)·Rz, for a learned slope + min(0, z)·Rα. */
function forwardChanges(
  net: NetNumbers,
  layers: readonly ForwardLayer[],
  parts: Parts,
  size: number,
): Change[] {
  let input = new Float64Array(layers[0].input.length);
  return layers.map(({ fanOut, input: a, preactivation: z, slopes }, i) => {
    const through = affine(input, net.parameters[i].weights, [], fanOut, size);
    const own = affine(a, parts[i].weights, parts[i].biases, fanOut, size);
    const preactivation = through.map((x, k) => x + own[k]);
    const slopeChange = slopeOf(parts[i].slope, fanOut);
    const output = preactivation.map((x, k) => slopes[k] * x + Math.min(0, z[k]) * slopeChange(k));
    const change = { input, preactivation, output };
    input = output;
    return change;
  });
}

/** R of every layer's gradients: Rδ = Rg·φ′ + g·φ″·Rz, R ∂C/∂W = Raᵀδ + aᵀRδ, and Rg below it Rδ·Wᵀ + δ·Vᵀ. */
function backwardChanges(
  net: NetNumbers,
  layers: readonly ForwardLayer[],
  backward: readonly Backward[],
  changes: readonly Change[],
  parts: Parts,
  outputChange: Float64Array,
  size: number,
): Parts {
  const result: Parts = [];
  let aboveChange = outputChange;
  for (let i = layers.length - 1; i >= 0; i--) {
    const [layer, { above, delta }, change] = [layers[i], backward[i], changes[i]];
    const { preactivation: z, slopes, bends, fanOut } = layer;
    const slopeChange = slopeOf(parts[i].slope, fanOut);
    const deltaNow = aboveChange.map(
      (x, k) =>
        x * slopes[k] + above[k] * (bends[k] * change.preactivation[k] + (z[k] > 0 ? 0 : slopeChange(k))),
    );
    const ofInput = gradients({ ...layer, input: change.input }, delta, size);
    const ofDelta = gradients(layer, deltaNow, size);
    const { slope } = net.parameters[i];
    result.unshift({
      weights: ofDelta.weightGradient.map((x, k) => x + ofInput.weightGradient[k]),
      biases: parts[i].biases.length > 0 ? ofDelta.biasGradient : [],
      ...(slope && { slope: slopeGradientChange(layer, slope.length, above, aboveChange, change, size) }),
    });
    const through = timesTransposed(deltaNow, net.parameters[i].weights, layer, size);
    const own = timesTransposed(delta, parts[i].weights, layer, size);
    aboveChange = through.map((x, k) => x + own[k]);
  }
  return result;
}

/** R of ∂C/∂α = Σ g·min(0, z) ÷ size. */
function slopeGradientChange(
  { preactivation: z, fanOut }: ForwardLayer,
  count: number,
  above: Float64Array,
  aboveChange: Float64Array,
  change: Change,
  size: number,
): Float64Array {
  const sums = new Float64Array(count);
  above.forEach((g, k) => {
    const own = z[k] > 0 ? 0 : g * change.preactivation[k];
    sums[(k % fanOut) % count] += (aboveChange[k] * Math.min(0, z[k]) + own) / size;
  });
  return sums;
}

/** Rα of the slope that belongs to an entry of z; 0 where there are no learned slopes. */
const slopeOf =
  (slope: ArrayLike<number> | undefined, fanOut: number) =>
  (k: number): number =>
    slope ? slope[(k % fanOut) % slope.length] : 0;
