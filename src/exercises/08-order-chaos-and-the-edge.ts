import { digits } from "../shown";
import { widthGrowth } from "../theory/finite-width/finite-width";
import { correlationFixedPoints } from "../theory/mean-field/correlation-map";
import { criticalPoint } from "../theory/mean-field/critical-line";
import { depthScales } from "../theory/mean-field/depth-scales";
import { arcCosineMap } from "../theory/random-matrices/shattering";
import { type Exercise, numeric, words } from "./exercise";

/** A number as text with a real minus sign. */
const told = (x: number): string => digits(x).replace("-", "−");

/** erf′(0). */
const STEEPEST = 2 / Math.sqrt(Math.PI);
const criticalGain = numeric({
  question:
    "The error function is φ(z) = erf z, the integral of 2e^(−t²)/√π from 0 to z. Without biases, at which σ_w does χ₁ become 1? (3 digits)",
  answer: () => Math.sqrt(criticalPoint("erf")!.weights),
  because:
    "Without biases the line begins where q* = 0, and there only the slope at 0 counts: σ_w φ′(0) = 1.",
  solution: () => [
    "|φ(z)| ≤ φ′(0)·|z|, so q′ ≤ σ_w² φ′(0)² q: up to σ_w φ′(0) = 1 the signal dies out, q* = 0.",
    "There E φ′(√q* z)² = φ′(0)², and χ₁ = σ_w² φ′(0)².",
    `φ′(0) = 2/√π = ${told(STEEPEST)}, so σ_w = 1/${told(STEEPEST)} = ${told(1 / STEEPEST)}.`,
  ],
  hint: "What is q* just below the edge, if there are no biases? Which slope counts there?",
  mistakes: [
    { answer: () => 1, hint: "That is plain tanh's. What is the slope of this one at 0?" },
    {
      answer: () => STEEPEST,
      hint: "That is the slope at 0. Should a steeper function need larger weights?",
    },
    { answer: () => STEEPEST ** -2, hint: "That is σ_w². The question asks for σ_w." },
  ],
});

const CHAOS = { weights: 9, biases: 0.09 };
const fate = words({
  question:
    "Predict: a wide tanh net, σ_w = 3 and σ_b = 0.3. Two inputs are nearly the same: correlation 0.99. What do many layers do to them? One word: merge, stay or part.",
  answer: () => (correlationFixedPoints("tanh", CHAOS).at(-1)!.slope > 1 ? "part" : "merge"),
  because:
    "χ₁ > 1 at this point: every layer multiplies their squared distance by it, until they are far apart.",
  solution: () => {
    const [settled, one] = correlationFixedPoints("tanh", CHAOS);
    return [
      `At σ_w = 3, σ_b = 0.3 the squared distance of two near inputs is multiplied by χ₁ = ${told(one.slope)} per layer.`,
      "1 − c = 0.01 is small, and grows like that until it is no longer small.",
      `Their correlation settles at c* = ${told(settled.correlation)}, whatever it was.`,
    ];
  },
  hint: "On which side of the edge does this point lie? What multiplies a small distance?",
  mistakes: {
    merge: "That is the fate on the other side of the edge.",
    stay: "Only at the edge, and even there it is only slow. Where does this point lie?",
  },
});

const CHI = 0.9;
const FALL = Math.log(100) / -Math.log(CHI);
const howDeep = numeric({
  question:
    "χ₁ = 0.9. After how many layers, going back, is rms δ down to 1 % of what it was? (2 digits; a fraction of a layer is allowed)",
  answer: () => 2 * FALL,
  tolerance: 0.02,
  because: "χ₁ multiplies the mean square; the rms falls by √0.9 per layer, half as fast in the logarithm.",
  solution: () => [
    "rms δ is multiplied by √χ₁ = √0.9 per layer.",
    "√0.9ᵏ = 0.01, so k = 2 ln 100 / −ln 0.9.",
    `That is ${told(2 * FALL)} layers, or ${told(2 * Math.log(100))} of ξ = −1/ln χ₁ = ${told(-1 / Math.log(CHI))}.`,
  ],
  hint: "Which power of χ₁ does the rms have?",
  mistakes: [
    { answer: () => FALL, hint: "That is for the mean square of δ. The rms is its root." },
    { answer: () => FALL / 2, hint: "The root halves the logarithm of the factor. Does it then take fewer layers, or more?" }, // prettier-ignore
    { answer: () => 99, hint: "That takes off 1 % of the start per layer. The factor acts on what is left." },
  ],
});

/** The gains of the notebook, by what they are at σ_b = 0.3. */
const NETS = { order: 0.5, edge: 1.4, chaos: 3 };
let known: [name: string, scale: number][] | undefined;
/** ξ_c of each; near the edge it takes a second to find, so only once. */
const scales = (): [name: string, scale: number][] =>
  (known ??= Object.entries(NETS).map(([name, gain]) => [name, depthScales("tanh", { weights: gain ** 2, biases: 0.09 }).correlation])); // prettier-ignore
const whichLearns = words({
  question:
    "Predict: tanh nets of 30 layers, σ_b = 0.3, at order (σ_w = 0.5), edge (1.4) and chaos (3), sixty steps of the same training. Which one learns? One word: order, edge or chaos.",
  answer: () => scales().toSorted(([, a], [, b]) => b - a)[0][0],
  because:
    "Only there does what distinguishes the inputs reach the last layer, and what the loss says the first.",
  solution: () => [
    "A net can learn what its last layer still sees of the input: about 6 ξ_c layers (Schoenholz et al. 2017).",
    ...scales().map(
      ([name, scale]) => `${name}: ξ_c = ${told(scale)}, so some ${Math.round(6 * scale)} layers.`,
    ),
    "Thirty layers are far too many in order, a few too many in chaos, and nothing at the edge.",
  ],
  hint: "Compare 30 layers with the depth scales in the title above.",
  mistakes: {
    order: "There all inputs look alike to the last layer.",
    chaos: "There neighbouring inputs have nothing in common in the last layer, and gradients explode.",
  },
});

const GOAL = 0.999;
/** Layers until two orthogonal inputs have a cosine of at least the goal. */
function layersToGoal(): number {
  let layers = 0;
  for (let cosine = 0; cosine < GOAL; layers++) cosine = arcCosineMap(cosine);
  return layers;
}
const law = (rest: number): number => Math.sqrt((9 * Math.PI ** 2) / (2 * rest));
const likeness = numeric({
  question:
    "A wide ReLU net with He's weights. After about how many layers do two orthogonal inputs have a cosine of 0.999? (Within 7 %; the law will do.)",
  answer: layersToGoal,
  tolerance: 0.07,
  because: "1 − c = 9π²/(2l²), solved for l.",
  solution: () => [
    "9π²/(2l²) = 0.001, so l = √(9π²/0.002).",
    `That is ${told(law(1 - GOAL))}. Iterating the map itself takes ${layersToGoal()} layers.`,
    "At an exponential rate it would have been a few dozen: the edge forgets, but slowly.",
  ],
  hint: "Set 1 − c = 0.001 in the law, and solve for l.",
  mistakes: [
    { answer: () => law(1 - GOAL) ** 2, hint: "That is l². The law has the square of the depth." },
    { answer: () => law(GOAL), hint: "The law is for 1 − c." },
  ],
});

const [WIDTH, DEPTH] = [100, 50];
const perLayer = (): number => widthGrowth("relu", { units: WIDTH, weightVariance: 2 / WIDTH }).log.mean;
const typical = numeric({
  question:
    "ReLU, He's weights, width 100, 50 layers. On average over nets the squared length of an input stays as it is. What is the mean of its logarithm's change, E ln(‖a⁵⁰‖²/‖a⁰‖²)? (2 digits)",
  answer: () => DEPTH * perLayer(),
  tolerance: 0.03,
  because: "Each layer contributes −5/(2n), and a little more in the next order.",
  solution: () => [
    "A layer's factor has mean 1 and variance 5/n, so its logarithm has a mean of about −5/(2n) = −0.025.",
    `Fifty of them: ${told((-5 / (2 * WIDTH)) * DEPTH)}; without the approximation ${told(DEPTH * perLayer())}.`,
    `A typical net has kept e^${told(DEPTH * perLayer())} = ${told(Math.exp(DEPTH * perLayer()))} of the square, although the mean over nets is 1.`,
  ],
  hint: "E ln X ≈ −½ Var X for a factor X of mean 1. How large is Var X in one layer, and how many layers are there?",
  mistakes: [
    { answer: () => 0, hint: "That is ln of the mean. The logarithm bends: its mean lies below." },
    { answer: () => -5 / (2 * WIDTH), hint: "That is one layer's share." },
    { answer: () => (5 / (2 * WIDTH)) * DEPTH, hint: "The size is right. Is the mean of a logarithm above or below the logarithm of the mean?" }, // prettier-ignore
    { answer: () => (-5 / WIDTH) * DEPTH, hint: "Only half of the variance: look at the second term of the logarithm's expansion." }, // prettier-ignore
  ],
});

const [LAYERS, BOTTLENECK] = [10, 5];
const inverseWidths = LAYERS / WIDTH + 1 / BOTTLENECK;
const bottleneck = numeric({
  question:
    "A ReLU net has ten hidden layers of 100 neurons and one of 5. How many layers of 100 neurons alone scatter as much from net to net?",
  answer: () => inverseWidths * WIDTH,
  because: "Σ 1/n is what counts, and the one narrow layer has twenty times the share of a wide one.",
  solution: () => [
    `Σ 1/n = 10/100 + 1/5 = ${told(inverseWidths)}.`,
    `L/100 = ${told(inverseWidths)} gives L = ${told(inverseWidths * WIDTH)}.`,
    "The one layer of 5 counts like twenty of 100.",
  ],
  hint: "The variance of the logarithm is 5 Σ 1/n. Add up the inverse widths.",
  mistakes: [
    { answer: () => LAYERS + 1, hint: "That counts layers. A narrow one counts for more." },
    {
      answer: () => WIDTH / BOTTLENECK,
      hint: "That is what the narrow layer counts for. There are ten others.",
    },
    { answer: () => ((LAYERS + 1) * WIDTH) / ((LAYERS * WIDTH + BOTTLENECK) / (LAYERS + 1)), hint: "That uses the mean width. It is the inverse widths that add up." }, // prettier-ignore
  ],
});

/** The exercises of notebook 08. */
export const orderChaosAndTheEdge: Record<string, Exercise> = {
  "08.critical-gain": criticalGain,
  "08.fate": fate,
  "08.how-deep": howDeep,
  "08.which-learns": whichLearns,
  "08.likeness": likeness,
  "08.typical": typical,
  "08.bottleneck": bottleneck,
};
