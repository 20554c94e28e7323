import { effectOf, momentsAfter } from "../../architecture/dropout";
import type { NetDescription } from "../../architecture/description";
import type { LayerPlan } from "../../architecture/layers";
import { InvalidArgument, requireKnownKeys, requireNumber } from "../../errors";
import { exp, log as ln, log1p } from "../../numerics/elementary";
import { pairExpectation } from "../../numerics/gaussian-pair";
import { counted, digits, inShort, shown } from "../../shown";
import { meanSquaredValue, meanSquaredSlope } from "../optimization/curve";
import { layersIn } from "../backpropagation/described";
import { expectation } from "../../numerics/gaussian";

/** What theory predicts for one layer; the fields carry the names of the measured ones. */
export interface LayerPrediction {
  /** 1 for the first hidden layer; the output layer is depth + 1. */
  layer: number;
  /** q, the mean square of what φ is applied to. */
  preactivationMeanSquare: number;
  /** E φ(z). */
  activationMean: number;
  /** Standard deviation of φ(z). */
  activationStd: number;
  /** Cosine of φ(z) of two inputs with the given `inputCosine`; absent without one. */
  exampleCosine?: number;
  /** rms of δ relative to the output layer's, which is 1. */
  deltaRms: number;
  /** Its base-10 logarithm, which goes on where float64 ends. */
  log10DeltaRms: number;
  /** rms δ of this layer ÷ rms δ of the layer above it; 1 for the output layer. */
  factor: number;
}

/** The mean-field prediction for a net, layer by layer. */
export interface MeanField {
  /** q₀, the mean square of the inputs that it starts from. */
  inputMeanSquare: number;
  /** From the first hidden layer to the output. */
  layers: LayerPrediction[];
  /** √χ per layer: the geometric mean of the factors between hidden layers (the first factor for depth 1; 1 for depth 0). */
  factorPerLayer: number;
  /**
   * Cosine of ∂output/∂x at two inputs with the given `inputCosine`, output before softmax or sigmoid: near 0 gradients are shattered
   * (Balduzzi et al. 2017); absent without one.
   */
  inputGradientCosine?: number;
}

/** The first two moments over units of what a layer passes on. */
interface Moments {
  mean: number;
  square: number;
  /** Cosine of what two inputs give; absent where nobody asks. */
  cosine?: number;
}

/** A layer on its way forward: its prediction, what it passes on, and what normalization divides by. */
interface ForwardLayer {
  prediction: LayerPrediction;
  output: Moments;
  /** Variance of Wa + b that a normalization divides by; 1 without one. */
  divisor: number;
  /** Correlation of z for two inputs; absent where nobody asks. */
  correlation?: number;
}

/** What a layer's output receives from above: ln E g², and the cosine of g at two inputs. */
interface Received {
  log: number;
  cosine: number;
}

/**
 * Mean-field theory of a given finite net at initialization: variances forward, rms of δ backward.
 *
 * Forward q_l = n_in·Var(W)·E a² + Var(b), backward E δ_l² = E φ′(z)²·E g_l² with g = ∂C/∂a and
 * E g_l² = n_out·Var(W_{l+1})·E δ_{l+1}² (Poole et al. 2016; Schoenholz et al. 2017, eqs. 3 and 9), each layer with its
 * own widths. A normalization divides by the variance of z (Yang et al. 2019); a skip connection adds what it carries,
 * forward and backward; dropout changes mean and mean square forward, and multiplies E δ² by (1 − rate)·gain² backward.
 * It is exact for wide nets on average over seeds; a narrow net scatters around it.
 * @param net a net, its description alone, or a report of `measure`
 * @param net.description all that is used of a net
 * @param net.inputMeanSquare what a report says of its data
 * @param options.inputMeanSquare q₀, above 0; default: the report's, else 1, which is right for standardized data
 * @param options.inputCosine cosine of two inputs of one length, −1 to 1, to be followed through the layers (Poole et al. 2016); default: none is
 * @throws InvalidArgument when a cosine is given for a net with normalization or dropout
 */
export function meanField(
  net: { readonly description: NetDescription; readonly inputMeanSquare?: number } | NetDescription,
  options: { inputMeanSquare?: number; inputCosine?: number } = {},
): MeanField {
  requireKnownKeys("meanField options", options, ["inputMeanSquare", "inputCosine"]);
  const plans = layersIn("meanField net", net);
  const measured = "inputMeanSquare" in net ? net.inputMeanSquare : undefined;
  const { inputMeanSquare = measured ?? 1, inputCosine } = options;
  requireNumber("meanField inputMeanSquare", inputMeanSquare, { above: 0 });
  if (inputCosine !== undefined) requirePlainFor(inputCosine, plans);
  const outputs: Moments[] = [{ mean: 0, square: inputMeanSquare, cosine: inputCosine }];
  const passes = plans.map((plan) => {
    const pass = forward(plan, outputs);
    outputs.push(pass.output);
    return pass;
  });
  const inputGradient = backward(plans, passes);
  const layers = passes.map(({ prediction }) => prediction);
  const hidden = layers.slice(0, -1);
  const between = hidden.length > 1 ? hidden.slice(0, -1) : hidden;
  const logs = between.reduce((sum, { factor }) => sum + ln(factor), 0);
  const factorPerLayer = between.length > 0 ? exp(logs / between.length) : 1;
  const inputGradientCosine = inputCosine === undefined ? {} : { inputGradientCosine: inputGradient.cosine };
  return shown({ inputMeanSquare, layers, factorPerLayer, ...inputGradientCosine }, (predicted) =>
    inShort(
      "Mean field",
      `${counted(layers.length, "layer")}, rms δ changes by × ${digits(factorPerLayer)} per layer.`,
      predicted,
    ),
  );
}

function requirePlainFor(inputCosine: number, plans: readonly LayerPlan[]): void {
  requireNumber("meanField inputCosine", inputCosine, { min: -1, max: 1 });
  const found = plans.find(({ normalization, dropout }) => normalization !== "none" || dropout.rate > 0); // prettier-ignore
  if (!found) return;
  const rule = "needs a net without normalization and dropout";
  throw new InvalidArgument("meanField inputCosine", rule, { layer: found.index });
}

function forward(plan: LayerPlan, outputs: readonly Moments[]): ForwardLayer {
  const { activation, normalization, skip } = plan;
  const below = outputs.at(-1)!;
  // Over a batch only what varies between examples counts: neither biases nor the mean of a.
  const linear = plan.fanIn * plan.weightVariance;
  const spread = linear * (below.square - (normalization === "batch" ? below.mean ** 2 : 0));
  const divisor = normalization === "none" ? 1 : spread + (normalization === "layer" ? plan.biasVariance : 0);
  const q = normalization === "none" ? spread + plan.biasVariance : 1;
  const mean = expectation(activation.f, { variance: q, kinks: activation.kinks });
  const square = meanSquaredValue(activation, q);
  const correlation = below.cosine === undefined ? undefined : within((linear * below.square * below.cosine + plan.biasVariance) / q); // prettier-ignore
  const cosine =
    correlation === undefined ? undefined : pairMean(activation.f, plan, q, correlation) / square;
  const prediction = {
    layer: plan.index,
    preactivationMeanSquare: q,
    activationMean: mean,
    activationStd: Math.sqrt(Math.max(0, square - mean ** 2)),
    ...(cosine !== undefined && { exampleCosine: cosine }),
    deltaRms: 1,
    log10DeltaRms: 0,
    factor: 1,
  };
  const branch = { ...momentsAfter(plan.dropout, { mean, square }), cosine };
  return {
    prediction,
    divisor,
    output: skip ? withSkip(outputs[skip.from], branch, skip.scale) : branch,
    correlation,
  };
}

const within = (cosine: number): number => Math.min(1, Math.max(-1, cosine));

/** E f(x)f(y) over z of two inputs; random slopes are drawn for each by themselves. */
const pairMean = (
  f: (x: number) => number,
  { activation: { kinks } }: LayerPlan,
  q: number,
  correlation: number,
): number => pairExpectation(f, { correlation, variance: q, kinks });

/** a + scale·φ(z): the mean of φ(z) meets that of a, since fresh weights make them independent. */
function withSkip(carried: Moments, branch: Moments, scale: number): Moments {
  const across = 2 * scale * carried.mean * branch.mean;
  const square = carried.square + across + scale ** 2 * branch.square;
  const mean = carried.mean + scale * branch.mean;
  if (carried.cosine === undefined || branch.cosine === undefined) return { mean, square };
  const product = carried.cosine * carried.square + across + branch.cosine * scale ** 2 * branch.square;
  return { mean, square, cosine: within(product / square) };
}

/**
 * Fills in δ of every layer, relative to the output layer's; by logarithms, because deep nets leave float64's range.
 * @returns what the input receives
 */
function backward(plans: readonly LayerPlan[], passes: readonly ForwardLayer[]): Received {
  // What is gathered from the layer above and from skip connections, by layer; 0 is the input.
  const received = Array.from({ length: plans.length + 1 }, (): Received => ({ log: -Infinity, cosine: 1 }));
  let above = 0;
  for (let i = plans.length - 1; i >= 0; i--) {
    const { activation, skip, dropout, fanOut, weightVariance } = plans[i];
    const { prediction, divisor } = passes[i];
    let log = 0;
    if (i < plans.length - 1) {
      const slope =
        meanSquaredSlope(activation, prediction.preactivationMeanSquare) *
        effectOf(dropout).gain ** 2 *
        (1 - dropout.rate);
      log = (received[i + 1].log + ln(((skip?.scale ?? 1) ** 2 * slope) / divisor)) / 2;
      prediction.factor = exp(log - above);
    }
    const cosine = received[i + 1].cosine * likeness(plans[i], passes[i]);
    prediction.deltaRms = exp(log);
    prediction.log10DeltaRms = log / Math.LN10;
    above = log;
    received[i] = together(received[i], { log: ln(fanOut * weightVariance) + 2 * log, cosine });
    if (skip) received[skip.from] = together(received[skip.from], received[i + 1]);
  }
  return received[0];
}

/** Cosine of φ′(z) of two inputs; 1 where nobody asks, and where the loss applies φ. */
function likeness(plan: LayerPlan, { prediction, correlation }: ForwardLayer): number {
  const { activation, inLoss } = plan;
  if (correlation === undefined || inLoss) return 1;
  const q = prediction.preactivationMeanSquare;
  return pairMean(activation.derivative, plan, q, correlation) / meanSquaredSlope(activation, q);
}

/** Two independent gradients added up. */
function together(a: Received, b: Received): Received {
  const [small, large] = a.log < b.log ? [a, b] : [b, a];
  const share = large.log === -Infinity ? 0 : exp(small.log - large.log);
  return {
    log: large.log === -Infinity ? large.log : large.log + log1p(share),
    cosine: (large.cosine + share * small.cosine) / (1 + share),
  };
}
