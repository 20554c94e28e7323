/** `count` numbers evenly spaced from `from` to `to`, the one nearest to `include` replaced by it, at `place`. */
export function evenThrough(
  from: number,
  to: number,
  count: number,
  include: number,
): { values: number[]; place: number } {
  const place = Math.round(((include - from) / (to - from)) * (count - 1));
  const values = Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
  values[place] = include;
  return { values, place };
}
