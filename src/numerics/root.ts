import { InvalidArgument } from "../errors";

const ROUNDS = 200;

/**
 * A root of a continuous function between two points where its signs differ, to the last digits: regula falsi in the
 * Illinois form, with a bisection every few rounds for functions whose values differ by orders of magnitude.
 * @throws InvalidArgument when the signs are equal or a value is not a number
 */
export function rootBetween(f: (x: number) => number, low: number, high: number): number {
  let [kept, x] = [low, high];
  let [keptValue, value] = [f(low), f(high)];
  if (keptValue === 0) return low;
  if (Math.sign(keptValue) * Math.sign(value) > 0 || Number.isNaN(keptValue + value)) {
    const values = [keptValue, value];
    throw new InvalidArgument("rootBetween", "needs ends where the function has different signs", values);
  }
  const least = Number.EPSILON * 1e-3 * Math.abs(high - low);
  for (let round = 1; round <= ROUNDS && value !== 0; round++) {
    const finest = Math.max(least, Number.EPSILON * Math.abs(x));
    if (Math.abs(kept - x) <= 2 * finest) return x;
    const share = round % 4 === 0 ? 1 / 2 : value / (value - keptValue);
    const step = (kept - x) * share;
    // A step too small to count still has to pass the root, so that the bracket closes.
    const next = x + (Math.abs(step) < finest ? Math.sign(kept - x) * finest : step);
    const nextValue = f(next);
    // Halving the value of an end that stays put keeps the other end from creeping.
    if (Math.sign(nextValue) === Math.sign(value)) keptValue /= 2;
    else [kept, keptValue] = [x, value];
    [x, value] = [next, nextValue];
  }
  return x;
}
