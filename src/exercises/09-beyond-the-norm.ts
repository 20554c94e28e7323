import { digits } from "../shown";
import { expectation } from "../numerics/gaussian";
import { leakyRelu } from "../activations/leaky-relu";
import { modeTime } from "../theory/optimization/saxe";
import { jacobianSpectrum } from "../theory/random-matrices/jacobian-spectrum";
import { lyapunovSpectrum } from "../theory/random-matrices/lyapunov-spectrum";
import { arcCosineMap, shattering } from "../theory/random-matrices/shattering";
import { type Exercise, numeric, words } from "./exercise";

const SAME = { weights: 1, depth: 1 } as const;
const gaussianLayer = (): number => jacobianSpectrum("linear", SAME).relativeVariance;
const orthogonalLayer = (): number => jacobianSpectrum("linear", { ...SAME, ensemble: "orthogonal" }).relativeVariance; // prettier-ignore

const mixedLayers = numeric({
  question:
    "A wide linear net has 12 layers: every third has orthogonal weights, the others Gaussian ones of variance 1/n. What is Var(s²)/mean² of its Jacobian?",
  answer: () => 8 * gaussianLayer() + 4 * orthogonalLayer(),
  because: "Each Gaussian matrix adds 1, an orthogonal one turns directions and adds nothing.",
  solution: () => [
    "Four of the twelve layers are orthogonal, eight Gaussian.",
    "t, the mean of s⁴, grows by r = 1 in a Gaussian layer; an orthogonal W leaves WBWᵀ its eigenvalues, hence t.",
    `So the spread is 8 · ${digits(gaussianLayer())} + 4 · ${digits(Math.abs(Math.round(orthogonalLayer())))} = ${digits(8 * gaussianLayer())}.`,
  ],
  hint: "What does one matrix of each kind do to t = mean of s⁴? Then add up.",
  mistakes: [
    { answer: () => 12, hint: "That is twelve Gaussian layers. What do the orthogonal ones add?" },
    { answer: () => 4, hint: "Which kind adds to the spread: the four, or the eight?" },
    { answer: () => 0, hint: "One Gaussian layer is enough to spoil the isometry; an orthogonal one cannot bring it back." }, // prettier-ignore
  ],
});

const whoStays = words({
  question:
    "All weights orthogonal, depth grows without end. For which of linear, tanh (gain 1) and relu does Var(s²)/mean² grow without bound? (A list of names; decide before the next chart.)",
  answer: () => ["relu"],
  because:
    "A linear net has 0 at any depth; tanh works in its linear part more and more, and its sum converges; ReLU adds 1 in every layer.",
  solution: () => [
    "Orthogonal weights add nothing, so only the slopes count: m − 1 in each layer.",
    "linear: m = 1. relu: E φ′⁴/(E φ′²)² = ½/¼ = 2 whatever q is, so each layer adds 1.",
    "tanh at gain 1: q falls like 1/(2l), and m − 1 ≈ 8q² ≈ 2/l², whose sum is finite.",
  ],
  hint: "Only the slopes' m − 1 counts here. In which of the nets does it stay away from 0?",
  mistakes: {
    "tanh|relu": "tanh has slopes of all sizes where z is large. But how large is z in layer 50, at gain 1?",
    tanh: "How large is z of tanh in layer 50, at gain 1? And which slopes does ReLU have, at any z?",
    "linear|tanh|relu": "Without slopes a product of orthogonal matrices is orthogonal.",
    linear: "A product of orthogonal matrices is orthogonal: all its singular values are 1.",
    "": "A unit of ReLU that is off cuts its direction, whatever the weights do.",
  },
});

/** What a leak of ½ gives for one layer of orthogonal weights. */
const HALF_LEAK = 0.5;
const leakyM = (): number => {
  const { derivative, kinks } = leakyRelu({ slope: HALF_LEAK });
  const power = (p: number): number => expectation((z) => derivative(z) ** p, { kinks });
  return power(4) / power(2) ** 2;
};
const leakyLayers = numeric({
  question:
    "Orthogonal weights, leaky ReLU with slope ½ below 0, 20 layers with that activation. What is Var(s²)/mean² in a wide net?",
  answer: () => 20 * (leakyM() - 1),
  because: "m = ½(1 + α⁴)/(½(1 + α²))² = 1.36 for α = ½, and each layer adds m − 1.",
  solution: () => [
    "The slope is 1 or ½, each with probability ½: E φ′² = ½(1 + ¼), E φ′⁴ = ½(1 + 1/16).",
    `m = ${digits((1 + HALF_LEAK ** 4) / 2)}/${digits(((1 + HALF_LEAK ** 2) / 2) ** 2)} = ${digits(leakyM())}.`,
    `20 layers add 20 · ${digits(leakyM() - 1)} = ${digits(20 * (leakyM() - 1))}.`,
  ],
  hint: "Compute m = E φ′⁴/(E φ′²)² from the two slopes, each of which has probability ½.",
  mistakes: [
    { answer: () => 20, hint: "That is ReLU's, slope 0 below 0." },
    { answer: () => 20 * leakyM(), hint: "That is for Gaussian weights, which add 1 more in each layer." },
    { answer: () => leakyM() - 1, hint: "That is one layer. How many are there?" },
    { answer: () => 0, hint: "Slopes of two sizes stretch some directions more than others." },
  ],
});

const SIZE = 64;
const gap = (): number => lyapunovSpectrum({ width: SIZE, depth: 1, seed: 1 }).gap;
const secondDirection = numeric({
  question:
    "Gaussian matrices of n = 64. After how many layers is the second direction typically a tenth of the first? (Within 3 %)",
  answer: () => Math.LN10 / gap(),
  tolerance: 0.03,
  because: "The logarithm of their ratio falls by λ₁ − λ₂ ≈ 1/(2n) a layer, and has to fall by ln 10.",
  solution: () => [
    "ln(second/first) falls by λ₁ − λ₂ a layer on average.",
    `λ₁ − λ₂ = ½[ψ(32) − ψ(31.5)] = ${digits(gap())}, near 1/(2n) = ${digits(1 / (2 * SIZE))}.`,
    `ln 10/(λ₁ − λ₂) = ${digits(Math.LN10 / gap())} layers.`,
  ],
  hint: "How much does ln(second/first) change per layer, and how much should it change in all?",
  mistakes: [
    { answer: () => 1 / gap(), hint: "That is where the ratio has fallen to 1/e." },
    { answer: () => 1 / gap() / Math.LN10, hint: "Multiply by ln 10: the logarithm has to fall by 2.3." },
    { answer: () => Math.log10(Math.E) / gap(), hint: "λ counts natural logarithms; a tenth is ln 10 = 2.3 of them." }, // prettier-ignore
    { answer: () => 10 / gap(), hint: "The ratio falls geometrically: a tenth is reached when its logarithm has fallen by ln 10." }, // prettier-ignore
  ],
});

const LEARNED = { target: 2, initial: 0.002 };
const halfLearned = numeric({
  question:
    "A linear net with one hidden layer, whitened inputs, a mode with s = 2 that starts at u₀ = 0.002. At which time t is it half learned, u = 1? (3 digits)",
  answer: () => modeTime(LEARNED, LEARNED.target / 2),
  tolerance: 0.005,
  because: "t = ln[u(s − u₀)/(u₀(s − u))]/(2s), and at u = s/2 the bracket is s/u₀ − 1.",
  solution: () => [
    "t = ln[u(s − u₀)/(u₀(s − u))]/(2s); at u = s/2 it is ln(s/u₀ − 1)/(2s).",
    `s/u₀ − 1 = ${digits(LEARNED.target / LEARNED.initial - 1)}, and its logarithm is ${digits(Math.log(LEARNED.target / LEARNED.initial - 1))}.`,
    `Divided by 2s = 4: t = ${digits(modeTime(LEARNED, 1))}.`,
  ],
  hint: "Set u = s/2 in the formula for u(t), and solve for t.",
  mistakes: [
    {
      answer: () => 2 * modeTime(LEARNED, 1),
      hint: "The rate in the exponent is 2s, not s: both layers learn.",
    },
    { answer: () => Math.log10(LEARNED.target / LEARNED.initial - 1) / 4, hint: "The logarithm is the natural one." }, // prettier-ignore
    { answer: () => Math.log(LEARNED.target / LEARNED.initial - 1), hint: "Divide by 2s." },
  ],
});

const orthogonalInputs = numeric({
  question:
    "Two orthogonal inputs, a wide ReLU net with two hidden layers and no biases. What is the correlation of the output's gradients at the two? (3 digits)",
  answer: () => shattering({ correlation: 0, depth: 2 })[0].deltaCorrelation,
  tolerance: 0.005,
  because: "c₁ = 0 gives ½; then c₂ = 1/π, and 1 − arccos(1/π)/π = 0.603.",
  solution: () => [
    "Layer 1: c₁ = 0, arccos 0 = π/2, factor 1 − ½ = ½.",
    `Layer 2: c₂ = (√(1 − 0) + 0)/π = 1/π = ${digits(arcCosineMap(0))}, factor 1 − arccos(1/π)/π = ${digits(1 - Math.acos(arcCosineMap(0)) / Math.PI)}.`,
    `The product is ${digits(shattering({ correlation: 0, depth: 2 })[0].deltaCorrelation)}.`,
  ],
  hint: "One factor 1 − arccos(c_l)/π for each hidden layer. What is c₂?",
  mistakes: [
    { answer: () => 1 / 4, hint: "After the first layer the inputs are no longer orthogonal: c′ = (√(1 − c²) + c(π − arccos c))/π." }, // prettier-ignore
    { answer: () => 1 / 2, hint: "That is one hidden layer." },
    { answer: () => 1 - Math.acos(arcCosineMap(0)) / Math.PI, hint: "That is the second layer's factor alone." }, // prettier-ignore
    {
      answer: () => 0,
      hint: "With c = 0 a unit is on for both inputs with probability ¼, and on for one with ½.",
    },
  ],
});

/** The exercises of notebook 09. */
export const beyondTheNorm: Record<string, Exercise> = {
  "09.mixed-layers": mixedLayers,
  "09.who-stays": whoStays,
  "09.leaky-layers": leakyLayers,
  "09.second-direction": secondDirection,
  "09.half-learned": halfLearned,
  "09.orthogonal-inputs": orthogonalInputs,
};
