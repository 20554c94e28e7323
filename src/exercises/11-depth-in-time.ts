import { logistic } from "../activations/logistic";
import { digits } from "../shown";
import { forgetHalfLife, recurrentBound } from "../theory/through-time/recurrent";
import { type Exercise, numeric, words } from "./exercise";

const SIGMOID = { spectralNorm: 3, steps: 10 };
const sigmaBound = numeric({
  question:
    "A recurrent net of sigmoids has ‖U‖₂ = 3. What can ‖∂h_T/∂h_{T−10}‖₂ not exceed? (2 digits; must its gradient vanish?)",
  answer: () => recurrentBound("sigmoid", SIGMOID).at(-1)!,
  because: "γ‖U‖₂ = ¾ < 1: it must vanish, although the matrix stretches vectors threefold.",
  solution: () => [
    "The slope of σ is at most γ = ¼.",
    "Each step back multiplies by at most γ‖U‖₂ = 3/4.",
    `Ten steps: (3/4)¹⁰ = ${digits(recurrentBound("sigmoid", SIGMOID).at(-1)!)}. As 3/4 < 1, the gradient must vanish; with tanh 3¹⁰ would be allowed.`,
  ],
  hint: "What is the largest slope of σ? Multiply it by ‖U‖₂, once for each step.",
  mistakes: [
    { answer: () => 3 ** 10, hint: "That is tanh's bound. How steep can a sigmoid be?" },
    { answer: () => 0.25 ** 10, hint: "That leaves the matrix out." },
    { answer: () => 0.75 ** 9, hint: "From T − 10 to T there are ten steps." },
    { answer: () => 0.75, hint: "That is one step." },
  ],
});

const growthAtTwo = words({
  question:
    'Predict: h_t = tanh(U h_{t−1}) with many units, U random with gain 2. Per step, ‖∂h_T/∂h_0‖ is multiplied, in the long run, by … "2", "between 1 and 2", "1", or "less than 1"?',
  answer: () => "between 1 and 2",
  because: "U doubles what is small, so the state grows until tanh saturates; its slopes take most of the factor back.",
  solution: () => [
    "At h = 0 all slopes are 1, and a small push doubles at every step: 0 repels.",
    "The state grows until tanh flattens it; then the mean square of the slopes is well below 1.",
    "Mean field: the factor is √χ₁ = 2·√(E tanh′(√q* z)²), which is above 1 and below 2: a bounded map cannot expand everywhere.",
  ],
  hint: "Would the state stay small? And what do slopes do in a state that is not?",
  mistakes: {
    "2": "That holds where all slopes are 1: at h = 0. Does the state stay there?",
    "1": "Then nothing would tell gain 2 from gain 1.",
    "less than 1": "Slopes below 1 are one factor; the other is the gain. A state near 0 is pushed away.",
  },
}); // prettier-ignore

const halfLife = numeric({
  question:
    "A forget gate's bias is 1, as frameworks often start it. After how many steps is half of the cell's gradient left, on the direct path? (2 digits)",
  answer: () => forgetHalfLife(1),
  because: "ln ½ / ln σ(1): a bias of 1 is a memory of two steps, and a start for learning longer ones.",
  solution: () => [
    `σ(1) = 1/(1 + e⁻¹) = ${digits(logistic(1))}: what one step leaves.`,
    "σ(1)ᵏ = ½ means k = ln ½ / ln σ(1).",
    `That is −${digits(Math.LN2)} / −${digits(-Math.log(logistic(1)))} = ${digits(forgetHalfLife(1))} steps.`,
  ],
  hint: "One step leaves σ(b). For which k is σ(b)ᵏ = ½?",
  mistakes: [
    { answer: () => 1, hint: "That is b = 0, where the gate stands at ½." },
    { answer: () => 0.5 / (1 - logistic(1)), hint: "What is lost does not add up: each step takes its share of what is left." }, // prettier-ignore
    { answer: () => 1 / -Math.log(logistic(1)), hint: "After so many steps 1/e is left." },
    { answer: () => -Math.log2(logistic(1)), hint: "That is how many halvings one step is: turn it round." },
  ],
});

const whoForgot = words({
  question:
    "Who gave the LSTM its forget gate? The surname of the first author of that paper. (Decide before you read on.)",
  answer: () => "gers",
  because: "Gers, Schmidhuber & Cummins 2000; the LSTM of 1997 had an input and an output gate.",
  solution: () => [
    "Hochreiter & Schmidhuber 1997: c_t = c_{t−1} + i_t ⊙ g_t, an input and an output gate, no way to forget.",
    "Gers, Schmidhuber & Cummins 2000, “Learning to forget”: c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t.",
    "Cho et al. 2014 is the GRU, whose update gate does the same for h.",
  ],
  hint: "It is not in the paper that the LSTM is usually cited by.",
  mistakes: {
    hochreiter: "His LSTM, with Schmidhuber, had an input and an output gate. The third came three years later.",
    schmidhuber: "He is an author of both papers, and the first of neither.",
    cho: "That is the GRU, 2014.",
  },
}); // prettier-ignore

const [KEPT, DRIP] = [0.95, 0.2];
const drip = numeric({
  question:
    "At every step a cell is given i·g = 0.2. With a forget gate at 0.95, where does c settle? (Without one it grows by 0.2 a step, for ever.)",
  answer: () => DRIP / (1 - KEPT),
  because: "It settles where what is forgotten equals what is added: (1 − f)c = 0.2.",
  solution: () => [
    "c_t = 0.95 c_{t−1} + 0.2. Where it stands still, c = 0.95 c + 0.2.",
    `So c = 0.2/(1 − 0.95) = ${digits(DRIP / (1 - KEPT))}.`,
    `There tanh c = ${digits(Math.tanh(DRIP / (1 - KEPT)))}, and its slope is ${digits(1 - Math.tanh(DRIP / (1 - KEPT)) ** 2)}: a forget gate near 1 alone does not keep the readout from saturating.`,
  ],
  hint: "Set c_t = c_{t−1} = c.",
  mistakes: [
    { answer: () => DRIP / KEPT, hint: "Look again at what is lost in a step: (1 − f)·c." },
    {
      answer: () => DRIP * KEPT,
      hint: "That is what is left of one drop after a step. Drops go on falling.",
    },
    { answer: () => 1 / (1 - KEPT), hint: "That is for drops of size 1." },
  ],
});

const SPAN = 50;
const halving = 2 ** (-1 / SPAN);
const gruBias = numeric({
  question:
    "A GRU is to start with a half-life of 50 steps on its direct path. Which bias of its update gate does that need, with h_t = z ⊙ h_{t−1} + (1 − z) ⊙ g? (3 digits)",
  answer: () => Math.log(halving / (1 - halving)),
  because: "z⁵⁰ = ½ fixes z, and the bias is its logit.",
  solution: () => [
    `z⁵⁰ = ½, so z = 2^(−1/50) = ${halving.toFixed(5)}.`,
    "z = σ(b), so b = logit z = ln(z/(1 − z)).",
    `That is ${digits(Math.log(halving / (1 - halving)))}. (In papers that swap z and 1 − z it is minus that.)`,
  ],
  hint: "Which z leaves half after 50 steps? Which b has σ(b) = z?",
  mistakes: [
    { answer: () => -Math.log(halving / (1 - halving)), hint: "The size is right. Which of z and 1 − z keeps, as it is written here?" }, // prettier-ignore
    { answer: () => halving, hint: "That is the gate. Which bias puts it there?" },
    { answer: () => Math.log(SPAN), hint: "Near: that is for 1/e instead of one half." },
  ],
});

/** A gradient of norm 10, clipped to 1, at a rate of 0.5. */
const [FIRST, SECOND, CLIP, RATE] = [6, -8, 1, 0.5];
const clippedStep = numeric({
  question:
    "The gradient is (6, −8), its norm is clipped to 1, the rate is 0.5. By how much does gradient descent change the first weight?",
  answer: () => (-RATE * CLIP * FIRST) / Math.hypot(FIRST, SECOND),
  because: "Clipping by norm keeps the direction: (6, −8)/10, times the rate, against the gradient.",
  solution: () => [
    "‖(6, −8)‖ = 10, above 1: multiply by 1/10, which gives (0.6, −0.8).",
    "Descent goes against it: −0.5 · 0.6 = −0.3.",
    "Clipping each entry to ±1 would have given (1, −1): another direction.",
  ],
  hint: "Shorten the whole vector to length 1, then take the step.",
  mistakes: [
    { answer: () => RATE * 0.6, hint: "In which direction does descent go?" },
    { answer: () => -RATE, hint: "That clips each entry by itself, and turns the gradient. Clip the norm." },
    { answer: () => -RATE * FIRST, hint: "That is without clipping." },
    { answer: () => 0.6, hint: "That is the clipped gradient. The step is −η times it." },
  ],
});

const SLOW = 0.99;
const scaledInput = numeric({
  question:
    "A linear recurrence has λ = 0.99 and its input multiplied by √(1−λ²). How large is E(dh/dλ)²? (3 digits)",
  answer: () => (1 - SLOW ** 2) ** -2,
  because: "1/(1−λ²)²: a hundred times less than with the plain input, and still large.",
  solution: () => [
    `1 − λ² = ${digits(1 - SLOW ** 2)}.`,
    `1/(1−λ²)² = ${digits((1 - SLOW ** 2) ** -2)}.`,
    `Plain it is (1+λ²)/(1−λ²)³ = ${digits((1 + SLOW ** 2) / (1 - SLOW ** 2) ** 3)}; in ν, below ¼.`,
  ],
  hint: "Which of the three formulas belongs to the scaled input?",
  mistakes: [
    { answer: () => (1 + SLOW ** 2) / (1 - SLOW ** 2) ** 3, hint: "That is the plain input." },
    { answer: () => (1 - SLOW) ** -2, hint: "1 − λ² is not 1 − λ." },
    { answer: () => 1 / (1 - SLOW ** 2), hint: "That is the root of it." },
  ],
});

/** The exercises of notebook 11. */
export const depthInTime: Record<string, Exercise> = {
  "11.sigma-bound": sigmaBound,
  "11.growth-at-two": growthAtTwo,
  "11.half-life": halfLife,
  "11.who-forgot": whoForgot,
  "11.drip": drip,
  "11.gru-bias": gruBias,
  "11.clipped-step": clippedStep,
  "11.scaled-input": scaledInput,
};
