import { seluMap } from "../theory/mean-field/selu";
import { activationMoments } from "../theory/mean-field/activation-moments";
import { gains } from "../theory/mean-field/gains";
import { leakyRelu } from "../activations/leaky-relu";
import { digits } from "../shown";
import { type Exercise, numeric, words } from "./exercise";

/** A number as text with a real minus sign. */
const told = (x: number): string => digits(x + 0).replace("-", "−");

const absoluteValue = numeric({
  question:
    "A PReLU is free to learn α = −1: then f(x) = |x|. Which gain² keeps the variance of z through layers of it?",
  answer: () => gains(leakyRelu({ slope: -1 })).forward,
  because: "|z|² = z²: nothing of the mean square is lost on either side.",
  solution: () => [
    "f(z)² = z² on both sides, so E f(z)² = E z².",
    "Each layer multiplies the variance by gain² · E f(z)²/E z² = gain² · 1.",
    `So gain² = 1, as 2/(1 + α²) says for α = −1: 2/(1 + 1) = ${digits(gains(leakyRelu({ slope: -1 })).forward)}.`,
  ],
  hint: "Which share of E z² is left in E f(z)², from the left and from the right?",
  mistakes: [
    { answer: () => 2, hint: "That is ReLU's: there the left half of the mean square is lost. Is it here?" },
    { answer: () => 1 / (1 / 2 - 1 / Math.PI), hint: "That keeps the variance of f(z) around its mean; the next z sees the mean square." }, // prettier-ignore
  ],
});

/** z and ∂C/∂a of four units of a layer. */
const Z = [-2, 1.5, -0.5, -1];
const UPSTREAM = [0.3, -1, 2, -0.4];
const each = Z.map((z, i) => UPSTREAM[i] * Math.min(z, 0));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const byHand = numeric({
  question:
    "Four units of a layer share one slope α = 0.25. For one example z = (−2, 1.5, −0.5, −1), and ∂C/∂a = (0.3, −1, 2, −0.4). What is ∂C/∂α?",
  answer: () => sum(each),
  because: "Only the three units below 0 count, each with ∂C/∂a times its own z; α itself does not appear.",
  solution: () => [
    "∂a/∂α = min(z, 0) = (−2, 0, −0.5, −1).",
    `Times ∂C/∂a: (${each.map(told).join(", ")}).`,
    `The sum is ${told(sum(each))}: below 0, so descent raises α.`,
  ],
  hint: "Multiply ∂C/∂a by min(z, 0), unit by unit, and add up.",
  mistakes: [
    { answer: () => sum(Z.map((z, i) => z * UPSTREAM[i])), hint: "The unit with z > 0 does not use α: what is ∂a/∂α there?" }, // prettier-ignore
    { answer: () => 0.25 * sum(each), hint: "That has a factor α too many: ∂(αz)/∂α is z." },
    { answer: () => -sum(each), hint: "Look at the signs: z is negative where the slope is used." },
    { answer: () => sum(each) / Z.length, hint: "The units' shares add up; only examples are averaged." },
    { answer: () => sum(UPSTREAM.filter((_, i) => Z[i] < 0)), hint: "That is Σ ∂C/∂a. Each has to be multiplied by how a answers to α." }, // prettier-ignore
  ],
});

/** The divisor's range in the exercise. */
const [LOW, HIGH] = [2, 6];
const meanSlope = numeric({
  question:
    "A randomized rectifier divides by a ~ U(2, 6) in training. What is its slope below 0 on average? (3 digits)",
  answer: () => Math.log(HIGH / LOW) / (HIGH - LOW),
  tolerance: 0.004,
  because: "The mean of 1/a is an integral of 1/a, hence a logarithm: ln 3/4.",
  solution: () => [
    "The density of a is 1/(6 − 2) = 1/4 between 2 and 6.",
    "E[1/a] = ¼ ∫₂⁶ da/a = ¼ (ln 6 − ln 2) = ¼ ln 3.",
    `That is ${digits(Math.log(3) / 4)}; at test it would be 2/(2 + 6) = ${digits(2 / (LOW + HIGH))}, and the mean of the two end slopes is ${digits((1 / LOW + 1 / HIGH) / 2)}.`,
  ],
  hint: "Write E[1/a] as an integral over the density of a.",
  mistakes: [
    { answer: () => 2 / (LOW + HIGH), hint: "That is 1/E[a], the slope at test. The mean of an inverse is not the inverse of the mean." }, // prettier-ignore
    { answer: () => (1 / LOW + 1 / HIGH) / 2, hint: "That is the mean of the two ends, as if the slope itself were uniform." }, // prettier-ignore
    { answer: () => Math.log(HIGH / LOW), hint: "The integral is right; the density of a is missing." },
  ],
});

const smoothElu = numeric({
  question: "For which α > 0 has ELU no kink at 0? (Decide before the next chart.)",
  answer: () => 1,
  because: "The slope is αe⁰ = α on the left and 1 on the right; they agree at α = 1 only.",
  solution: () => [
    "Both pieces are 0 at 0, so f is continuous for every α.",
    "Just left of 0 the slope is αe⁰ = α, just right of it 1.",
    "They agree for α = 1. (f″ still jumps there, from 1 to 0.)",
  ],
  hint: "Compare the slopes just left and just right of 0.",
  mistakes: [{ answer: () => 0, hint: "α = 0 is ReLU, and α has to be above 0. Compare both slopes at 0." }],
});

const SMALL_SLOPE = 0.05;
const deaf = numeric({
  question:
    "ELU (α = 1) and a leaky rectifier of slope 0.05: to the left of which z does ELU pass on less of a small noise? (3 digits)",
  answer: () => Math.log(SMALL_SLOPE),
  because: "Noise is multiplied by the slope, eᶻ against 0.05: equal at z = ln 0.05.",
  solution: () => [
    "A small push ε on z moves the output by f′(z)·ε: by eᶻε with ELU, by 0.05ε with the leaky unit.",
    "eᶻ < 0.05 where z < ln 0.05.",
    `ln 0.05 = ${told(Math.log(SMALL_SLOPE))}: so far left lies one z of N(0, 1) in 700. Nearer to 0, ELU passes on more.`,
  ],
  hint: "What multiplies a small push on z? Set the two slopes equal.",
  mistakes: [
    { answer: () => Math.log(1 - SMALL_SLOPE), hint: "That is where ELU's value is −0.05. Noise is multiplied by the slope." }, // prettier-ignore
    {
      answer: () => -Math.log(SMALL_SLOPE),
      hint: "The size is right; on which side of 0 does ELU level off?",
    },
    { answer: () => Math.log10(SMALL_SLOPE), hint: "That is the logarithm to base 10." },
  ],
});

const ASKED = ["relu", "elu", "selu", "gelu", "swish"] as const;
const correctThemselves = words({
  question:
    'Predict: the input is twice too loud. Which of relu, elu, selu, gelu, swish bring the variance of z back to 1, layer by layer? A list, in that order, such as ["relu", "gelu"].',
  answer: () =>
    activationMoments([...ASKED]).filter(({ varianceFactor }) => varianceFactor < 1 - 1e-6).map(({ name }) => name.replace(/\(.*/, "")), // prettier-ignore
  because: "dq′/dq is below 1 for those that flatten on the left and have slope 1 or more near 0.",
  solution: () => [
    "Bent lines: f(2z) = 2f(z). Twice in, twice out: dq′/dq = 1, and nothing is corrected.",
    "ELU, SELU: the left side levels off, so a loud z gains less than in proportion: below 1.",
    "GELU, Swish: for small z about a half of z goes through, for large z all of the right side: a loud z gains more than in proportion: above 1.",
    `dq′/dq: ${activationMoments([...ASKED]).map(({ name, varianceFactor }) => `${name.replace(/\(.*/, "")} ${varianceFactor.toFixed(3)}`).join(", ")}.`, // prettier-ignore
  ],
  hint: "Does the output of each grow less than its input, just as much, or more, when z doubles? Think of very small and very large z.",
});

const LOUD = { mean: 0, variance: 4 };
const seluMapped = numeric({
  question:
    "A SELU layer gets inputs of mean 0 and variance 4 through weights of variance 1/n. What is the variance of its outputs? (3 digits; theory.seluMap knows it, but guess first: above or below 1, above or below 4?)",
  answer: () => seluMap(LOUD).variance,
  because: "Above the fixed point the map is below the diagonal: the variance falls, but not at once to 1.",
  solution: () => {
    const first = seluMap(LOUD);
    const second = seluMap(first);
    return [
      "theory.seluMap({ mean: 0, variance: 4 }) integrates f and f² over N(0, 4).",
      `Mean ${told(first.mean)}, variance ${digits(first.variance)}: between 1 and 4, and the mean has left 0.`,
      `The next layer has mean ${told(second.mean)} and variance ${digits(second.variance)}, on the way to (0, 1).`,
    ];
  },
  hint: "Evaluate theory.seluMap({ mean: 0, variance: 4 }).",
  mistakes: [
    { answer: () => 1, hint: "1 is where it ends after many layers. One layer does part of the way." },
    { answer: () => 4, hint: "Then nothing would be corrected, as with a bent line." },
    { answer: () => seluMap(LOUD).mean, hint: "That is the mean of the outputs." },
    { answer: () => seluMap({ mean: 0, variance: 2 }).variance, hint: "4 is the variance, not the square of it: the standard deviation is 2." }, // prettier-ignore
  ],
});

/** The exercises of notebook 07. */
export const theRectifierFamily: Record<string, Exercise> = {
  "07.absolute-value": absoluteValue,
  "07.by-hand": byHand,
  "07.mean-slope": meanSlope,
  "07.smooth-elu": smoothElu,
  "07.deaf": deaf,
  "07.correct-themselves": correctThemselves,
  "07.selu-map": seluMapped,
};
