import { bornDead, livingWidth } from "../theory/finite-width/dying-relu";
import { arcCosineMap } from "../theory/random-matrices/shattering";
import { type Exercise, numeric, words } from "./exercise";

const layers = (units: number, depth: number): number[] => Array.from({ length: depth }, () => units);
const said = (value: number, digits = 4): string => String(Number(value.toPrecision(digits)));

/** Nine layers of three. */
const small = (): number => bornDead(layers(3, 9));

/** The net with the bottleneck. */
const WIDTHS = [64, 2, 64];

/** One example and one step. */
const UNIT = { z: 1.2, activations: [1, 2], delta: 0.4 };
const squared = UNIT.activations.reduce((sum, a) => sum + a * a, 0);
const killing = (): number => UNIT.z / (UNIT.delta * (squared + 1));

/** Off for both of two inputs whose activations below have this cosine. */
const offForBoth = (cosine: number): number => (Math.PI - Math.acos(cosine)) / (2 * Math.PI);
/** What layer 3 sees of two opposite inputs. */
const third = (): number => arcCosineMap(arcCosineMap(-1));

/** The exercises of notebook 06. */
export const whoDiesAndWhy: Record<string, Exercise> = {
  "06.three-wide-nine-deep": numeric({
    question:
      "Nine ReLU layers of three units, zero biases, symmetric weights: with which probability is one given input dead at the end? (2 digits)",
    answer: small,
    tolerance: 0.02,
    because: "It is 1 − (1 − 2⁻³)⁹: a layer fails with probability ⅛ only, but none of the nine may.",
    hint: "When does one layer let nothing through? Then: all nine must let it through.",
    mistakes: [
      {
        answer: () => 9 / 8,
        hint: "Nine times ⅛ is above 1: the layers' probabilities of failing do not add up.",
      },
      {
        answer: () => (7 / 8) ** 9,
        hint: "That is the probability that the input gets through. The question is for the other case.",
      },
      { answer: () => (1 / 8) ** 9, hint: "That all nine layers fail. One failure is enough." },
      { answer: () => 1 / 8, hint: "That is one layer." },
      {
        answer: () => 1 - (1 / 2) ** 9,
        hint: "That is one unit per layer: with three, all of them have to be off.",
      },
    ],
    solution: () => [
      "A unit is off with probability ½, so all three of a layer with 2⁻³ = ⅛.",
      "The layer lets the input through with probability ⅞, whatever happened below.",
      `All nine do with (⅞)⁹ = ${said(1 - small())}.`,
      `At least one does not: 1 − ${said(1 - small())} = ${said(small())}.`,
    ],
  }),
  "06.ten-times-the-weights": words({
    question:
      'The same net with all weights ten times as large: is that probability "smaller", "equal" or "larger"?',
    answer: () => "equal",
    because: "relu(10z) = 10·relu(z): the same units are on. The weights' scale changes sizes, never signs.",
    hint: "Follow one unit: what does a factor of 10 on all weights do to the sign of its z?",
    mistakes: {
      smaller: "Larger weights make z larger. Does a negative z become positive by that?",
      larger: "A negative z becomes more negative. Was it not off already?",
    },
    solution: () => [
      "Layer 1: z becomes 10z, with the same sign, so the same units are on, and a becomes 10a.",
      "Layer 2: z = Wa becomes 10·10 times itself, again with the same sign. And so on.",
      "The formula agrees: the variance of the weights does not occur in it.",
    ],
  }),
  "06.never-back": numeric({
    question:
      "Plain gradient descent, no weight decay: in which hidden layer can a unit that is dead for all the training data never come back? (its number)",
    answer: () => 1,
    tolerance: 0,
    because: "Its inputs are the data, which stand still, and its own gradient is 0: nothing that makes its z ever moves.",
    hint: "A dead unit's weights and bias do not move. What else does its z = w·a + b depend on, and what moves that?",
    mistakes: [
      { answer: () => 0, hint: "Layers are counted from 1; the inputs are layer 0 and have no units that could die." },
    ],
    solution: () => [
      "The gradient of a dead unit's w and b is 0 for every example: they stay as they are.",
      "So z = w·a + b can change only if a does, the activations of the layer below.",
      "Layer 2 and up: the layer below learns, a moves, z may become positive for some example.",
      "Layer 1: a is the data. Nothing moves. Dead for good.",
    ],
  }), // prettier-ignore
  "06.safe-width": numeric({
    question:
      "50 hidden layers. What is the smallest width at which one given input is dead with a probability below 1 %?",
    answer: () => livingWidth({ depth: 50, probability: 0.01 }),
    tolerance: 0.001,
    because: "Each unit more halves the chance of a layer to fail: 50 · 2⁻ᴺ falls below 0.01 at N = log₂ 5000, rounded up.",
    hint: "For small probabilities 1 − (1 − 2⁻ᴺ)⁵⁰ ≈ 50 · 2⁻ᴺ. Solve for N, and round to the safe side.",
    mistakes: [
      {
        answer: () => livingWidth({ depth: 50, probability: 0.01 }) - 1,
        hint: "Put it in: is the probability already below 1 %?",
      },
      { answer: () => 7, hint: "2⁻⁷ is below 1 % for one layer. There are fifty." },
    ],
    solution: () => {
      const width = livingWidth({ depth: 50, probability: 0.01 });
      return [
        "1 − (1 − 2⁻ᴺ)⁵⁰ < 0.01 means 2⁻ᴺ < 1 − 0.99^(1/50), about 0.01/50.",
        `So N > log₂(1/(1 − 0.99^0.02)) = ${said(-Math.log2(1 - 0.99 ** 0.02))}.`,
        `N = ${width}: probability ${said(bornDead(layers(width, 50)), 3)}; N = ${width - 1}: ${said(bornDead(layers(width - 1, 50)), 3)}.`,
      ];
    },
  }), // prettier-ignore
  "06.bottleneck": numeric({
    question:
      "Three hidden layers of 64, 2 and 64 units. With which probability is one given input dead? (2 digits)",
    answer: () => bornDead(WIDTHS),
    because: "1 − (1 − 2⁻⁶⁴)²(1 − 2⁻²) is ¼ to nineteen digits: the narrowest layer alone decides.",
    hint: "The four steps of section 3 ask for no equal widths: multiply what each layer lets through.",
    mistakes: [
      { answer: () => 0.5, hint: "That would be one unit in the middle; there are two." },
      { answer: () => 0.75, hint: "That is the probability that the input gets through." },
      { answer: () => bornDead([2, 2, 2]), hint: "Only one of the three layers is that narrow." },
      { answer: () => 1 / 64, hint: "It is not one in so many units: all units of a layer must be off together." },
    ],
    solution: () => [
      "Each wide layer fails with probability 2⁻⁶⁴ ≈ 5·10⁻²⁰: never.",
      "The layer of two fails with probability 2⁻² = ¼.",
      `1 − (1 − 2⁻⁶⁴)·(1 − ¼)·(1 − 2⁻⁶⁴) = ${said(bornDead(WIDTHS))}.`,
    ],
  }), // prettier-ignore
  "06.killing-step": numeric({
    question: `A unit has inputs a = (${UNIT.activations.join(", ")}), z = ${UNIT.z} and δ = ${UNIT.delta} for the one example of a step of gradient descent. From which learning rate on does this step switch the unit off for it? (2 digits)`,
    answer: killing,
    because: "z − ηδ(‖a‖² + 1) reaches 0 there: all inputs, and the bias, push the same way.",
    hint: "How much do w·a and b change in one step? Section 5 has the sum; set what is left of z to 0.",
    mistakes: [
      {
        answer: () => UNIT.z / (UNIT.delta * squared),
        hint: "The bias moves too: it has an input of 1.",
      },
      { answer: () => UNIT.z / UNIT.delta, hint: "That moves the bias alone; the weights move as well, each by its input." },
      { answer: () => UNIT.z / (UNIT.delta * (Math.sqrt(squared) + 1)), hint: "w changes by −ηδa, so w·a by −ηδ a·a: the square of the length." },
    ],
    solution: () => [
      `‖a‖² = ${UNIT.activations.map((a) => `${a}²`).join(" + ")} = ${squared}, and the bias counts as an input of 1: ‖a‖² + 1 = ${squared + 1}.`,
      `After the step z = ${UNIT.z} − η · ${UNIT.delta} · ${squared + 1} = ${UNIT.z} − ${said(UNIT.delta * (squared + 1))} η.`,
      `It is 0 at η = ${UNIT.z}/${said(UNIT.delta * (squared + 1))} = ${said(killing())}; from there on the unit is off.`,
    ],
  }), // prettier-ignore
  "06.two-opposite-inputs": numeric({
    question:
      "A wide ReLU net with zero biases and the two inputs x and −x. Which share of the units of layer 3 is off for both? (2 digits; layer 1 sees c = −1)",
    answer: () => offForBoth(third()),
    because: "c goes from −1 by 0 to 1/π, and (π − arccos c)/2π is well above ¼ there: inputs that began opposite are already alike.",
    hint: "Layer 1 sees c = −1. Apply the arc-cosine map once for each layer further, then the overlap of the half spaces.",
    mistakes: [
      { answer: () => offForBoth(arcCosineMap(-1)), hint: "That is layer 2, which sees c = 0. One map more." },
      { answer: () => offForBoth(arcCosineMap(third())), hint: "That is layer 4: one map too many." },
      { answer: third, hint: "That is the cosine. What share of the units is off for both at this angle?" },
      { answer: () => 0.5, hint: "That is where it ends, at c = 1, after many layers." },
    ],
    solution: () => [
      "Layer 1: c = −1. What blocks x passes −x: nobody is off for both.",
      `Layer 2: c = (√(1 − 1) − (π − π))/π = ${said(arcCosineMap(-1))}; off for both: ${said(offForBoth(arcCosineMap(-1)))}.`,
      `Layer 3: c = (√1 + 0)/π = 1/π = ${said(third())}, an angle of ${said(Math.acos(third()))}.`,
      `Off for both: (π − ${said(Math.acos(third()))})/2π = ${said(offForBoth(third()))}.`,
    ],
  }), // prettier-ignore
};
