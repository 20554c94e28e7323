/** A change by the same factor at every step. */
interface Span {
  /** The mean factor per step from the last finite size back to the first. */
  factor: number;
  /** How many steps lie between them. */
  steps: number;
}

/**
 * The geometric mean of the factors per step, going back from the last to the first size that is neither 0 nor infinite.
 * @param log10 the sizes' base-10 logarithms; −Infinity for 0
 * @returns undefined for fewer than two such sizes
 */
export function goingBack(log10: readonly number[]): Span | undefined {
  const first = log10.findIndex(Number.isFinite);
  const last = log10.findLastIndex(Number.isFinite);
  if (first === last) return undefined;
  return { factor: 10 ** ((log10[first] - log10[last]) / (last - first)), steps: last - first };
}
