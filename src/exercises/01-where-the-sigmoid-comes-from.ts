import { logistic } from "../activations/logistic";
import { oRings } from "../data/o-rings";
import { sigmoid32 } from "../theory/float32/float32-sigmoid";
import { logisticRegression } from "../theory/logistic/logistic-regression";
import { logit, odds } from "../theory/logistic/odds";
import { type Exercise, numeric } from "./exercise";

const slope = (x: number): number => logistic(x) * logistic(-x);
/** The weight of the temperature in the O-ring fit, per °F. */
const perDegree = (): number => logisticRegression(oRings()).weights[1];
/** LeCun's activation 1.7159·tanh(2x/3). */
const SCALE = 1.7159;
const STRETCH = 2 / 3;

const CLOSED_FORM_HINTS: Record<string, string> = {
  a: "Not yet: the Hessian is −Σ σ′(zᵢ)xᵢxᵢᵀ, which is negative semidefinite everywhere. Can such a function have several separate peaks?",
  c: "Not yet: linear regression has a closed form for 23 points as for 23 million. What differs in the equations to be solved?",
};

/** The exercises of notebook 01. */
export const whereTheSigmoidComesFrom: Record<string, Exercise> = {
  "01.sigmoid-slope": numeric({
    question: "What is σ′(4), to 3 digits?",
    answer: () => slope(4),
    because: "σ(4) ≈ 0.982, and σ′ = σ(1 − σ) ≈ 0.982 · 0.018: only 7 % of the bound ¼ is left at x = 4.",
    hint: "Compute s = σ(4) first, then s(1 − s).",
    mistakes: [
      { answer: () => logistic(4), hint: "Not yet: that is σ(4) itself. The slope is σ(4)·(1 − σ(4))." },
      { answer: () => logistic(-4), hint: "Close: that is 1 − σ(4). One factor is missing." },
      { answer: () => 1 / 4, hint: "Not yet: ¼ is the bound, reached only at x = 0." },
    ],
  }),
  "01.logit": numeric({
    question: "What is logit(0.9), to 3 digits?",
    answer: () => logit(0.9),
    tolerance: 0.003,
    because: "The odds are 0.9 : 0.1 = 9, and ln 9 = 2.197; so σ(2.197) = 0.9.",
    hint: "First the odds of 0.9, then their natural logarithm.",
    mistakes: [
      { answer: () => odds(0.9), hint: "Not yet: that is the odds. The logit is their logarithm." },
      {
        answer: () => Math.log10(9),
        hint: "Not yet: that is the logarithm to base 10. The logit takes the natural one, Math.log.",
      },
      {
        answer: () => Math.log2(9),
        hint: "Not yet: that is the logarithm to base 2. The logit takes the natural one, Math.log.",
      },
      {
        answer: () => logistic(0.9),
        hint: "Not yet: that is σ(0.9). The logit goes the other way, from probability to log-odds.",
      },
      { answer: () => -logit(0.9), hint: "The size is right, the sign is not: 0.9 is more likely than not." },
    ],
  }),
  "01.closed-form": {
    question:
      "Why has logistic regression no closed form in general? Answer with a letter. " +
      "a: its likelihood has several maxima. b: in Σ(yᵢ − σ(w·xᵢ))xᵢ = 0 the unknown w stands inside σ. c: there are too few points.",
    because:
      "The score equations are not linear in w: it stands in exponentials, and sums of 1/(1 + e^(−w·xᵢ)) cannot in general be solved for w. So one climbs.",
    accepts: (answer) => choice(answer) === "b",
    hint: (answer) => CLOSED_FORM_HINTS[choice(answer)] ?? 'The answer is one letter: "a", "b" or "c".',
  },
  "01.odds-factor": numeric({
    question:
      "In the O-ring fit, by what factor do the odds of distress grow when the launch is 10 °F colder? To 2 digits.",
    answer: () => Math.exp(-10 * perDegree()),
    tolerance: 0.02,
    because:
      "Each degree adds w₁ = −0.232 to the log-odds, so −10 degrees add 2.32, and e^2.32 ≈ 10.2, whatever the starting temperature.",
    hint: "What is added to the log-odds multiplies the odds by its exponential.",
    mistakes: [
      {
        answer: () => Math.exp(10 * perDegree()),
        hint: "Not yet: that is the factor for 10 °F warmer. Mind the sign.",
      },
      {
        answer: () => -10 * perDegree(),
        hint: "Close: that is what is added to the log-odds. The question is what multiplies the odds.",
      },
      { answer: () => Math.exp(-perDegree()), hint: "Close: that is the factor for a single degree." },
    ],
  }),
  "01.float32-one": numeric({
    question: "What is the smallest whole number x for which σ(x), computed in float32, is exactly 1?",
    answer: () => Array.from({ length: 100 }, (_, x) => x).find((x) => sigmoid32(x) === 1)!,
    tolerance: 1e-9,
    because:
      "1 + e⁻ˣ rounds to 1 as soon as e⁻ˣ ≤ 2⁻²⁴, that is from x = 24·ln 2 = 16.64 on; the next whole number is 17.",
    hint: "float32 has 24 binary digits: 1 + e⁻ˣ rounds to 1 once e⁻ˣ ≤ 2⁻²⁴.",
    mistakes: [
      { answer: () => 37, hint: "Not yet: that is float64, which has 53 binary digits; float32 has 24." },
      { answer: () => 16, hint: "Almost: e⁻¹⁶ ≈ 1.1·10⁻⁷ is still above 2⁻²⁴ ≈ 6·10⁻⁸." },
    ],
  }),
  "01.scaled-tanh": numeric({
    question: "LeCun used f(x) = 1.7159·tanh(2x/3). What is the largest slope of f, to 3 digits?",
    answer: () => SCALE * STRETCH,
    tolerance: 0.005,
    because:
      "f′(x) = 1.7159 · ⅔ · tanh′(2x/3), and tanh′ ≤ 1 with equality at 0: so f′ ≤ 1.144, more than the 1 of tanh.",
    hint: "Chain rule: the factor outside, times the factor inside, times the bound of tanh′.",
    mistakes: [
      { answer: () => SCALE, hint: "Not yet: the chain rule brings one more factor, from inside the tanh." },
      { answer: () => STRETCH, hint: "Not yet: the factor in front of the tanh counts as well." },
      {
        answer: () => 1,
        hint: "Not yet: 1 is the bound of plain tanh; here it is scaled outside and inside.",
      },
    ],
  }),
};

const choice = (answer: unknown): string => String(answer).trim().toLowerCase();
