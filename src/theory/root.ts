import { InvalidArgument } from "../errors";

const ROUNDS = 200;

/**
 * A root of a continuous function between two points where its signs differ, to the last digits (the Illinois form of
 * regula falsi: superlinear, and it never leaves the bracket).
 * @throws InvalidArgument when the signs are equal or a value is not a number
 */
export function rootBetween(f: (x: number) => number, low: number, high: number): number {
  let [kept, x] = [low, high];
  let [keptValue, value] = [f(low), f(high)];
  if (keptValue === 0) return low;
  if (Math.sign(keptValue) * Math.sign(value) > 0 || Number.isNaN(keptValue + value)) {
    throw new InvalidArgument("rootBetween", "needs ends where the function has different signs", [
      keptValue,
      value,
    ]);
  }
  for (let round = 0; round < ROUNDS && value !== 0; round++) {
    const next = (kept * value - x * keptValue) / (value - keptValue);
    const nextValue = f(next);
    if (Math.abs(next - x) <= Number.EPSILON * Math.abs(x)) return next;
    // Halving the value of an end that stays put keeps the other end from creeping.
    if (Math.sign(nextValue) === Math.sign(value)) keptValue /= 2;
    else [kept, keptValue] = [x, value];
    [x, value] = [next, nextValue];
  }
  return x;
}
