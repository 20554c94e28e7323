import { logistic } from "../activations/logistic";
import { gateSweep } from "../theory/chain/gate-sweep";
import { widestNielsenInterval } from "../theory/chain/nielsen-interval";
import { chi1, fixedPoint } from "../theory/mean-field/mean-field";
import { type Exercise, numeric, words } from "./exercise";

const digits = (value: number, count: number): string => String(Number(value.toPrecision(count)));

const HIDDEN = 10;
const quarters = (count: number): number => 0.25 ** count;

const countQuarters = numeric({
  question:
    "A chain of ten hidden sigmoid neurons and a sigmoid output, all weights of size 1, input 1, trained on half the SQUARED error. The output is off by at most 1. What can |∂C/∂w¹| not exceed? To 3 digits.",
  answer: () => quarters(HIDDEN + 1),
  because: "Ten slopes on the way, and δ^L brings the output neuron's own.",
  solution: () => [
    "L = 11. The box has L − 1 = 10 weights of size 1 and 10 slopes φ′(z¹) … φ′(z¹⁰), each at most ¼.",
    "With the squared error δ^L = (a^L − y)·φ′(z^L): one slope more, at most ¼, and |a^L − y| ≤ 1.",
    `Together ¼¹¹ = 2⁻²² = ${quarters(HIDDEN + 1).toExponential(2)}. With cross-entropy it would be ¼¹⁰ = ${quarters(HIDDEN).toExponential(2)}.`,
  ],
  hint: "Count the slopes in the box for l = 1 and L = 11. Then look at what δ^L is made of for this cost.",
  mistakes: [
    { answer: () => quarters(HIDDEN), hint: "So it is for cross-entropy, where the logarithm cancels the output's slope. What is δ^L for the squared error?" },
    { answer: () => quarters(HIDDEN - 1), hint: "The slopes run from layer 1 to layer L − 1. How many are that for L = 11, and what is in δ^L?" },
    { answer: () => quarters(HIDDEN + 2), hint: "One too many: count the neurons from the first to the last, each once." },
    { answer: () => 0.25 * (HIDDEN + 1), hint: "Layers multiply; they do not add." },
  ],
}); // prettier-ignore

/** What is left of the gradient with the neuron in the middle wide open, of the most that any bias leaves. */
function leftOpen(): { activation: number; share: number } {
  const sweep = Array.from({ length: 121 }, (_, i) => i / 6 - 10);
  const { activations, gradients } = gateSweep({
    weights: Array.from({ length: 21 }, () => 1),
    label: 0,
    layer: 10,
    sweep,
  });
  return { activation: activations.at(-1)!, share: gradients.at(-1)! / Math.max(...gradients) };
}

const predictGate = words({
  question:
    'Predict: 20 hidden sigmoid neurons, and the bias of the one in the middle goes up to 10, so that its activation is nearly 1. Of the largest gradient that any of its biases lets through to w¹, is "all", "half" or "next to nothing" left (below 1 %)?',
  answer() {
    const { share } = leftOpen();
    if (share < 0.01) return "next to nothing";
    return share < 0.75 ? "half" : "all";
  },
  because:
    "The factor in the product is the slope, and a saturated sigmoid has none to speak of, at either end.",
  solution() {
    const { activation, share } = leftOpen();
    return [
      "The gradient of w¹ has the factor σ′(z) of the neuron in the middle.",
      `At the right end a = σ(z) = ${digits(activation, 5)}, so σ′ = a(1 − a) ≈ 1 − a = ${digits(activation * (1 - activation), 2)}.`,
      `At best σ′ is ¼. The other factors hardly change, and ${digits(100 * share, 2)} % of the largest gradient is left.`,
    ];
  },
  hint: 'Answer "all", "half" or "next to nothing". Which property of the neuron is a factor in the product?',
  mistakes: {
    all: "The activation is nearly 1, but it is not in the product. What is?",
    half: "Write the factor σ′ by the activation: a(1 − a). How large is it at a = 0.9999?",
  },
});

const factorAt = (gain: number): number => Math.sqrt(chi1("sigmoid", { weights: gain ** 2 }));
const varianceAt = (gain: number): number => fixedPoint("sigmoid", { weights: gain ** 2 });

const predictGain = words({
  question:
    'Predict: a wide sigmoid net without biases. The gain σ_w goes from 1 to 2: does the factor √χ₁ per layer "double", "less" than double, or "more" than double?',
  answer() {
    const ratio = factorAt(2) / factorAt(1);
    if (Math.abs(ratio - 2) < 0.02) return "double";
    return ratio < 2 ? "less" : "more";
  },
  because: "σ_w doubles in front, but z spreads more as well, and spread neurons are less steep.",
  solution: () => [
    "√χ₁ = σ_w · √E σ′(z)² with z ~ N(0, q*): twice the gain doubles the first factor.",
    `But q* grows too, from ${digits(varianceAt(1), 3)} to ${digits(varianceAt(2), 3)}, and E σ′² falls (notebook 01, section 6).`,
    `√χ₁ goes from ${digits(factorAt(1), 3)} to ${digits(factorAt(2), 3)}: × ${digits(factorAt(2) / factorAt(1), 3)}.`,
  ],
  hint: 'Answer "double", "less" or "more". σ_w stands in front of χ₁; where else does it act?',
  mistakes: {
    double: "So it would be if q* stayed where it is. What does a larger gain do to the variance of z?",
    more: "Larger weights also spread z. Are spread neurons steeper or flatter?",
  },
});

const meanFactor = numeric({
  question:
    "One sigmoid neuron with w = 10 and b = −5. At a = 0.5 it multiplies a push by 2.5. What is the MEAN of |wσ′(wa + b)| over all inputs a from 0 to 1? To 3 digits.",
  answer: () => logistic(5) - logistic(-5),
  tolerance: 3e-3,
  because: "The mean slope over an interval is the rise over it, divided by its length.",
  solution: () => [
    "wσ′(wa + b) is the derivative of f(a) = σ(wa + b), and it is positive.",
    "Its mean over 0 ≤ a ≤ 1 is the integral, f(1) − f(0) = σ(5) − σ(−5).",
    `That is ${digits(logistic(5), 4)} − ${digits(logistic(-5), 3)} = ${digits(logistic(5) - logistic(-5), 4)}: below 1, although the middle stretches by 2.5. The ends pay for it.`,
  ],
  hint: "Of which function of a is wσ′(wa + b) the derivative? Then the mean is an integral that you can do.",
  mistakes: [
    { answer: () => 2.5, hint: "That is the largest value, in the middle. What do the inputs near 0 and 1 get?" },
    { answer: () => 1, hint: "Close, but a sigmoid never quite gets from 0 to 1." },
    { answer: () => (logistic(5) - logistic(-5)) / 10, hint: "That is the mean of σ′ alone; the weight is a factor as well." },
  ],
}); // prettier-ignore

const tanhInterval = numeric({
  question:
    "The same for tanh: over all weights and biases, how wide at most is the interval of inputs a, between −1 and 1, with |w·tanh′(wa + b)| ≥ 1? To 3 digits.",
  answer: () => 2 * widestNielsenInterval().width,
  because: "tanh is a stretched sigmoid, so the share of its inputs is the same and the interval twice as long.",
  solution() {
    const { width, weight } = widestNielsenInterval();
    return [
      "tanh′ = 1/cosh², so |w| ≥ cosh²(wa + b): the ends are z = ±Z with |w| = cosh²Z, and the width is 2Z/cosh²Z.",
      "Its derivative is 0 where cosh Z = 2Z sinh Z, that is Z·tanh Z = ½. With Z′ = 2Z this is the sigmoid's Z′·tanh(Z′/2) = 1.",
      `So Z = ${digits(Math.acosh(Math.sqrt(weight / 4)), 4)}, w = ${digits(weight / 4, 4)}, a quarter of the sigmoid's, and the width is ${digits(2 * width, 4)} of 2.`,
      `The share, ${digits(100 * width, 3)} %, is the sigmoid's: tanh x = 2σ(2x) − 1 only renames inputs and weights.`,
    ];
  },
  hint: "Write the condition by cosh: tanh′ = 1/cosh². Or use tanh x = 2σ(2x) − 1 and find out what w and a become.",
  mistakes: [
    { answer: () => widestNielsenInterval().width, hint: "That is the sigmoid's, whose inputs run from 0 to 1. Those of tanh run from −1 to 1." },
    { answer: () => widestNielsenInterval().weight / 4, hint: "That is the weight at which it is widest. How wide is it there?" },
    { answer: () => 2, hint: "All inputs? Then tanh would map [−1, 1] onto more than itself." },
  ],
}); // prettier-ignore

/** Of float16: the exponent of its smallest number above 0; and of the scale. */
const [SMALLEST, SCALE] = [-24, 10];
/** The largest L for which 2^scale·¼ᴸ is not 0 in float16. */
const deepest = (scale: number): number => Math.floor((scale - SMALLEST) / 2);

const lossScale = numeric({
  question:
    "A gradient of 1 loses a factor of ¼ per layer. In float16 (smallest number above 0: 2⁻²⁴) the cost is multiplied by 1024. After how many layers at most is the gradient still above 0? A whole number.",
  answer: () => deepest(SCALE),
  tolerance: 1e-9,
  because: "The scale moves the start up by ten powers of 2, and every layer costs two.",
  solution: () => [
    "After L layers the gradient is 2¹⁰ · 2⁻²ᴸ, and 2⁻²⁴ must not be above it.",
    `10 − 2L ≥ −24 gives L ≤ ${deepest(SCALE)}. Without the scale it is L ≤ ${deepest(0)}.`,
    "Ten powers of 2 buy five layers: loss scaling helps against a number format that is too short, not against a product.",
  ],
  hint: "Write everything as powers of 2: the scale, the quarter, the smallest number.",
  mistakes: [
    { answer: () => deepest(0), hint: "So it is without the scale." },
    { answer: () => deepest(SCALE) + 1, hint: "There it is below the smallest number. One layer less." },
    { answer: () => SCALE - SMALLEST, hint: "A quarter is two powers of 2." },
    { answer: () => deepest(SCALE) - deepest(0), hint: "So many layers the scale buys. After how many is it over?" },
  ],
}); // prettier-ignore

/** The exercises of notebook 02. */
export const whatBackpropMultiplies: Record<string, Exercise> = {
  "02.count-quarters": countQuarters,
  "02.predict-gate": predictGate,
  "02.predict-gain": predictGain,
  "02.mean-factor": meanFactor,
  "02.tanh-interval": tanhInterval,
  "02.loss-scale": lossScale,
};
