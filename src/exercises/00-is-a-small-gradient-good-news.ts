import { adagrad } from "../optimizers/adagrad";
import { remainingShare, stepsToShare } from "../theory/optimization/contraction";
import { examine } from "../theory/critical-points/examine";
import { linearChain } from "../theory/critical-points/linear-chain";
import { descent } from "../theory/optimization/descent";
import { quadratic } from "../theory/optimization/quadratic";
import { type Exercise, numeric, words } from "./exercise";

const STEPS = 1000;
const left = (curvature: number): number => remainingShare({ rate: 0.5, curvature }, STEPS);

const whatIsLeft = numeric({
  question:
    "C = 0.001·w₁² + w₂², gradient descent at rate ½: what share of w₁'s start is left after 1000 steps? A number from 0 to 1, to 3 digits.",
  answer: () => left(0.002),
  because: "Each step keeps 1 − ½·0.002 = 0.999 of w₁, and 0.999¹⁰⁰⁰ ≈ 0.368, whatever the start.",
  hint: "Write ∂C/∂w₁, put it into w₁ ← w₁ − ½·∂C/∂w₁, and see by which factor one step multiplies w₁.",
  mistakes: [
    {
      answer: () => 0,
      hint: "That is the popular answer's reading of its plot. Look at the factor of one step: can its power be 0?",
    },
    { answer: () => left(0.001), hint: "Close: the derivative of 0.001·w₁² brings down a 2." },
    { answer: () => 100 * left(0.002), hint: "Right as a percentage; a share from 0 to 1 is asked for." },
    { answer: () => 1 - left(0.002), hint: "That share has been covered. How much is left?" },
  ],
});

const SHARE = 0.01;

const stepsToOnePercent = numeric({
  question:
    "The same cost and rate: how many steps does it take until at most 1 % of w₁'s start is left? A whole number.",
  answer: () => stepsToShare({ rate: 0.5, curvature: 0.002 }, SHARE),
  // Half a step, relative to about 4600.
  tolerance: 1e-4,
  because: "ln 0.01 ÷ ln 0.999 = 4602.9: step 4603 is the first to reach 1 %, from any start.",
  hint: "Solve 0.999ᵏ ≤ 0.01 for k by logarithms, then round up.",
  mistakes: [
    {
      answer: () => Math.round(-Math.log(SHARE) / 0.001),
      hint: "That takes ln 0.999 ≈ −0.001, which is good to three digits. Use ln 0.999 itself.",
    },
    {
      answer: () => stepsToShare({ rate: 0.5, curvature: 0.002 }, SHARE) - 1,
      hint: "One step earlier a little more than 1 % is left: round up.",
    },
    {
      answer: () => stepsToShare({ rate: 0.5, curvature: 0.001 }, SHARE),
      hint: "The derivative of 0.001·w₁² brings down a 2.",
    },
  ],
});

const adagradAfter = (steps: number): number =>
  descent(quadratic(), adagrad(0.5, { epsilon: 0 }), { start: [1, 1], steps }).points[steps][0];

const adagradTwoSteps = numeric({
  question:
    "C = 0.001·w₁² + w₂², Adagrad at rate ½ with ε = 0 and an empty accumulator, both weights start at 1: where is w₁ after two steps? To 4 digits.",
  answer: () => adagradAfter(2),
  tolerance: 5e-4,
  because: "Step 1 goes to ½; step 2 subtracts ½·½/√(1 + ¼), so w₁ = ½ − ¼/√1.25 ≈ 0.2764, and w₂ the same.",
  hint: "Write g = λw. The first sum is (λ·1)², the second adds (λ·½)²; λ cancels in g/√s.",
  mistakes: [
    { answer: () => adagradAfter(1), hint: "That is after one step; take another." },
    {
      answer: () => 0,
      hint: "Adagrad divides by the root of all squared gradients so far, the first included.",
    },
    { answer: () => adagradAfter(3), hint: "That is after three steps." },
  ],
});

/** What the chain of four weights is at (0, 1, 1, 1), (0, 0, 1, 1) and (0, 0, 0, 1). */
const kinds = (): string[] =>
  [1, 2, 3].map(
    (zeros) => examine(linearChain(), [0, 1, 2, 3].map((i) => (i < zeros ? 0 : 1))).kind, // prettier-ignore
  );

const zerosOfTheChain = words({
  question:
    'C = ½(w₁w₂w₃w₄ − 1)²: what is the point with one, with two and with three weights 0 and the others 1? A list of three, each "not critical", "strict saddle", "degenerate" or "minimum".',
  answer: kinds,
  because:
    "One zero leaves its own gradient −1; two leave none but a Hessian with eigenvalues ±1; three leave no Hessian either.",
  hint: "∂C/∂wᵢ holds the product of the other three weights, ∂²C/∂wᵢ∂wⱼ that of the other two. Which of these products still have a zero in them?",
});

/** The exercises of notebook 00. */
export const isASmallGradientGoodNews: Record<string, Exercise> = {
  "00.what-is-left": whatIsLeft,
  "00.steps-to-one-percent": stepsToOnePercent,
  "00.adagrad-two-steps": adagradTwoSteps,
  "00.zeros-of-the-chain": zerosOfTheChain,
};
