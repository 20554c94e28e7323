import erf from "@stdlib/math-base-special-erf";
import erfc from "@stdlib/math-base-special-erfc";
import erfcx from "@stdlib/math-base-special-erfcx";
import { describe, expect, test } from "vitest";
import { activation, type ActivationInput, celu, elu, prelu, rrelu, swish } from "../../src/activations";

const { abs, cosh, exp, expm1, log1p, max, min, PI, sqrt, tanh } = Math;
const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)));
const softplus = (x: number): number => max(0, x) + log1p(exp(-abs(x)));
const share = (x: number): number =>
  x < 0 ? (exp((-x * x) / 2) * erfcx(-x * Math.SQRT1_2)) / 2 : 1 - erfc(x * Math.SQRT1_2) / 2;
const density = (x: number): number => exp((-x * x) / 2) / sqrt(2 * PI);
/** 2u and u′ of GELU's tanh form. */
const inner = (x: number): number => 2 * sqrt(2 / PI) * x * (1 + 0.044715 * x * x);
const bend = (x: number): number => 2 * sqrt(2 / PI) * (1 + 3 * 0.044715 * x * x);

type Curve = (x: number) => number;
/** f and f′ in closed form, in the shape that keeps most digits. */
const wanted: [ActivationInput, f: Curve, derivative: Curve][] = [
  ["linear", (x) => x, () => 1],
  ["sigmoid", sigmoid, (x) => sigmoid(x) * sigmoid(-x)],
  ["tanh", tanh, (x) => 1 / cosh(x) ** 2],
  ["scaledTanh", (x) => 1.7159 * tanh((2 / 3) * x), (x) => (1.7159 * 2) / 3 / cosh((2 / 3) * x) ** 2],
  ["erf", erf, (x) => (2 / sqrt(PI)) * exp(-x * x)],
  ["relu", (x) => max(0, x), (x) => Number(x > 0)],
  ["relu6", (x) => min(6, max(0, x)), (x) => Number(x > 0 && x < 6)],
  ["hardSigmoid", (x) => min(1, max(0, 0.2 * x + 0.5)), (x) => (abs(x) < 2.5 ? 0.2 : 0)],
  ["hardSwish", (x) => (x * min(6, max(0, x + 3))) / 6, (x) => (x <= -3 ? 0 : x <= 3 ? (2 * x + 3) / 6 : 1)],
  ["leakyRelu", (x) => (x > 0 ? x : 0.01 * x), (x) => (x > 0 ? 1 : 0.01)],
  [prelu({ initial: -0.5 }), (x) => (x > 0 ? x : -0.5 * x), (x) => (x > 0 ? 1 : -0.5)],
  [rrelu(), (x) => (x > 0 ? x : (11 / 48) * x), (x) => (x > 0 ? 1 : 11 / 48)],
  ["rreluDivisor", (x) => (x > 0 ? x : x / 5.5), (x) => (x > 0 ? 1 : 1 / 5.5)],
  ["elu", (x) => (x > 0 ? x : expm1(x)), (x) => (x > 0 ? 1 : exp(x))],
  [elu({ alpha: 2 }), (x) => (x > 0 ? x : 2 * expm1(x)), (x) => (x > 0 ? 1 : 2 * exp(x))],
  [celu({ alpha: 0.5 }), (x) => (x > 0 ? x : expm1(2 * x) / 2), (x) => (x > 0 ? 1 : exp(2 * x))],
  ["selu", (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x)), (x) => 1.0507009873554805 * (x > 0 ? 1 : 1.6732632423543772 * exp(x))], // prettier-ignore
  ["softplus", softplus, sigmoid],
  ["softsign", (x) => x / (1 + abs(x)), (x) => 1 / (1 + abs(x)) ** 2],
  ["gelu", (x) => x * share(x), (x) => share(x) + x * density(x)],
  [
    "geluTanh",
    (x) => x * sigmoid(inner(x)),
    (x) => sigmoid(inner(x)) * (1 + x * bend(x) * sigmoid(-inner(x))),
  ],
  ["swish", (x) => x * sigmoid(x), (x) => sigmoid(x) * (1 + x * sigmoid(-x))],
  [swish({ beta: 3 }), (x) => x * sigmoid(3 * x), (x) => sigmoid(3 * x) * (1 + 3 * x * sigmoid(-3 * x))],
  [
    "mish",
    (x) => x * tanh(softplus(x)),
    (x) => tanh(softplus(x)) + (x * sigmoid(x)) / cosh(softplus(x)) ** 2,
  ],
];

const magnitudes = [
  0,
  2 ** -990,
  1e-8,
  1e-3,
  0.1,
  0.5,
  1,
  1.5,
  2,
  2.9,
  3.1,
  5,
  8,
  12,
  20,
  30,
  37,
  40,
  100,
  300,
  700,
];
const points = magnitudes.flatMap((x) => [-x, x]);

/** The largest relative error; of numbers below 2⁻⁹⁹⁰ the absolute one, relative to that. */
const worst = (found: Curve, right: Curve): number =>
  max(...points.map((x) => abs(found(x) - right(x)) / max(abs(right(x)), 2 ** -990)));

describe("f and f′ of numbers, from what tensors and graphs run", () => {
  test.each(wanted)("%j keeps all digits up to ±700", (input, f, derivative) => {
    const record = activation(input);
    expect(worst(record.f, f)).toBeLessThan(1e-14);
    expect(worst(record.derivative, derivative)).toBeLessThan(1e-14);
  });
});
