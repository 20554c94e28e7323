import type { Tensor, Tensor2D } from "@tensorflow/tfjs";
import { type Dropout, effectOf } from "../architecture/dropout";
import type { LayerPlan } from "../architecture/layers";
import { arraysOf, type LayerParameters, type ParameterName } from "../architecture/parameters";
import type { TensorFlow } from "../backend/backend";
import type { Random } from "../random/random";
import { NORMALIZATION_EPSILON } from "./normalization";
import { tensorElementwise } from "./tensor-elementwise";

/** A layer's parameters as tensors; the names that it does not have are absent. */
export type LayerTensors = Partial<Record<ParameterName, Tensor>>;

/** Loads a layer's parameters. */
export function tensorsOf(tf: TensorFlow, plan: LayerPlan, parameters: LayerParameters): LayerTensors {
  const arrays = Object.entries(arraysOf(plan, parameters));
  // Copies: the cpu backend would share the net's own arrays.
  return Object.fromEntries(arrays.map(([name, { values, shape }]) => [name, tf.tensor(values.slice(), shape)])); // prettier-ignore
}

/** What one layer leaves behind for reading; every tensor in it is kept until the pass is closed. */
export interface LayerTrace {
  /** What φ is applied to: z = Wa + b, normalized where the net is. */
  preactivation: Tensor;
  /** φ of it, before dropout and skip connection. */
  activation: Tensor;
  /** ∂C/∂(Wa + b) of the mean loss, divided by 2^exponent; present after the backward pass. */
  delta?: Tensor;
  /** The power of two by which δ and the gradients of W and b are to be multiplied; 0 where δ is of ordinary size. */
  exponent: number;
  /** Batch normalization's statistics of this batch. */
  statistics?: { mean: Tensor; variance: Tensor };
}

interface Mode {
  /** Training: random slopes, dropout and batch statistics, with this stream; absent for inference. */
  noise?: Random;
  /** Where the layers' traces go; absent where nobody reads them. */
  traces?: LayerTrace[];
  /** Keeps δ in float32's range while it flows back; absent where gradients meet on skip connections. */
  scaling?: Scaling;
}

/** Runs inputs through the layers and returns what the loss takes: z, unless the last layer applies an activation by itself. */
export function propagate(
  tf: TensorFlow,
  plans: readonly LayerPlan[],
  layers: readonly LayerTensors[],
  inputs: Tensor,
  mode: Mode = {},
): Tensor {
  // outputs[l] is what layer l passes on; outputs[0] the input.
  const outputs = [inputs];
  plans.forEach((plan, i) => outputs.push(runLayer(tf, plan, layers[i], outputs, mode)));
  return outputs.at(-1)!;
}

/** Runs one layer on what those below it pass on, of which `outputs[0]` is the input, and returns what it passes on. */
export function runLayer(
  tf: TensorFlow,
  plan: LayerPlan,
  tensors: LayerTensors,
  outputs: readonly Tensor[],
  { noise, traces, scaling }: Mode,
): Tensor {
  const trace = { exponent: 0 } as LayerTrace;
  let z: Tensor = tf.matMul(outputs.at(-1) as Tensor2D, tensors.weights as Tensor2D);
  if (tensors.biases) z = tf.add(z, tensors.biases);
  if (traces) z = tapGradient(tf, z, trace, scaling);
  if (plan.normalization !== "none")
    z = normalize(tf, z, plan, tensors, noise !== undefined, traces && trace);
  const uniform =
    noise && ((like: Tensor, low: number, high: number) => draw(tf, noise, like.shape, low, high));
  const context = { ops: tensorElementwise(tf), learned: tensors.slope, uniform };
  const activated = plan.activation.forward(z, context);
  if (traces) {
    // Copies, because the linear activation's output is z itself, and each is freed on its own.
    traces.push(
      Object.assign(trace, { preactivation: tf.keep(tf.clone(z)), activation: tf.keep(tf.clone(activated)) }),
    );
  }
  let a = plan.inLoss ? z : activated;
  if (uniform && plan.dropout.rate > 0) a = dropUnits(tf, a, plan.dropout, uniform);
  return plan.skip ? tf.add(outputs[plan.skip.from], tf.mul(a, plan.skip.scale)) : a;
}

/** The power of two that δ has been divided by so far on its way back. */
export interface Scaling {
  exponent: number;
}

/** Largest |log₂| of the largest |δ| that is let pass as it is. */
const ORDINARY = 40;
/** Largest power of two that one layer divides by: float32's own limit, with room. */
const LARGEST = 120;

/** The identity, which keeps the gradient that flows back through it, and brings it to ordinary size where it has left that. */
function tapGradient(tf: TensorFlow, z: Tensor, trace: LayerTrace, scaling?: Scaling): Tensor {
  const identity = tf.customGrad((x) => ({
    value: tf.clone(x as Tensor),
    gradFunc: (delta: Tensor) => {
      const power = scaling ? Math.log2(tf.max(tf.abs(delta)).dataSync()[0]) : 0;
      if (!Number.isFinite(power) || Math.abs(power) <= ORDINARY) {
        trace.delta = tf.keep(tf.clone(delta));
        trace.exponent = scaling?.exponent ?? 0;
        return delta;
      }
      const shift = Math.max(-LARGEST, Math.min(LARGEST, Math.round(power)));
      trace.exponent = scaling!.exponent += shift;
      trace.delta = tf.keep(tf.mul(delta, 2 ** -shift));
      return tf.clone(trace.delta);
    },
  }));
  return identity(z);
}

/** (z − mean)/√(variance + 10⁻⁵)·γ + β: over the batch for each unit, or over the units for each example. */
function normalize(
  tf: TensorFlow,
  z: Tensor,
  { normalization }: LayerPlan,
  { gain, shift, runningMean, runningVariance }: LayerTensors,
  training: boolean,
  trace?: LayerTrace,
): Tensor {
  const perUnit = normalization === "batch";
  let [mean, variance] = [runningMean, runningVariance];
  if (!perUnit || training) {
    ({ mean, variance } = tf.moments(z, perUnit ? 0 : 1, true));
    if (perUnit && trace) {
      trace.statistics = {
        mean: tf.keep(tf.squeeze(mean, [0])),
        variance: tf.keep(tf.squeeze(variance, [0])),
      };
    }
  }
  const scaled = tf.mul(tf.sub(z, mean!), tf.rsqrt(tf.add(variance!, NORMALIZATION_EPSILON)));
  return tf.add(tf.mul(scaled, gain!), shift!);
}

/** Drops a random share of the activations, in the way of `effectOf`. */
function dropUnits(
  tf: TensorFlow,
  a: Tensor,
  dropout: Required<Dropout>,
  uniform: (like: Tensor, low: number, high: number) => Tensor,
): Tensor {
  const { gain, kept, dropped } = effectOf(dropout);
  const mask = tf.cast(tf.greaterEqual(uniform(a, 0, 1), dropout.rate), "float32");
  const scaled = tf.mul(a, tf.mul(mask, gain));
  return dropout.kind === "standard" ? scaled : tf.add(scaled, tf.add(tf.mul(mask, kept - dropped), dropped));
}

function draw(tf: TensorFlow, noise: Random, shape: number[], low: number, high: number): Tensor {
  const count = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: count }, () => low + (high - low) * noise.uniform()),
    shape,
  );
}
