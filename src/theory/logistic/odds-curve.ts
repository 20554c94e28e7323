import { logistic } from "../../activations/logistic";
import { requireNumber } from "../../errors";
import { exp } from "../../numerics/elementary";
import { evenThrough } from "../../numerics/even";
import { logit, odds } from "./odds";

/** A probability on its three scales. */
export interface OddsPoint {
  /** p. */
  probability: number;
  /** p/(1 − p). */
  odds: number;
  /** ln(p/(1 − p)). */
  logit: number;
}

/** Odds and log-odds over the probability. */
export interface OddsCurve {
  /** 241 points, their logits evenly from −6 to 6. */
  curve: OddsPoint[];
  /** 99 points, their probabilities evenly from 0.01 to 0.99, but for the nearest to the one asked for, which that replaces. */
  points: OddsPoint[];
  /** The place of the one asked for among the points. */
  place: number;
  /** 1 − p for the one asked for: the odds inverted, the logit with the other sign. */
  opposite: OddsPoint;
}

/**
 * Odds and log-odds over the probability, and the sigmoid, which undoes the latter.
 * @param probability the one that is asked for, 0.01 to 0.99; default 0.9
 * @throws InvalidArgument when it is out of that range
 */
export function oddsCurve(probability: number = 0.9): OddsCurve {
  requireNumber("oddsCurve probability", probability, { min: 0.01, max: 0.99 });
  const { values, place } = evenThrough(0.01, 0.99, 99, probability);
  const logits = Array.from({ length: 241 }, (_, i) => -6 + i / 20);
  const curve = logits.map((z) => ({ probability: logistic(z), odds: exp(z), logit: z }));
  return { curve, points: values.map(pointAt), place, opposite: pointAt(1 - probability) };
}

const pointAt = (p: number): OddsPoint => ({ probability: p, odds: odds(p), logit: logit(p) });
