import { logistic } from "../activations/logistic";
import { mlp } from "../architecture/net";
import type { NetOptions } from "../architecture/description";
import { lecunNormal } from "../initializers/scaled";
import { expectation } from "../numerics/gaussian";
import { digits } from "../shown";
import { batchNormalizationFactor } from "../theory/mean-field/batch-normalization";
import { meanField } from "../theory/mean-field/net-mean-field";
import { residual } from "../theory/mean-field/residual";
import { type Exercise, numeric, words } from "./exercise";

const LAYERS = 10;
const perLayer = (): number => batchNormalizationFactor("relu");

/** E φ² and E φ′² of the sigmoid at z ~ N(0, 1). */
function sigmoidMoments(): { square: number; slope: number } {
  const slope = (z: number): number => logistic(z) * logistic(-z);
  return { square: expectation((z) => logistic(z) ** 2), slope: expectation((z) => slope(z) ** 2) };
}

const BLOCKS = 24;
const postNorm = (): number => {
  const weights = 1 / sigmoidMoments().square;
  return Math.sqrt(residual("sigmoid", { weights }, { depth: BLOCKS, norm: "post" }).gradientGrowth);
};

/** Adam's ε, and a gradient far below it. */
const [EPSILON, SMALL] = [1e-8, 1e-10];

/** |ln| of the ratio of the first and the last hidden layer's δ from which on a net is said to be ill, as `diagnose` does. */
const ILL = 3;
const patients = (): readonly Partial<NetOptions>[] => [
  { activation: "tanh", init: "pytorchDefault" },
  { activation: "relu", init: "heNormal", normalization: "batch" },
  { activation: "leakyRelu", init: "heNormal", normalization: "layer" },
  { activation: "tanh", init: lecunNormal({ gain: 2 }) },
];
const NAMES = ["tanh, PyTorch's default", "ReLU, He, batch normalization", "leaky ReLU, He, layer normalization", "tanh, normal weights with gain 2"]; // prettier-ignore

/** ln of rms δ of the first hidden layer ÷ the last one's. */
const logRatios = (): number[] =>
  patients().map((options) => {
    const net = mlp({ inputs: 64, depth: 30, width: 64, outputs: 2, seed: 1, ...options });
    const { layers } = meanField(net);
    return Math.LN10 * (layers[0].log10DeltaRms - layers.at(-2)!.log10DeltaRms);
  });
const faultOf = (log: number): string => (log < -ILL ? "vanishing" : log > ILL ? "exploding" : "healthy");

/** The exercises of notebook 10. */
export const curesInTheArchitecture: Record<string, Exercise> = {
  "10.predict-layer-norm": words({
    question:
      'Layer normalization in the 8 sigmoid layers: what does rms δ do per layer going back? "vanish" (a factor below ½), "stay" (near 1) or "explode" (above 2)',
    answer: () => "vanish",
    because: "√(E σ′²/E σ²) = √(0.0448/0.2934) = 0.39: the mean square holds the ½ that all examples share, and only batch normalization takes it out.",
    hint: "Put the sigmoid into √(E φ′²/E φ²). Its slope is at most ¼; how large is its mean square, if its mean is ½?",
    mistakes: {
      stay: "That is ReLU, for which E φ² and E φ′² are equal. Are they for a curve whose mean is ½ and whose slope is at most ¼?",
      explode: "For that E φ′² would have to be above E φ². The slope is at most ¼, the mean is ½.",
    },
    solution: () => {
      const { square, slope } = sigmoidMoments();
      return [
        `E σ′(z)² = ${digits(slope, 3)} and E σ(z)² = ${digits(square, 3)} for z ~ N(0, 1).`,
        `√(${digits(slope, 3)}/${digits(square, 3)}) = ${digits(Math.sqrt(slope / square), 3)}: it vanishes.`,
        `Batch normalization divides by the variance ${digits(square - 0.25, 3)} instead: √(${digits(slope, 3)}/${digits(square - 0.25, 3)}) = ${digits(batchNormalizationFactor("sigmoid"))}.`,
      ];
    },
  }), // prettier-ignore
  "10.batch-norm-ten-layers": numeric({
    question: `How many times as large is rms δ after it has gone back through ${LAYERS} ReLU layers with batch normalization, in theory? (2 digits)`,
    answer: () => perLayer() ** LAYERS,
    tolerance: 0.02,
    because: "Each layer multiplies it by √(π/(π − 1)); ten of them by the fifth power of π/(π − 1).",
    hint: "What does one layer do to rms δ? Ten layers do it ten times.",
    mistakes: [
      { answer: () => perLayer() ** (2 * LAYERS), hint: "That is the mean square. The question is for its root." },
      { answer: () => LAYERS * perLayer(), hint: "Factors multiply; they do not add up." },
      { answer: perLayer, hint: "That is one layer." },
      { answer: () => perLayer() ** -LAYERS, hint: "Going back it grows: the factor is above 1." },
    ],
    solution: () => [
      `Per layer √(π/(π − 1)) = ${digits(perLayer())}.`,
      `${LAYERS} layers: (π/(π − 1))^${LAYERS / 2} = ${digits(perLayer() ** LAYERS, 3)}.`,
      `The initialization of the weights plays no part in it.`,
    ],
  }), // prettier-ignore
  "10.two-over-l": numeric({
    question:
      "Blocks x + W·relu(x) with σ_w² = 2/L: how many times as large is the *rms* of the gradient below the first block as behind the last, for L → ∞? (3 digits)",
    answer: () => Math.sqrt(Math.E),
    because: "(1 + 1/L)^L → e in the mean square, so √e in the rms, at any depth.",
    hint: "Put σ_w² = 2/L into (1 + σ_w²/2)^L and let L grow: try L = 10 and L = 1000. Then from the mean square to the rms.",
    mistakes: [
      { answer: () => Math.E, hint: "That is the mean square. The question is for its root." },
      { answer: () => 1, hint: "Each factor tends to 1, but there are ever more of them." },
      { answer: () => Math.E ** 2, hint: "The root makes it smaller, not larger; and σ_w²/2 is 1/L." },
    ],
    solution: () => {
      const at = (L: number): number => (1 + 1 / L) ** L;
      return [
        "(1 + σ_w²/2)^L = (1 + 1/L)^L, and ln of that is L·ln(1 + 1/L) → 1.",
        `L = 10: ${digits(at(10))}; L = 100: ${digits(at(100))}; L = 1000: ${digits(at(1000))}; limit e = ${digits(Math.E)}.`,
        `The rms: √e = ${digits(Math.sqrt(Math.E))}.`,
      ];
    },
  }), // prettier-ignore
  "10.post-norm-sigmoid": numeric({
    question: `${BLOCKS} post-norm blocks with sigmoid branches of variance 1: by what is the rms of the gradient multiplied from the top to the bottom? (2 digits)`,
    answer: postNorm,
    tolerance: 0.03,
    because: `χ = E σ′²/E σ² = 0.153 when the branch's variance is 1, so √(1.153/2) = 0.7592 per block, to the power ${BLOCKS}.`,
    hint: "Section 5 has the factor per block for the sigmoid. How many blocks are there?",
    mistakes: [
      { answer: () => postNorm() ** 2, hint: "That is the mean square." },
      { answer: () => postNorm() ** (1 / BLOCKS), hint: "That is one block." },
      { answer: () => 1 / postNorm(), hint: "Going back it shrinks: the factor is below 1." },
      { answer: () => Math.sqrt(BLOCKS + 1), hint: "That is pre-norm with χ = 1." },
    ],
    solution: () => {
      const { square, slope } = sigmoidMoments();
      const factor = postNorm() ** (1 / BLOCKS);
      return [
        `Variance 1 of the branch asks for σ_w² = 1/E σ² = ${digits(1 / square)}.`,
        `So χ = σ_w² E σ′² = ${digits(slope)}/${digits(square)} = ${digits(slope / square, 3)}.`,
        `Per block √((1 + ${digits(slope / square, 3)})/2) = ${digits(factor)}.`,
        `${BLOCKS} blocks: ${digits(factor)}^${BLOCKS} = ${digits(postNorm(), 3)}. With such branches post-norm does vanish.`,
      ];
    },
  }), // prettier-ignore
  "10.name-the-fault": words({
    question: `Name the fault of four wide nets of 30 layers at initialization, as a list of four words, each "vanishing", "exploding" or "healthy" (first and last hidden layer's δ within a factor of e³ ≈ 20): ${NAMES.map((name, i) => `(${i + 1}) ${name}`).join("; ")}.`,
    answer: () => logRatios().map(faultOf),
    because: "The factors per layer are about 0.56, 1.21, 1 and 1.16; what counts is their 29th power.",
    hint: "Find each factor per layer: σ_w² of PyTorch's default is ⅓; section 3 has the norms; a gain of 2 meets tanh's slopes, which are below 1 but not below ½. Then take it to the power 29.",
    mistakes: {
      "vanishing|healthy|healthy|healthy": "Two of your healthy ones are not: what is 1.21 to the power 29, and which way does a gain of 2 push?",
      "vanishing|exploding|healthy|vanishing": "Tanh's slope is below 1, but χ₁ has σ_w² = 4 in it too.",
      "vanishing|exploding|exploding|exploding": "Layer normalization divides by the mean square. For a rectifier that is the mean squared slope times q, whatever the slope below 0.",
    },
    solution: () =>
      logRatios().map((log, i) => `${NAMES[i]}: rms δ ×${digits(Math.exp(log / 29), 3)} per layer, ×${digits(Math.exp(log), 2)} over all: ${faultOf(log)}.`),
  }), // prettier-ignore
  "10.adam-epsilon": numeric({
    question: `All gradients of a layer are ${SMALL.toExponential(0)}, step after step. Adam has ε = ${EPSILON.toExponential(0)} beside its root. Which share of η does it step? (2 digits)`,
    answer: () => SMALL / (SMALL + EPSILON),
    tolerance: 0.02,
    because: "m̂/(√ŝ + ε) = g/(g + ε): below ε Adam no longer divides the size away.",
    hint: "For a gradient that stays the same, m̂ = g and √ŝ = |g|. Put both into m̂/(√ŝ + ε).",
    mistakes: [
      { answer: () => 1, hint: "That would be right for ε = 0, or for gradients far above ε." },
      { answer: () => SMALL, hint: "That is plain gradient descent." },
      { answer: () => SMALL / Math.sqrt(SMALL ** 2 + EPSILON), hint: "ε stands beside the root, not under it." },
    ],
    solution: () => [
      "m̂ and ŝ are averages of g and g², with their start made up for: m̂ = g, √ŝ = g.",
      `g/(g + ε) = ${SMALL.toExponential(0)}/(${SMALL.toExponential(0)} + ${EPSILON.toExponential(0)}) = ${digits(SMALL / (SMALL + EPSILON), 3)}.`,
      "A layer with gradients of 10⁻⁶ moves at 99 % of η.",
    ],
  }), // prettier-ignore
};
