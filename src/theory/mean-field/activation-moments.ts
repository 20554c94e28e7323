import { type Activation, type ActivationInput, activation as recordOf } from "../../activations";
import { InvalidArgument, isList, requireKnownKeys, requireNumber } from "../../errors";
import { htmlTable } from "../../html";
import { exp, log } from "../../numerics/elementary";
import { expectation } from "../../numerics/gaussian";
import { shortName } from "../../named";
import { digits, shown, textTable } from "../../shown";
import { meanSquaredValue } from "../optimization/curve";
import { gains } from "./gains";

/** What an activation does to z ~ N(0, q), in a wide net whose weights keep q. */
export interface ActivationMoments {
  /** Its name, with the numbers that it has for parameters: "leakyRelu(0.1)". */
  name: string;
  /** E f(z): how far the next layer's inputs are from being centred. */
  mean: number;
  /** gain² = q/E f(z)², n times the variance of a weight, which keeps q going forward. */
  gain: number;
  /** What rms δ is multiplied by per layer going back, with that gain: √(gain²·E f′(z)²). */
  gradientFactor: number;
  /** dq′/dq with that gain: what a small deviation of q from its value becomes in one layer. Below 1 the layers correct it, above 1 it runs away. */
  varianceFactor: number;
  /** The probability that f′(z) = 0. */
  offShare: number;
}

/**
 * Moments of activations over z ~ N(0, q): bias, gain, and what is left for the gradient with that gain, side by side. A random
 * slope counts as drawn anew, a learned one as at its start.
 * @param activations names or records, at least one
 * @param options.preactivationMeanSquare q, above 0; default 1
 * @returns in the order of the activations; a notebook shows a table
 * @throws InvalidArgument when an activation is unknown
 */
export function activationMoments(
  activations: readonly ActivationInput[],
  options: { preactivationMeanSquare?: number } = {},
): ActivationMoments[] {
  requireKnownKeys("activationMoments options", options, ["preactivationMeanSquare"]);
  const q = requireNumber("activationMoments preactivationMeanSquare", options.preactivationMeanSquare ?? 1, { above: 0 }); // prettier-ignore
  if (!isList(activations) || activations.length === 0)
    throw new InvalidArgument("activationMoments activations", "must be a list of activations", activations);
  const found = Array.from(activations, (one) => momentsOf(recordOf(one), q));
  const caption = `z ~ N(0, ${digits(q)}), weights that keep it`;
  return shown(
    found,
    (rows) => `${caption}\n\n${textTable(linesOf(rows))}`,
    (rows) => ({
      "text/plain": `${caption}\n\n${textTable(linesOf(rows))}`,
      "text/html": htmlTable(caption, linesOf(rows)),
    }),
  );
}

function momentsOf(record: Activation, q: number): ActivationMoments {
  const { f, derivative, kinks } = record;
  const { forward, backward } = gains(record, { preactivationMeanSquare: q });
  const mean = (g: (x: number) => number): number => expectation(g, { variance: q, kinks });
  // d ln E f²/d ln q is dq′/dq where q′ = q.
  const step = 1e-4;
  const growth = meanSquaredValue(record, q * exp(step)) / meanSquaredValue(record, q * exp(-step));
  return {
    name: shortName(record, digits),
    mean: mean(f),
    gain: forward,
    gradientFactor: Math.sqrt(forward / backward),
    varianceFactor: log(growth) / (2 * step),
    offShare: mean((x) => Number(derivative(x) === 0)),
  };
}

const linesOf = (rows: readonly ActivationMoments[]): Record<string, string>[] =>
  rows.map(({ name, mean, gain, gradientFactor, varianceFactor, offShare }) => ({
    activation: name,
    "E f": rounded(mean),
    "gain²": rounded(gain),
    "δ per layer back": `× ${rounded(gradientFactor)}`,
    "deviation of q per layer": `× ${rounded(varianceFactor)}`,
    "off (f′ = 0)": `${rounded(100 * offShare)} %`,
  }));

/** Four decimals, without the rounding errors of a 0. */
const rounded = (x: number): string => String(Number(x.toFixed(4)) + 0);
