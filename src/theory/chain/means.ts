import { requireNumber } from "../../errors";

/** The arithmetic and the geometric mean of two numbers, and the gap of the squares that proves which is larger. */
export interface Means {
  /** (a + b) ÷ 2 */
  arithmetic: number;
  /** √(ab) */
  geometric: number;
  /** ((a − b)/2)², which is arithmetic² − geometric²: never negative, and 0 only where a = b. */
  gap: number;
}

/**
 * (a + b)/2 and √(ab): the first is never smaller, since ((a + b)/2)² − ab = ((a − b)/2)² ≥ 0.
 * With a = σ and b = 1 − σ this bounds σ′ by ¼; with a = 1 − t and b = 1 + t it bounds tanh′ by 1.
 * @throws InvalidArgument when a number is negative
 */
export function means(a: number, b: number): Means {
  requireNumber("means a", a, { min: 0 });
  requireNumber("means b", b, { min: 0 });
  return { arithmetic: (a + b) / 2, geometric: Math.sqrt(a * b), gap: ((a - b) / 2) ** 2 };
}
