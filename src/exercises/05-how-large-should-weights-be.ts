import { leakyRelu } from "../activations/leaky-relu";
import { pytorchDefault } from "../initializers/framework-defaults";
import { heNormal } from "../initializers/scaled";
import { truncatedVariance } from "../numerics/truncated-normal";
import { gains } from "../theory/mean-field/gains";
import { type Exercise, numeric } from "./exercise";

const digits = (value: number, count = 4): string => String(Number(value.toPrecision(count)));

/** n·Var(W) of what PyTorch draws. */
const defaultGain = (): number => pytorchDefault().variance(1, 1);
/** E φ′² of ReLU. */
const half = (): number => 1 / gains("relu").backward;

const predictDefault = numeric({
  question:
    "Predict: a deep ReLU net draws its weights uniformly from ±1/√n, n the width of all its layers. By what is rms δ multiplied per layer going back? (3 digits)",
  answer: () => Math.sqrt(defaultGain() * half()),
  because: "A uniform distribution on ±c has variance c²/3, and ReLU needs six times as much.",
  solution: () => [
    "Uniform on ±c has variance c²/3, so Var(W) = 1/(3n).",
    `So σ_w² = n·Var(W) = ${digits(defaultGain())}.`,
    `Half of ReLU's slopes are 1, so E φ′² = ${digits(half())}, and χ₁ = ${digits(defaultGain() * half())}.`,
    `The rms changes by its root, √χ₁ = ${digits(Math.sqrt(defaultGain() * half()))}.`,
  ],
  hint: "First the variance of a uniform distribution on ±c, then χ₁ = n·Var(W)·E φ′², then the root.",
  mistakes: [
    {
      answer: () => Math.sqrt(half()),
      hint: "That is a variance of 1/n. A uniform distribution on ±1/√n has less: ±1/√n are its ends, not its standard deviation.",
    },
    {
      answer: () => Math.sqrt(defaultGain()),
      hint: "That is the weights' share alone. What do ReLU's slopes take besides?",
    },
    {
      answer: () => defaultGain() * half(),
      hint: "That is the factor on the mean square. The question is for the root mean square.",
    },
    { answer: () => 1, hint: "So the name Kaiming suggests. Compute χ₁." },
  ],
});

/** He's variance by fan-in, times fan-out and E φ′², where a layer is half as wide as the one below. */
const funnelSquare = (): number => heNormal().variance(2, 1) * half();

const funnel = numeric({
  question:
    "Predict: each layer of a ReLU net is half as wide as the one below, and Var(W) = 2/n_in. By what is rms δ multiplied per layer going back? (3 digits)",
  answer: () => Math.sqrt(funnelSquare()),
  because:
    "Going back the sum runs over n_out terms, and these are half as many as the n_in that the variance was chosen for.",
  solution: () => [
    "Going back, E δ² is multiplied by n_out·Var(W)·E φ′².",
    `With Var(W) = 2/n_in and E φ′² = ${digits(half())} that is n_out/n_in = ${digits(funnelSquare())}.`,
    `The rms is multiplied by √${digits(funnelSquare())} = ${digits(Math.sqrt(funnelSquare()))}.`,
  ],
  hint: "Which fan counts going back, and which one is in Var(W)?",
  mistakes: [
    { answer: () => 1, hint: "So it would be with equal widths. Here n_out is not n_in." },
    { answer: funnelSquare, hint: "That is the factor on the mean square. The question is for its root." },
    {
      answer: () => 1 / Math.sqrt(funnelSquare()),
      hint: "The other way round: are there more or fewer neurons above that send something back?",
    },
  ],
});

const ALPHA = 0.25;
const leakySquare = (): number => 1 / gains(leakyRelu({ slope: ALPHA })).backward;

const leakyGain = numeric({
  question: `PReLU starts as leaky ReLU with α = ${ALPHA}. Which σ_w² = n·Var(W) keeps δ there? (3 digits)`,
  answer: () => 1 / leakySquare(),
  tolerance: 0.003,
  because: "Half of the slopes are 1 and half are α, and it is their squares that are averaged.",
  solution: () => [
    `E φ′² = ½·1 + ½·α² = ½ + ½·${digits(ALPHA ** 2)} = ${digits(leakySquare())}.`,
    `σ_w² = 1/E φ′² = 2/(1 + α²) = ${digits(1 / leakySquare())}.`,
  ],
  hint: "What is the mean of φ′(z)², if half of all z are below 0?",
  mistakes: [
    { answer: () => 2, hint: "That is ReLU's. The slope below 0 lets something through here." },
    { answer: () => 2 / (1 + ALPHA), hint: "That averages the slopes. It is their squares that count." },
    {
      answer: () => 2 / (1 + ALPHA) ** 2,
      hint: "That is a square of a sum: add the squares of both slopes instead.",
    },
    { answer: () => Math.sqrt(1 / leakySquare()), hint: "That is the gain; the question is for its square." },
    { answer: leakySquare, hint: "That is E φ′². The gain has to make up for it." },
  ],
});

const absoluteSquare = (): number => gains({ f: Math.abs, derivative: Math.sign, kinks: [0] }).backward;

const absoluteValue = numeric({
  question: "Which σ_w² = n·Var(W) does the activation φ(z) = |z| need, to keep the signal and δ?",
  answer: absoluteSquare,
  because: "Its slope is 1 or −1, and the square of both is 1: it is a leaky ReLU with α = −1.",
  solution: () => [
    "φ(z)² = z², so E φ² = q: the signal keeps its size without help.",
    "φ′ is 1 or −1, so E φ′² = 1 as well.",
    `σ_w² = ${digits(absoluteSquare())}; the formula 2/(1 + α²) with α = −1 says the same.`,
  ],
  hint: "What are φ(z)² and φ′(z)²?",
  mistakes: [
    {
      answer: () => 2,
      hint: "ReLU needs that because half of its slopes are 0. Which slopes does |z| have?",
    },
    { answer: () => half(), hint: "Nothing is lost at either side of 0, and nothing gained." },
  ],
});

const FAN_IN = 96;
const heVariance = (): number => heNormal().variance(FAN_IN, FAN_IN);

const uniformLimit = numeric({
  question: `Weights are drawn uniformly from −c to c. Which c gives He's variance for ReLU at a fan-in of ${FAN_IN}? (3 digits)`,
  answer: () => Math.sqrt(3 * heVariance()),
  because: "A uniform distribution on ±c has variance c²/3.",
  solution: () => [
    `Var(W) = 2/n_in = 2/${FAN_IN} = ${digits(heVariance())}.`,
    "The variance of a uniform distribution on ±c is ∫x²dx/2c = c²/3.",
    `c = √(3·Var(W)) = ${digits(Math.sqrt(3 * heVariance()))}.`,
  ],
  hint: "What is the variance of a uniform distribution on ±c?",
  mistakes: [
    {
      answer: () => Math.sqrt(heVariance()),
      hint: "That is the standard deviation. The ends of a uniform distribution lie farther out.",
    },
    {
      answer: () => Math.sqrt(12 * heVariance()),
      hint: "That is the whole length of the interval, from −c to c.",
    },
    {
      answer: () => 1 / Math.sqrt(FAN_IN),
      hint: "That is PyTorch's default, a sixth of He's variance.",
    },
  ],
});

const CUT = 1;
const cutVariance = (): number => truncatedVariance(CUT);

const truncatedAtOne = numeric({
  question:
    "Weights are drawn with He's variance, but what lies beyond ONE standard deviation is thrown away, without correction. By what is rms δ of a ReLU net multiplied per layer? The normal density is 0.2420 at 1, and its integral up to 1 is 0.8413. (2 digits)",
  answer: () => Math.sqrt(cutVariance()),
  because: "The cut takes so much of the variance, and He's formula needed all of it.",
  solution: () => [
    "By parts, as for two deviations: Var = 1 − 2c·f(c)/(2F(c) − 1), c = 1.",
    `That is 1 − 2·0.2420/0.6827 = ${digits(cutVariance(), 3)} of He's variance.`,
    `rms δ is multiplied by its root, ${digits(Math.sqrt(cutVariance()), 3)}.`,
  ],
  hint: "Do the integral of section 6 with 1 in place of 2, divide by what is left of the probability, and take the root.",
  mistakes: [
    { answer: cutVariance, hint: "That is the share of the variance. The rms goes with its root." },
    { answer: () => Math.sqrt(truncatedVariance()), hint: "That is the cut at two deviations." },
    {
      answer: () => Math.sqrt(cutVariance() / 2),
      hint: "He's variance has made up for ReLU's half already.",
    },
  ],
});

/** The exercises of notebook 05. */
export const howLargeShouldWeightsBe: Record<string, Exercise> = {
  "05.predict-default": predictDefault,
  "05.funnel": funnel,
  "05.leaky-gain": leakyGain,
  "05.absolute-value": absoluteValue,
  "05.uniform-limit": uniformLimit,
  "05.truncated-at-one": truncatedAtOne,
};
