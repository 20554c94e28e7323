/** The slope of the straight line nearest to some points, by least squares; NaN where a coordinate is not finite. */
export function slopeThrough(x: readonly number[], y: readonly number[]): number {
  const [centre, level] = [x, y].map((all) => all.reduce((sum, each) => sum + each, 0) / all.length);
  const over = x.reduce((sum, each, i) => sum + (each - centre) * (y[i] - level), 0);
  return over / x.reduce((sum, each) => sum + (each - centre) ** 2, 0);
}
