import { float32Depths, type Float32Depths } from "../theory/float32/float32";
import { widestNielsenInterval } from "../theory/chain/nielsen-interval";
import { type Exercise, numeric } from "./exercise";

const widest = widestNielsenInterval;
const quarter = (): Float32Depths => float32Depths(1 / 4);

/** The exercises of notebook 02. */
export const whatBackpropMultiplies: Record<string, Exercise> = {
  "02.count-the-slopes": numeric({
    question:
      "A chain has L = 5 layers. How many slopes φ′(z) stand between δ⁵ and δ² in the product for δ²?",
    answer: () => 3,
    because: "The slopes of the layers l … L − 1, here 2, 3 and 4: δ⁵ already contains layer 5's own.",
    hint: "Write δ² = w³φ′(z²)δ³ and go on until only δ⁵ is left; then count.",
    mistakes: [
      {
        answer: () => 4,
        hint: "That is the popular formula's count, one too many: which slope does δ⁵ already contain?",
      },
    ],
  }),
  "02.saturated-neuron": numeric({
    question:
      "A sigmoid neuron's activation is 0.99. By what does it multiply the gradient, next to its weight? (2 digits)",
    answer: () => 0.99 * 0.01,
    because: "σ′ = a(1 − a) = 0.99 · 0.01 = 0.0099: the neuron is wide open and lets 1 % through.",
    hint: "The factor is the slope σ′(z). Express it by the activation a = σ(z).",
    mistakes: [
      { answer: () => 0.99, hint: "That is the activation; the factor in the product is the slope." },
    ],
  }),
  "02.quarter-to-the-tenth": numeric({
    question:
      "A gradient passes back through 10 hidden sigmoid neurons in a row, with weights of size 1. What is left of it at best? (3 digits)",
    answer: () => 0.25 ** 10,
    because: "¼¹⁰ = 2⁻²⁰ ≈ 9.54·10⁻⁷: less than a millionth, and that is the best case.",
    hint: "Each neuron multiplies by at most ¼, and factors multiply.",
    mistakes: [
      { answer: () => 2.5, hint: "That is 10 · ¼: the layers' factors multiply, they do not add." },
      { answer: () => 0.25 / 10, hint: "That is ¼ ÷ 10: every layer takes a quarter of what is left." },
      {
        answer: () => 0.25 ** 9,
        hint: "That is nine factors: the gradient passes ten hidden neurons, each with its own slope.",
      },
    ],
  }),
  "02.widest-weight": numeric({
    question: "For which weight w > 0 is the interval of inputs a with |wσ′(wa + b)| ≥ 1 widest? (3 digits)",
    answer: () => widest().weight,
    because:
      "With z = ±Z at its ends, w = 2 + 2cosh Z, and the width Z/(1 + cosh Z) is largest where Z·tanh(Z/2) = 1.",
    hint: "Drag the slider, or look for the peak of the width (2/w)·ln(w(1 + √(1 − 4/w))/2 − 1).",
    mistakes: [{ answer: () => 4, hint: "At w = 4 the interval has only just opened: its width is 0." }],
  }),
  "02.widest-interval": numeric({
    question: "How wide is that widest interval? (3 digits)",
    answer: () => widest().width,
    because:
      "About 0.448: whatever the weight, more than half of the inputs between 0 and 1 shrink the gradient.",
    hint: "Put the best weight into (2/w)·ln(w(1 + √(1 − 4/w))/2 − 1).",
    mistakes: [
      {
        answer: () => widest().width / 2,
        hint: "That is the half width: the interval reaches as far to either side.",
      },
      {
        answer: () => widest().width * widest().weight,
        hint: "That is its width in z. The question is about a = (z − b)/w.",
      },
      {
        answer: () => widest().weight,
        hint: "That is the weight at which it is widest; how wide is it there?",
      },
    ],
  }),
  "02.float32-depth": numeric({
    question: "What is the largest L for which ¼ᴸ is still a normal float32 (at least 2⁻¹²⁶)?",
    answer: () => quarter().normal,
    tolerance: 0.001,
    because: "¼⁶³ = 2⁻¹²⁶ is the smallest normal number there is; one more layer falls out.",
    hint: "Write ¼ᴸ as a power of 2 and compare the exponents.",
    mistakes: [
      {
        answer: () => quarter().normal + 1,
        hint: "That is the first depth outside: the question is for the last one inside.",
      },
      { answer: () => 126, hint: "Each quarter takes two powers of 2." },
      {
        answer: () => quarter().nonzero,
        hint: "There it is still above 0, but as a subnormal number, with digits lost.",
      },
      {
        answer: () => quarter().squareNormal,
        hint: "That is the limit for the square of ¼ᴸ, of which norms are made.",
      },
    ],
  }),
};
