import { chi1, fixedPoint } from "../theory/mean-field/mean-field";
import { type Exercise, numeric, words } from "./exercise";

const digits = (value: number, count = 3): string => String(Number(value.toPrecision(count)));

/** A ReLU net of 21 layers whose weights are doubled: the factors of δ⁵, a⁴ and the gradient of W⁵. */
const [layers, layer] = [21, 5];
const error = (): number => 2 ** (layers - layer);
const input = (): number => 2 ** (layer - 1);
const gradient = (): number => error() * input();

/** Nielsen's nets: weights of variance 1/n, biases of variance 1. */
const nielsen = { weights: 1, biases: 1 };

const [adamRate, fanIn] = [0.01, 30];
const epsilon = 1e-8;
const vanished = 1e-11;

/** Two examples of a layer with three units and two inputs. */
const [delta, inputs] = [
  [1, 2, 2],
  [
    [3, 4],
    [-3, 4],
  ],
];
const norm = (vector: readonly number[]): number => Math.hypot(...vector);
const meanGradient = (): number[] =>
  delta.flatMap((d) => [0, 1].map((j) => (d * inputs[0][j] + d * inputs[1][j]) / 2));

/** ‖∂C/∂W‖ ÷ ‖W‖ of the first and the last layer of a net, as `measure` gives them: at rate 1. */
const [firstRatio, lastRatio] = [5e-6, 0.02];
const wanted = 1e-3;

/** The exercises of notebook 03. */
export const whichNormShouldILookAt: Record<string, Exercise> = {
  "03.twice-the-gain": numeric({
    question:
      "A ReLU net has 20 hidden layers and an output layer (L = 21), and biases 0. Every weight is doubled; let δ of the output be as large as before. By what factor does ‖∂C/∂W⁵‖ of one example grow?",
    answer: gradient,
    because:
      "a⁴ has passed 4 doubled matrices and δ⁵ the other 16 but its own: 20 doublings, in whatever layer.",
    hint: "How many doubled matrices lie between the input and a⁴, and how many between the output's δ and δ⁵?",
    mistakes: [
      { answer: () => 1, hint: "Level says that all layers are alike. How high do they stand?" },
      { answer: error, hint: "That is what ‖δ⁵‖ does. The layer's input changes as well." },
      { answer: input, hint: "That is what ‖a⁴‖ does. And ‖δ⁵‖?" },
      { answer: () => 2 * gradient(), hint: "One doubling too many: is W⁵ a factor of its own gradient?" },
    ],
    solution: () => [
      "Twice the weights, twice every z: no sign changes, so that every slope is as it was.",
      `Forward: a⁴ has passed W¹ … W⁴ and grows by 2⁴ = ${input()}.`,
      `Backward: δ⁵ has passed W²¹ … W⁶ and grows by 2¹⁶ = ${error()}.`,
      `The product: 2²⁰ = ${gradient()}, and the same in every layer: the chart stays level, a million times as high.`,
    ],
  }),
  "03.nielsens-factor": numeric({
    question:
      'Nielsen\'s sigmoid nets have weights of variance 1/n and biases of variance 1. What factor √χ₁ per layer does theory give? (2 digits; theory.chi1("sigmoid", { weights: 1, biases: 1 }) is χ₁)',
    answer: () => Math.sqrt(chi1("sigmoid", nielsen)),
    tolerance: 0.03,
    because:
      "The biases spread z, fewer neurons sit where σ is steep, and less than the 0.236 of a net without biases is left.",
    hint: "Take the root of theory.chi1(…) with both variances.",
    mistakes: [
      { answer: () => chi1("sigmoid", nielsen), hint: "That is χ₁, the factor on E δ². A norm is a root." },
      {
        answer: () => Math.sqrt(chi1("sigmoid", { weights: 1 })),
        hint: "That is the net of notebook 02, whose biases are 0. His have variance 1.",
      },
      {
        answer: () => 0.25,
        hint: "That is the largest slope of σ. Neurons are rarely there, and weights count as well.",
      },
    ],
    solution: () => {
      const [q, chi] = [fixedPoint("sigmoid", nielsen), chi1("sigmoid", nielsen)];
      return [
        `q* = 1·E σ(z)² + 1 with z ~ N(0, q*): q* = ${digits(q)}.`,
        `χ₁ = 1·E σ′(z)² = ${digits(chi)}, and √χ₁ = ${digits(Math.sqrt(chi))}.`,
        `Without the biases q* would be ${digits(fixedPoint("sigmoid", { weights: 1 }))} and √χ₁ ${digits(Math.sqrt(chi1("sigmoid", { weights: 1 })))}.`,
      ];
    },
  }),
  "03.adams-first-step": numeric({
    question:
      "The first step of Adam moves every weight by η, up or down, however large its gradient. A layer has 30 inputs and weights of variance 1/30. What is ‖ΔW‖ ÷ ‖W‖ for η = 0.01? (2 digits)",
    answer: () => adamRate * Math.sqrt(fanIn),
    tolerance: 0.03,
    because: "‖ΔW‖ = η√N and ‖W‖ ≈ √(N/30) for N weights: the ratio, η√30, knows nothing of the gradient.",
    hint: "A layer with N weights: ‖ΔW‖ is the root of N squares of η. What is ‖W‖?",
    mistakes: [
      { answer: () => adamRate, hint: "That would be right if the weights had size 1; they are smaller." },
      { answer: () => adamRate * fanIn, hint: "A weight's size is the root of its variance." },
      {
        answer: () => adamRate / Math.sqrt(fanIn),
        hint: "Upside down: smaller weights make the same step relatively larger.",
      },
    ],
    solution: () => [
      "N weights, each moved by η: ‖ΔW‖ = η√N.",
      "N weights of mean square 1/30: ‖W‖ ≈ √(N/30).",
      `The ratio: η·√30 = ${digits(adamRate * Math.sqrt(fanIn))}; with 784 inputs ${digits(adamRate * Math.sqrt(784))}.`,
    ],
  }),
  "03.where-it-vanishes": words({
    question:
      'Two nets with 20 hidden layers. In "tanh" (gain 3) about a third of all neurons are saturated, in "sigmoid" (gain 1) none. In which of them does δ vanish?',
    answer: () => (chi1("tanh", { weights: 9 }) < chi1("sigmoid", { weights: 1 }) ? "tanh" : "sigmoid"),
    because:
      "What is left of the slopes of tanh is multiplied by σ_w² = 9; those of the sigmoid are at most ¼, times 1.",
    hint: "What counts is χ₁ = σ_w²·E φ′². Both factors.",
    mistakes: {
      tanh: "The saturated third passes nothing. But the others do, and each of their weights is three times as large.",
      both: "One of them grows. Which has weights that are large?",
      neither: "The largest slope of the sigmoid is ¼. What does that do over 20 layers with a gain of 1?",
    },
    solution: () => [
      `tanh, gain 3: χ₁ = 9·E tanh′² = ${digits(chi1("tanh", { weights: 9 }))}, so δ grows by ${digits(Math.sqrt(chi1("tanh", { weights: 9 })))} per layer going back.`,
      `sigmoid, gain 1: χ₁ = 1·E σ′² = ${digits(chi1("sigmoid", { weights: 1 }))}, so δ shrinks to ${digits(Math.sqrt(chi1("sigmoid", { weights: 1 })))} of itself.`,
      "Saturation is one way to vanish. A slope that is never above ¼ is another, and needs no saturated neuron.",
    ],
  }),
  "03.two-examples": numeric({
    question:
      "A layer with two inputs and three units sees two examples: δ = (1, 2, 2) with a = (3, 4), and the same δ with a = (−3, 4). What is ‖∂C/∂W‖ of the batch?",
    answer: () => norm(meanGradient()),
    because:
      "The mean of the two inputs is (0, 4): ‖δ‖·4 = 3 · 4. The bound ‖δ‖·‖a‖ is 15; the rest has cancelled.",
    hint: "Write down δaᵀ of both examples, take their mean, then the norm.",
    mistakes: [
      {
        answer: () => norm(delta) * norm(inputs[0]),
        hint: "That is each example's own norm, which is the bound. In the mean something cancels.",
      },
      { answer: () => 2 * norm(meanGradient()), hint: "C is the mean over the batch, not the sum." },
    ],
    solution: () => [
      "Both have the same δ, so that the mean of δaᵀ is δ times the mean of the inputs, (0, 4).",
      `‖δ‖ = √(1 + 4 + 4) = ${norm(delta)}, and ‖∂C/∂W‖ = ${norm(delta)} · 4 = ${norm(meanGradient())}.`,
      `The upper bound is ${norm(delta)} · 5 = ${norm(delta) * norm(inputs[0])}: the examples agree to ${digits((100 * norm(meanGradient())) / (norm(delta) * norm(inputs[0])))} %.`,
    ],
  }),
  "03.one-rate-for-all": numeric({
    question:
      "measure says ‖∂C/∂W‖ ÷ ‖W‖ = 5·10⁻⁶ in the first layer and 0.02 in the last. You choose the rate of gradient descent with which the first layer moves by 10⁻³ of its weights. By what multiple of its own weights does the last layer then move in one step?",
    answer: () => (wanted / firstRatio) * lastRatio,
    because:
      "The last layer would jump by several times its own size in one step: one rate cannot serve both.",
    hint: "The ratio of gradient descent is the rate times what measure gives. Find the rate first.",
    mistakes: [
      { answer: () => wanted / firstRatio, hint: "That is the rate. What does the last layer do with it?" },
      { answer: () => (wanted / lastRatio) * firstRatio, hint: "That is the first layer, with the rate that suits the last." }, // prettier-ignore
      { answer: () => lastRatio, hint: "That is the last layer at rate 1." },
    ],
    solution: () => [
      `η · 5·10⁻⁶ = 10⁻³ gives η = ${digits(wanted / firstRatio)}.`,
      `The last layer: ${digits(wanted / firstRatio)} · 0.02 = ${digits((wanted / firstRatio) * lastRatio)}.`,
    ],
  }),
  "03.below-epsilon": numeric({
    question:
      "Every gradient in the first layer has vanished to 10⁻¹¹. Adam's first step is η·g/(|g| + ε), with η = 0.01 and ε = 10⁻⁸. By how much does it move a weight there? (2 digits)",
    answer: () => (adamRate * vanished) / (vanished + epsilon),
    because:
      "g is a thousandth of ε, so that about a thousandth of η is left: below ε Adam is gradient descent with the rate η/ε.",
    hint: "Put the numbers in: which of the two in the denominator is the larger one?",
    mistakes: [
      { answer: () => adamRate, hint: "So it would be if |g| were far above ε. It is far below." },
      { answer: () => adamRate * vanished, hint: "That is gradient descent. Adam divides by |g| + ε." },
    ],
    solution: () => [
      `g/(|g| + ε) = 10⁻¹¹/(10⁻¹¹ + 10⁻⁸) ≈ ${digits(vanished / (vanished + epsilon))}.`,
      `Times η: ${((adamRate * vanished) / (vanished + epsilon)).toExponential(1).replace("e-5", "·10⁻⁵").replace("e-6", "·10⁻⁶")}, instead of 0.01.`,
    ],
  }),
};
