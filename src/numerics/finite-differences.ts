import { requireFunction, requireNumber, requireNumberList } from "../errors";

/** ∛ε of float64, ∛(2⁻⁵²): the step at which truncation and rounding of a central difference are equally large. */
const STEP = 6.0554544523933395e-6;

/**
 * The gradient of a function by central differences (f(x + h) − f(x − h)) / 2h, in float64.
 *
 * With the default step the absolute error is about 10⁻¹¹ × the size of f: a gradient below that is lost in rounding. Rounding
 * costs about 10⁻¹⁶·|f|/h and truncation h²·|f‴|/6, so that a larger step helps where f‴ is as small as f′, as in a product of
 * many small factors.
 * @param f takes as many numbers as `x` has; it is called twice for each of them
 * @param x where; it is left as it was
 * @param step h, relative to max(1, |xᵢ|); default ∛2⁻⁵² ≈ 6·10⁻⁶
 * @returns one partial derivative per entry of x
 */
export function centralDifferences(
  f: (x: number[]) => number,
  x: ArrayLike<number>,
  step: number = STEP,
): number[] {
  requireFunction("centralDifferences f", f);
  requireNumberList("centralDifferences x", x);
  requireNumber("centralDifferences step", step, { above: 0 });
  const point = Array.from(x);
  return point.map((centre, i) => {
    // What counts is the step that float64 really takes: (centre + h) − (centre − h).
    const h = step * Math.max(1, Math.abs(centre));
    point[i] = centre + h;
    const above = f(point);
    const width = point[i] - (centre - h);
    point[i] = centre - h;
    const below = f(point);
    point[i] = centre;
    return (above - below) / width;
  });
}
