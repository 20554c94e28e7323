import { adagrad } from "../optimizers/adagrad";
import { sgd } from "../optimizers/sgd";
import { examine } from "../theory/critical-points/examine";
import { linearChain } from "../theory/critical-points/linear-chain";
import { angleSweep } from "../theory/optimization/angle-sweep";
import { contractionFactor, stepsToShare } from "../theory/optimization/contraction";
import { quadratic } from "../theory/optimization/quadratic";
import { distanceAtStop, type Stop, stopBy } from "../theory/optimization/stopping";
import { type Exercise, numeric, words } from "./exercise";

/** The curvatures of C = 0.02·w₁² + w₂², and the rate at which both directions shrink alike. */
const [FLAT, STEEP] = [0.04, 2];
const BEST = 2 / (FLAT + STEEP);
const SHARE = 0.01;
const stepsAt = (rate: number): number => stepsToShare({ rate, curvature: FLAT }, SHARE);

const fifty = numeric({
  question:
    "C = 0.02·w₁² + w₂², at the best learning rate that gradient descent can have on it: after how many steps is at most 1 % of any start left? A whole number.",
  answer: () => stepsAt(BEST),
  // Half a step, relative to about 116.
  tolerance: 4e-3,
  because:
    "At the best rate both factors have the size (κ − 1)/(κ + 1), and κ is the ratio of the curvatures.",
  solution: () => {
    const factor = contractionFactor({ rate: BEST, curvature: FLAT });
    return [
      `The curvatures are 2·0.02 = ${FLAT} and 2·1 = ${STEEP}, so κ = ${STEEP / FLAT}.`,
      `The best rate is 2/(λ₁ + λ₂) = ${BEST.toPrecision(4)}; its factors are ±(κ − 1)/(κ + 1) = ±${factor.toPrecision(4)}.`,
      `k ≥ ln ${SHARE} / ln ${factor.toPrecision(4)} = ${(Math.log(SHARE) / Math.log(factor)).toFixed(1)}: step ${stepsAt(BEST)} is the first.`,
    ];
  },
  hint: "Which rate makes the factors of both directions equally large, and how large are they then?",
  mistakes: [
    {
      answer: () => stepsAt(0.5),
      hint: "That is at rate ½. A larger one is faster along w₁, and w₂ survives it.",
    },
    { answer: () => stepsAt(BEST) - 1, hint: "One step earlier a little more than 1 % is left: round up." },
  ],
});

const COEFFICIENTS = [0.001, 1];
/** What gradient descent and Adagrad leave of the cost at an angle that the sweep has, at rate ½ after 1000 steps. */
function leftAt(angle: number): number[] {
  const optimizers = [sgd(0.5), adagrad(0.5)];
  const { angles, runs } = angleSweep({ coefficients: COEFFICIENTS, optimizers, start: [1, 1], steps: 1000 });
  return runs.map(({ left }) => left[angles.indexOf(angle)]);
}
const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;

const predictAdagrad = words({
  question:
    'Predict: the valley C = 0.001·u₁² + u₂² is turned by 30° against the weights; rate ½, 1000 steps from (1, 1). Does Adagrad leave "less" of the cost than gradient descent, "as much" (within 1 %), or "more"?',
  answer() {
    const [descent, adaptive] = leftAt(30);
    if (Math.abs(adaptive / descent - 1) < 0.01) return "as much";
    return adaptive < descent ? "less" : "more";
  },
  because: "Its two rates shrink with the gradients of the steep direction, which both weights see.",
  solution() {
    const [descent, adaptive] = leftAt(30);
    return [
      "At the start both gradients are dominated by λ₂, so both sums s fill up with its squares.",
      "Once the path is on the floor, each weight's gradient is small, but its s remembers the wall: the effective rate is far below ½.",
      `After 1000 steps Adagrad leaves ${percent(adaptive)} of the cost, gradient descent ${percent(descent)}.`,
      `Upright, Adagrad leaves ${percent(leftAt(0)[1])}.`,
    ];
  },
  hint: 'Answer "less", "as much" or "more". Which curvature do both weights feel at first, and does s ever forget it?',
  mistakes: {
    less: "So it is when the valley lies along the weights. Turned, both weights feel the steep direction at first, and s never forgets.",
    "as much":
      "Gradient descent cannot tell one angle from another. Adagrad divides weight by weight, so it can: in which direction?",
  },
});

const ZEROS = [1, 2, 3];
const withZeros = (zeros: number): number[] => ZEROS.map((_, i) => (i < zeros ? 0 : 1));

const anotherTarget = words({
  question:
    'The chain of three weights should now output 0: C = ½(w₁w₂w₃)². What are the points (0, 1, 1), (0, 0, 1) and (0, 0, 0)? A list of three, each "not critical", "strict saddle", "degenerate" or "minimum".',
  answer: () => ZEROS.map((zeros) => examine(linearChain({ target: 0 }), withZeros(zeros)).kind),
  because: "With the target 0 every point with a zero weight has cost 0, and no cost is lower.",
  solution: () => [
    "One weight 0 makes the output 0, which is now what is wanted: e = 0 and C = 0.",
    "C is half a square and cannot be below 0. So all three points are minima, and so is the whole of the planes wᵢ = 0.",
    ...ZEROS.map((zeros) => {
      const { eigenvalues } = examine(linearChain({ target: 0 }), withZeros(zeros));
      return `Curvatures at (${withZeros(zeros).join(", ")}): ${eigenvalues.map((value) => value.toFixed(0)).join(", ")}.`;
    }),
    "By the curvatures alone each would be degenerate: second derivatives leave open what the cost itself settles.",
  ],
  hint: "What is e at a point with a zero weight, now that y = 0? And can the cost be lower anywhere?",
  mistakes: {
    "not critical|strict saddle|degenerate":
      "That holds for a target that is not 0, where a zero weight leaves e = −y. What is e here?",
    "degenerate|degenerate|degenerate":
      "The second derivatives do leave it open. But look at the cost itself: can it be lower anywhere?",
  },
});

/** How far the parameter test lets a run stop, per ε, at rate 0.1 along the flat axis of the notebook's valley. */
const AT = { rate: 0.1, curvature: 0.002, tolerance: 1 };
const WANTED = 0.01;
const coarse = (): Stop =>
  stopBy("parameter change", quadratic({ coefficients: COEFFICIENTS }), sgd(AT.rate), {
    start: [1, 1],
    tolerance: WANTED,
  });

const tolerance = numeric({
  question:
    "C = 0.001·w₁² + w₂², gradient descent at rate 0.1: how small must ε be, so that the parameter test stops only when |w₁| is at most 0.01? A number, to 2 digits.",
  answer: () => WANTED / distanceAtStop("parameter change", AT),
  tolerance: 0.02,
  because: "The test reads ηλ₁|w₁|, so ε = ηλ₁ · 0.01.",
  solution: () => [
    `A step changes w₁ by ηλ₁|w₁| = ${AT.rate} · ${AT.curvature} · |w₁|.`,
    `At |w₁| = ${WANTED} that is ${(WANTED / distanceAtStop("parameter change", AT)).toPrecision(2)}: so large may ε be.`,
    `Whoever takes ε = ${WANTED} instead stops from (1, 1) at step ${coarse().step}, as soon as w₂ is quiet, with ${(100 * coarse().point[0]).toFixed(1)} % of w₁'s way ahead.`,
  ],
  hint: "By how much does a step change w₁ when |w₁| = 0.01?",
  mistakes: [
    { answer: () => WANTED, hint: "That is the distance you want. The test does not see a distance: what does it compare with ε?" },
    { answer: () => WANTED / distanceAtStop("gradient norm", AT), hint: "That is for the gradient norm. The parameter test reads the step, which has the rate in it." },
    { answer: () => WANTED / distanceAtStop("parameter change", { ...AT, curvature: 0.001 }), hint: "Close: the derivative of 0.001·w₁² brings down a 2." },
  ],
}); // prettier-ignore

/** The share of the cost, in percent, that the best step of w₁ alone saves on the floor of the valley, turned by this angle. */
function savedAlone(angle: number): number {
  const valley = quadratic({ coefficients: COEFFICIENTS, angle });
  const w = valley.at([1, 0]);
  const { values, vectors } = valley.curvature(w);
  const along = values.reduce((sum, value, i) => sum + value * vectors[i][0] ** 2, 0);
  return (100 * valley.gradient(w)[0] ** 2) / (2 * along * valley.cost(w));
}

const aloneAt45 = numeric({
  question:
    "Turn C = 0.001·u₁² + u₂² by 45° and stand on the valley's floor, u₂ = 0. Train w₁ alone, with the best step it can take: how many percent of the cost does it save? To 2 digits.",
  answer: () => savedAlone(45),
  tolerance: 0.02,
  because: "Moving one weight alone leaves the floor and climbs the wall, whose curvature is 1000 times as large.",
  solution: () => [
    "At a distance d along the floor, C = ½λ₁d², and at 45° g₁ = λ₁d/√2.",
    "Along w₁ alone the curvature is H₁₁ = (λ₁ + λ₂)/2: half floor, half wall.",
    "The best step is g₁/H₁₁ and saves g₁²/(2H₁₁) = λ₁²d²/(2(λ₁ + λ₂)).",
    `Divided by C that is λ₁/(λ₁ + λ₂) = 1/(1 + κ) = ${savedAlone(45).toPrecision(3)} %, from any d: the test says "finished" everywhere on the floor.`,
    `Upright it would be ${savedAlone(0).toPrecision(3)} %, at 30° ${savedAlone(30).toPrecision(2)} %.`,
  ],
  hint: "The best step along one axis saves g₁²/(2H₁₁). Write g₁ and H₁₁ at 45° by λ₁ and λ₂.",
  mistakes: [
    { answer: () => 100, hint: "So it is at 0°, where w₁ runs along the floor. At 45° the way of w₁ alone leaves it." },
    { answer: () => 50, hint: "Half of the way along the floor is w₁'s. But a step of w₁ alone leaves the floor and climbs the wall." },
    { answer: () => savedAlone(45) / 100, hint: "Right as a share; percent are asked for." },
    { answer: () => 0, hint: "Nearly, but not nothing. How much exactly?" },
  ],
}); // prettier-ignore

/** The exercises of notebook 00. */
export const isASmallGradientGoodNews: Record<string, Exercise> = {
  "00.fifty": fifty,
  "00.predict-adagrad": predictAdagrad,
  "00.another-target": anotherTarget,
  "00.tolerance": tolerance,
  "00.alone-at-45": aloneAt45,
};
