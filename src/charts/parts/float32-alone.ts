/** What float32 alone shows counts as wrong from this relative difference on. */
const WRONG = 0.01;

/**
 * Whether float32 alone, as frameworks use it, shows another number than the right one, or none; both by their base-10
 * logarithms, which go on where float64 ends.
 */
export const isWrongBy = (shown: number, right: number): boolean =>
  shown !== right && !(Math.abs(shown - right) <= Math.log10(1 + WRONG));
