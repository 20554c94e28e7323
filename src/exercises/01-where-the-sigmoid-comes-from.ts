import { logistic } from "../activations/logistic";
import { oRings } from "../data/o-rings";
import { typicalSlope } from "../theory/chain/typical-slope";
import { logisticRegression } from "../theory/logistic/logistic-regression";
import { logit, odds } from "../theory/logistic/odds";
import { type Exercise, numeric, words } from "./exercise";

const slope = (x: number): number => logistic(x) * logistic(-x);
const digits = (value: number, count: number): string => String(Number(value.toPrecision(count)));

/** One case in a hundred, and two signs, each ten times as likely in a case as in a non-case. */
const PRIOR = 1 / 99;
const RATIO = 10;
const after = (signs: number): number => logistic(Math.log(PRIOR * RATIO ** signs));

const twoTests = numeric({
  question:
    "One machine in a hundred is broken. Two signs are each ten times as likely in a broken machine as in a sound one, and independent given which it is. Both are seen: what is the probability that the machine is broken? A number from 0 to 1, to 2 digits.",
  answer: () => after(2),
  because: "Odds multiply: 1 : 99 times 10 times 10; log-odds add.",
  solution: () => [
    `The odds at first are 1 : 99, the log-odds ${digits(Math.log(PRIOR), 3)}.`,
    `Each sign adds ln ${RATIO} = ${digits(Math.log(RATIO), 3)}: two of them give ${digits(Math.log(PRIOR) + 2 * Math.log(RATIO), 3)}.`,
    `σ of that is ${digits(after(2), 4)}: odds of ${RATIO ** 2} : 99. One sign alone gives only ${digits(after(1), 2)}.`,
  ],
  hint: "Write the odds at first, multiply by each likelihood ratio, and go back from odds to a probability.",
  mistakes: [
    { answer: () => after(1), hint: "That is after one sign. The second multiplies the odds once more." },
    { answer: () => PRIOR * RATIO ** 2, hint: "That is the odds. Which probability p has p/(1 − p) equal to it?" },
    { answer: () => 1, hint: "A probability of 1 would take infinite odds. Start from the odds of 1 in 100, which are not 1 : 100." },
    { answer: () => 0.2, hint: "Adding up 0.01 · 10 twice adds probabilities. What multiplies are the odds." },
  ],
}); // prettier-ignore

const FAR = 8;

const squaredError = numeric({
  question:
    "A single sigmoid neuron answers z = 8, but the label is 0. By what factor is the gradient ∂C/∂z of the cross-entropy larger than that of half the squared error, ½(σ(z) − y)²? To 2 digits.",
  answer: () => 1 / slope(FAR),
  tolerance: 0.03,
  because: "The two differ by exactly the factor σ′(z), which the logarithm of the likelihood cancels.",
  solution: () => [
    "Cross-entropy: ∂C/∂z = σ(z) − y, by the cancellation of section 4.",
    "Half the squared error: ∂C/∂z = (σ(z) − y)·σ′(z), by the chain rule; nothing cancels.",
    `The ratio is 1/σ′(8) = 1/${slope(FAR).toExponential(2)} = ${digits(1 / slope(FAR), 3)}.`,
    "The neuron is sure and wrong, and with the squared error it hardly learns from it.",
  ],
  hint: "Write both derivatives by the chain rule. Which factor has one and not the other?",
  mistakes: [
    { answer: () => slope(FAR), hint: "That is the other way round: squared error over cross-entropy." },
    { answer: () => 1, hint: "Both have the factor σ(z) − y. But the squared error goes through σ, and nothing cancels its slope." },
    { answer: () => 4, hint: "4 is 1/σ′ where the slope is largest. What is the slope at z = 8?" },
  ],
}); // prettier-ignore

/** The weight of the temperature in the O-ring fit, per °F, and °F per °C. */
const perDegree = (): number => logisticRegression(oRings()).weights[1];
const FAHRENHEIT = 1.8;

const celsius = numeric({
  question:
    "Fit the same 23 flights with temperature in °C, where °F = 1.8 · °C + 32: what is the weight of the temperature? To 3 digits.",
  answer: () => perDegree() * FAHRENHEIT,
  tolerance: 5e-3,
  because:
    "The log-odds of a flight do not depend on the unit, so the weight must undo what happens to the number.",
  solution: () => [
    `In °F: log-odds = w₀ + w₁·F with w₁ = ${digits(perDegree(), 4)}.`,
    `Put in F = 1.8·C + 32: log-odds = (w₀ + 32·w₁) + (1.8·w₁)·C.`,
    `So the weight is 1.8 · ${digits(perDegree(), 4)} = ${digits(perDegree() * FAHRENHEIT, 4)}, and only the intercept feels the 32.`,
    "The maximum of the likelihood is the same, as each line in °F is a line in °C.",
  ],
  hint: "Put F = 1.8·C + 32 into w₀ + w₁·F and sort by C.",
  mistakes: [
    { answer: () => perDegree(), hint: "That is per °F. A step of 1 °C is a larger step." },
    { answer: () => perDegree() / FAHRENHEIT, hint: "The wrong way round: a step of 1 °C is more than a step of 1 °F." },
    { answer: () => -perDegree() * FAHRENHEIT, hint: "The size is right. But warmer still means fewer cases of distress." },
  ],
}); // prettier-ignore

/** Where σ′ is half its bound: (σ − ½)² = ⅛. */
const halfway = (): number => logit(1 / 2 + Math.sqrt(1 / 8));

const halfSlope = numeric({
  question: "At which x > 0 is σ′(x) exactly half of its bound, that is ⅛? To 3 digits.",
  answer: halfway,
  tolerance: 3e-3,
  because: "From ¼ − σ′ = (σ − ½)² follows σ, and the logit gives x.",
  solution: () => [
    "Section 5 says how much is missing from the bound: ¼ − σ′ = (σ − ½)².",
    "With σ′ = ⅛ that is (σ − ½)² = ⅛, and for x > 0 the root is positive: σ = ½ + 1/√8.",
    `So σ = ${digits(1 / 2 + Math.sqrt(1 / 8), 4)}, odds ${digits(odds(1 / 2 + Math.sqrt(1 / 8)), 4)} = 3 + 2√2, and x = ln(3 + 2√2) = ${digits(halfway(), 4)}.`,
  ],
  hint: "Use ¼ − σ′ = (σ − ½)² to find σ first; then go back to x by the logit.",
  mistakes: [
    { answer: () => 1 / 2 + Math.sqrt(1 / 8), hint: "That is σ(x). Which x belongs to it?" },
    { answer: () => -halfway(), hint: "That is the other solution: the question is for x > 0." },
    { answer: () => slope(0.5), hint: "That is σ′ at ½. The question goes the other way: from the slope to x." },
    { answer: () => Math.log10(odds(1 / 2 + Math.sqrt(1 / 8))), hint: "Close: the logit takes the natural logarithm, Math.log." },
  ],
}); // prettier-ignore

/** By what a hundred times the variance divides E σ′². */
const fall = (): number =>
  typicalSlope("sigmoid", { variance: 100 }).at.meanSquare /
  typicalSlope("sigmoid", { variance: 10_000 }).at.meanSquare;
const LAWS: Record<string, number> = { "1/√q": 10, "1/q": 100, "e^(−q)": Infinity };

const predictSpread = words({
  question:
    'Predict: z ~ N(0, q), and q becomes very large. How does E σ′(z)² fall: like "1/√q", like "1/q", or like "e^(−q)"?',
  answer() {
    const found = fall();
    return Object.keys(LAWS).reduce((a, b) =>
      Math.abs(LAWS[b] / found - 1) < Math.abs(LAWS[a] / found - 1) ? b : a,
    );
  },
  because:
    "Only the neurons that still sit near 0 count, and their share shrinks like the density of z at 0.",
  solution: () => [
    "σ′(z)² is noticeable only within a few units of 0, whatever q is.",
    "The density of N(0, q) there is about 1/√(2πq): so much of all neurons sit within each unit.",
    "So E σ′² ≈ ∫σ′(z)² dz/√(2πq), and the integral is ∫ s(1 − s) ds = 1/6, because dz = ds/σ′.",
    `Check: from q = 100 to 10 000 the mean falls by a factor of ${digits(fall(), 3)}. Saturated neurons pass nothing, but a few are always left.`,
  ],
  hint: 'Answer "1/√q", "1/q" or "e^(−q)". Which neurons still have a slope when q is large, and how many are they?',
  mistakes: {
    "e^(−q)":
      "So falls the slope of one neuron far out (and with |z|, not with q). But not all neurons are far out.",
    "1/q": "How wide is the normal distribution: does its width grow like q, or like √q?",
  },
});

/** The exercises of notebook 01. */
export const whereTheSigmoidComesFrom: Record<string, Exercise> = {
  "01.two-tests": twoTests,
  "01.squared-error": squaredError,
  "01.celsius": celsius,
  "01.half-slope": halfSlope,
  "01.predict-spread": predictSpread,
};
