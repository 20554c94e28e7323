import { scaledTanh } from "../activations/scaled-tanh";
import { softmaxJacobian } from "../theory/logistic/softmax";
import { criticalPoint } from "../theory/mean-field/critical-line";
import { chi1, varianceMap } from "../theory/mean-field/mean-field";
import { type Exercise, numbers, numeric, words } from "./exercise";

const short = (value: number, digits = 4): string => String(Number(value.toPrecision(digits)));

/** A tanh neuron between two hidden layers. */
const [W1, W2, BIAS] = [0.5, 1.5, 0.25];

const buildTheTwin = numbers({
  question: `A tanh neuron between two hidden layers has the weights ${W1} and ${W2} and the bias ${BIAS}. What are those of its sigmoid twin? A list: [w₁′, w₂′, b′].`,
  answer: () => [4 * W1, 4 * W2, 2 * BIAS - 2 * (W1 + W2)],
  because: "Both of its inputs are written as 2s − 1, and its own z is doubled.",
  solution: () => [
    `With a = 2s − 1: z = ${W1}(2s₁ − 1) + ${W2}(2s₂ − 1) + ${BIAS} = s₁ + ${2 * W2}s₂ − ${short(W1 + W2 - BIAS)}.`,
    `The twin needs z′ = 2z: w′ = (${4 * W1}, ${4 * W2}) and b′ = −${short(2 * (W1 + W2 - BIAS))}.`,
  ],
  hint: "Put a₁ = 2s₁ − 1 and a₂ = 2s₂ − 1 into z = w₁a₁ + w₂a₂ + b, and double it.",
  mistakes: [
    {
      answer: () => [4 * W1, 4 * W2, 2 * BIAS],
      hint: "The weights are right. What becomes of the −1 in a = 2s − 1?",
    },
    {
      answer: () => [2 * W1, 2 * W2, BIAS - (W1 + W2)],
      hint: "That is right for an output neuron. This one has a tanh of its own: its z is to be doubled.",
    },
    {
      answer: () => [4 * W1, 4 * W2, 2 * BIAS + 2 * (W1 + W2)],
      hint: "Look at the sign of the −1 once more.",
    },
    {
      answer: () => [4 * W1, 4 * W2, 2 * BIAS - 4 * (W1 + W2)],
      hint: "The −1 is not doubled on its way in: a = 2s − 1. It is doubled once, with z.",
    },
  ],
});

const predictTheTwin = words({
  question:
    'Predict: δ of the first hidden layer in the twin, beside that of the tanh net of 20 layers. Is it "the same", "half", or has it "vanished" (by a factor per layer)?',
  answer: () => "half",
  because: "z′ = 2z in every hidden layer, so ∂C/∂z′ is half of ∂C/∂z, in the first layer as in the last.",
  solution: () => [
    "Both nets are the same function, and the first hidden layer of the twin has z′ = 2z.",
    "A push of 1 at z is a push of 2 at z′, with the same effect on C: ∂C/∂z = 2 ∂C/∂z′.",
    "Layers above do not enter: whatever they are made of, they answer to the same push in the same way.",
  ],
  hint: 'Answer "the same", "half" or "vanished". How does a push at z of the tanh neuron show at z′ of the twin?',
  mistakes: {
    vanished:
      "¼ per layer would be the bound if the weights were 1. Which weights has the twin? Better: push z a little. What moves in the twin?",
    "the same": "The cost is the same. But z′ is not z.",
  },
});

/** Pixels from black to white, uniform on [0, 1]. */
const [PIXELS, MEAN, VARIANCE] = [784, 1 / 2, 1 / 12];
const steepness = 1 + (PIXELS * MEAN ** 2) / VARIANCE;

const uncentredPixels = numeric({
  question: `A linear neuron looks at ${PIXELS} pixels, independent and uniform from 0 to 1 (mean ½, variance 1/12). How many times steeper than any other direction is the mean direction? (3 digits)`,
  answer: () => steepness,
  because:
    "Curvatures are v + nm² and v. Take the mean away first, and all are v: that is why images are centred.",
  solution: () => [
    `Along the mean: v + nm² = 1/12 + ${PIXELS}·¼ = ${short(VARIANCE + PIXELS * MEAN ** 2, 5)}. Across: v = ${short(VARIANCE)}.`,
    `Their ratio is 1 + nm²/v = ${short(steepness)}.`,
  ],
  hint: "Divide the curvature along 1 by the one across it.",
  mistakes: [
    {
      answer: () => 1 + MEAN ** 2 / VARIANCE,
      hint: "That is for one input. The means of all inputs add up.",
    },
    {
      answer: () => VARIANCE + PIXELS * MEAN ** 2,
      hint: "That is the curvature itself. How many times is it that of the other directions?",
    },
    {
      answer: () => 1 + PIXELS * MEAN ** 2,
      hint: "The other directions have the curvature v, which is not 1.",
    },
    { answer: () => 1 + (PIXELS * MEAN) / VARIANCE, hint: "The mean enters by its square." },
  ],
});

const equivalentRate = numeric({
  question:
    "A step of rate η on the tanh net changes a weight in between by −η ∂C/∂W. Leave the biases aside. Which rate, as a multiple of η, makes the twin's own step on W′ = 4W the same change?",
  answer: () => 4 * 4,
  because: "One factor 4 from the gradient, another because W′ has to move four times as far.",
  solution: () => [
    "Without the biases ∂C/∂W = 4 ∂C/∂W′, so the tanh net's step is ΔW = −η · 4 ∂C/∂W′.",
    "For the twin that is ΔW′ = 4ΔW = −16η ∂C/∂W′: a step of rate 16η.",
    "The first hidden layer and the output have W′ = 2W, so 4η there. No single rate does for all, and the biases are still to come.",
  ],
  hint: "Write ∂C/∂W by ∂C/∂W′, then ΔW′ by ΔW.",
  mistakes: [
    {
      answer: () => 4,
      hint: "One factor 4 is right: from ∂C/∂W = 4 ∂C/∂W′. And how far does W′ = 4W have to go?",
    },
    { answer: () => 1 / 16, hint: "Turn it round: the twin's own gradient is the smaller one." },
    { answer: () => 1, hint: "The same rate gives the twin a much smaller step. How much smaller?" },
  ],
});

const layersOn = (start: number, layers: number): number => {
  let q = start;
  for (let l = 0; l < layers; l++) q = varianceMap("tanh", { weights: 1 }, q);
  return q;
};

const q10 = numeric({
  question:
    'σ_w = 1, but the data have a mean square of 4, so q₁ = 4. Compute q₁₀ exactly, with theory.varianceMap("tanh", { weights: 1 }, q) for one layer. (2 digits)',
  answer: () => layersOn(4, 9),
  because:
    "Whatever the start, 1/q grows by nearly 2 a layer: after ten layers the start is almost forgotten.",
  solution: () => [
    'let q = 4; for (let l = 1; l < 10; l++) q = theory.varianceMap("tanh", { weights: 1 }, q);',
    `q₂ = ${short(layersOn(4, 1))}, q₃ = ${short(layersOn(4, 2))}, q₅ = ${short(layersOn(4, 4))}, q₁₀ = ${short(layersOn(4, 9))}.`,
    `From q₁ = 1 it is ${short(layersOn(1, 9))}; the formula 1/(2l) says ${short(1 / 20)}.`,
  ],
  hint: "Nine steps of the map take q₁ to q₁₀.",
  mistakes: [
    { answer: () => 1 / 20, hint: "That is 1/(2l), which holds for large l. Iterate the map itself." },
    { answer: () => layersOn(1, 9), hint: "That is from q₁ = 1; here the data are larger." },
    { answer: () => layersOn(4, 10), hint: "That is q₁₁: nine steps lead from q₁ to q₁₀." },
    { answer: () => layersOn(4, 8), hint: "That is q₉: nine steps lead from q₁ to q₁₀." },
    { answer: () => 1 / 4, hint: "That is the plateau which does not exist." },
  ],
});

const FIVE_THIRDS = 5 / 3;

const predictTheGain = words({
  question:
    'Predict: with a gain of 5/3, is rms δ of the first layer "smaller" than that of the last hidden layer, "equal" (within 10 %), or "larger"?',
  answer() {
    const factor = Math.sqrt(chi1("tanh", { weights: FIVE_THIRDS ** 2 })) ** 19;
    if (Math.abs(factor - 1) < 0.1) return "equal";
    return factor < 1 ? "smaller" : "larger";
  },
  because: "q settles where σ_w² E tanh′² is above 1: a δ that goes back grows in every layer.",
  solution: () => {
    const factor = Math.sqrt(chi1("tanh", { weights: FIVE_THIRDS ** 2 }));
    return [
      `σ_w² = 25/9 = ${short(FIVE_THIRDS ** 2)}, and E tanh′(z)² = ${short((factor / FIVE_THIRDS) ** 2)} where q settles.`,
      `χ₁ is their product, and √χ₁ = ${short(factor)} per layer going back: × ${short(factor ** 19, 2)} over 19 layers.`,
    ];
  },
  hint: 'Answer "smaller", "equal" or "larger". theory.chi1("tanh", { weights: 25 / 9 }) knows.',
  mistakes: {
    smaller:
      "The slopes are below 1, but every layer also multiplies by weights. Compare σ_w² with 1/E tanh′².",
    equal: "That is what a recommended gain might be expected to do. Is χ₁ exactly 1?",
  },
});

const lecunCritical = numeric({
  question:
    "At which σ_w does a net of LeCun's 1.7159·tanh(2x/3) neither vanish nor explode (χ₁ = 1, no biases)? (3 digits)",
  answer: () => Math.sqrt(criticalPoint("scaledTanh")!.weights),
  because:
    "Height times stretch is a gain that the activation brings along: with u = 2z/3 it is a tanh net of σ_w · 1.7159 · 2/3.",
  solution: () => {
    const slope = scaledTanh().bound.value;
    return [
      "Put u = 2z/3. Then u = (2/3)·W·1.7159·tanh(u below): a tanh net with weights 1.7159·(2/3)·W.",
      "A tanh net is critical at σ_w = 1.",
      `So σ_w = 1/(1.7159 · 2/3) = 1/${short(slope)} = ${short(1 / slope)}.`,
      `With σ_w = 1, as LeCun and his colleagues drew them, √χ₁ = ${short(Math.sqrt(chi1("scaledTanh", { weights: 1 })))}: just above the edge.`,
    ];
  },
  hint: "Which slope has it at 0? Or rewrite it as a net of plain tanh with other weights.",
  mistakes: [
    { answer: () => 1, hint: "So it is for plain tanh. This one is steeper at 0." },
    {
      answer: () => scaledTanh().bound.value,
      hint: "That is its slope at 0. The weights have to make up for it.",
    },
    {
      answer: () => 1 / scaledTanh().bound.value ** 2,
      hint: "That is σ_w². The question is for σ_w.",
    },
    { answer: () => 3 / 2, hint: "The height counts as well as the stretch." },
  ],
});

const onePercent = numeric({
  question:
    "At σ_w = 1 rms δ falls like 1/√L over L tanh layers. How many does it take, by that law, until 1 % of it is left?",
  answer: () => 1 / 0.01 ** 2,
  because: "A power of the depth is slow: the same 1 % takes a usual sigmoid net four layers.",
  solution: () => [
    "1/√L = 0.01, so L = 1/0.01² = 10 000.",
    `A sigmoid net with σ_w = 1 needs ln 0.01 / ln ${short(Math.sqrt(chi1("sigmoid", { weights: 1 })), 3)} = ${short(Math.log(0.01) / Math.log(Math.sqrt(chi1("sigmoid", { weights: 1 }))), 2)} layers.`,
  ],
  hint: "Solve 1/√L = 0.01.",
  mistakes: [{ answer: () => 100, hint: "That is for 1/L, the mean square. The rms is its root." }],
});

const sureAttention = numeric({
  question:
    "Attention puts 98 % on one of two keys. Which share of a small change of the scores gets through at most, ‖J‖₂? (2 digits)",
  answer: () => softmaxJacobian([Math.log(0.98), Math.log(0.02)]).spectralNorm,
  because: "2σ′ = 2·0.98·0.02: as saturated as a sigmoid neuron at 0.98.",
  solution: () => [
    "J = p₁p₂ · (1, −1; −1, 1), whose eigenvalues are 0 and 2p₁p₂.",
    `2 · 0.98 · 0.02 = ${short(2 * 0.98 * 0.02)}, where ½ was possible.`,
  ],
  hint: "For two scores J = σ′(t)·(1, −1; −1, 1). What is σ′ where σ = 0.98?",
  mistakes: [
    { answer: () => 0.98 * 0.02, hint: "That is σ′. What is the largest eigenvalue of (1, −1; −1, 1)?" },
    { answer: () => 0.02, hint: "That is p₂. The Jacobian needs products." },
    { answer: () => 0.5, hint: "That is the bound, reached at 50 %." },
  ],
});

/** The exercises of notebook 04. */
export const isTanhBetterThanSigmoid: Record<string, Exercise> = {
  "04.build-the-twin": buildTheTwin,
  "04.predict-the-twin": predictTheTwin,
  "04.uncentred-pixels": uncentredPixels,
  "04.equivalent-rate": equivalentRate,
  "04.q10": q10,
  "04.predict-the-gain": predictTheGain,
  "04.lecun-critical": lecunCritical,
  "04.one-percent": onePercent,
  "04.sure-attention": sureAttention,
};
