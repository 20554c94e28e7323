import { max, min } from "../../numerics/summary";
import { InvalidArgument, isList, requireObject } from "../../errors";

/** Several ways to compute the same numbers, one per layer, beside one that they are held against. */
export interface Agreement {
  /** What the others are held against. */
  reference: {
    /** Its name. */
    name: string;
    /** One number per layer. */
    values: number[];
  };
  /** The others, in the order given. */
  candidates: Candidate[];
}

/** One of the ways. */
export interface Candidate {
  /** Its name. */
  name: string;
  /** One number per layer. */
  values: number[];
  /** |value − reference| ÷ |reference| per layer; 0 where both are 0, Infinity where only the reference is. */
  errors: number[];
  /** The largest of the errors; NaN counts as the largest. */
  worst: number;
  /** The smallest |reference| such that it and all larger ones are met within 1 %; Infinity where not even the largest is. */
  finest: number;
}

/**
 * Compares ways to compute one gradient per layer.
 * @param named the values by name, each with one number per layer; the first is the reference
 * @throws InvalidArgument when there is no second one, or their lengths differ
 */
export function agreement(named: Record<string, ArrayLike<number>>): Agreement {
  requireObject("agreement", named);
  for (const [name, values] of Object.entries(named)) {
    // Not finite ones alone: what a method made of a gradient may be NaN.
    if (!isList(values) || !Array.from(values).every((value) => typeof value === "number"))
      throw new InvalidArgument(`agreement ${name}`, "must be a list of numbers", values);
  }
  const [[name, first] = ["", []], ...others] = Object.entries(named);
  if (others.length === 0)
    throw new InvalidArgument("agreement", "needs at least two ways by name", Object.keys(named));
  const reference = { name, values: Array.from(first) };
  return {
    reference,
    candidates: others.map(([other, values]) => candidate(other, Array.from(values), reference)),
  };
}

function candidate(name: string, values: number[], reference: Agreement["reference"]): Candidate {
  const { length } = reference.values;
  if (values.length !== length) {
    throw new InvalidArgument(
      `agreement ${name}`,
      `must have one number per layer (${length})`,
      values.length,
    );
  }
  const errors = values.map((value, i) => relativeError(value, reference.values[i]));
  return {
    name,
    values,
    errors,
    worst: errors.some(Number.isNaN) ? NaN : (max(errors) ?? -Infinity),
    finest: finestOf(errors, reference.values),
  };
}

function finestOf(errors: number[], exact: number[]): number {
  const sizes = exact.map(Math.abs);
  const missed = sizes.filter((_, i) => !(errors[i] <= 0.01));
  const limit = max(missed) ?? -Infinity;
  return min(sizes.filter((size) => size > limit && size > 0)) ?? Infinity;
}

const relativeError = (value: number, exact: number): number =>
  value === exact ? 0 : Math.abs(value - exact) / Math.abs(exact);
