import { requireFunction, requireKnownKeys, requireNumber, requireNumberList } from "../errors";
import { expectation, normalIntegral, panelEdges } from "./gaussian";

/** Wider panels than in one dimension, as their number counts twice; beyond 9 deviations the density is below 1e-17. */
const PANELS = { tail: 9, width: 2 };

/**
 * E f(x)f(y) for jointly normal x and y of equal variance and given correlation, by nested Gauss–Legendre quadrature.
 *
 * With x = √q(av + bu), y = ±√q(av − bu), a ≥ b, every kink of the inner integral over v lies at a known place, and the
 * outer one over u is smooth between the places where two kinks meet: kinks are exact at every correlation. Relative
 * error about 1e-12.
 * @param options.correlation −1 to 1
 * @param options.variance q, 0 up; default 1
 * @param options.kinks points where f or a derivative jumps
 */
export function pairExpectation(
  f: (x: number) => number,
  options: { correlation: number; variance?: number; kinks?: ArrayLike<number> },
): number {
  requireFunction("pairExpectation f", f);
  requireKnownKeys("pairExpectation options", options, ["correlation", "variance", "kinks"]);
  const { variance = 1 } = options;
  const kinks = requireNumberList("pairExpectation kinks", options.kinks ?? []);
  const correlation = requireNumber("pairExpectation correlation", options.correlation, { min: -1, max: 1 });
  requireNumber("pairExpectation variance", variance, { min: 0 });
  if (correlation === 1 || variance === 0) return expectation((x) => f(x) ** 2, { variance, kinks });
  if (correlation === -1)
    return expectation((x) => f(x) * f(-x), { variance, kinks: [...kinks, ...kinks.map((k) => -k)] });
  const sign = correlation < 0 ? -1 : 1;
  const a = Math.sqrt((variance * (1 + Math.abs(correlation))) / 2);
  const b = Math.sqrt((variance * (1 - Math.abs(correlation))) / 2);
  // Where x and y are interchangeable, u and −u give the same: half of the outer integral is enough.
  const symmetric = sign > 0;
  const centres = [0, ...kinks];
  const meetings = centres.flatMap((k) => centres.map((other) => (k - sign * other) / (2 * b)));
  const outer = panelEdges(meetings, 1 / b, PANELS).filter((u) => !symmetric || u >= 0);
  const inner = (u: number): number => {
    const shift = b * u;
    const places = centres.flatMap((k) => [(k - shift) / a, (sign * k + shift) / a]);
    const product = (v: number): number => f(a * v + shift) * f(sign * (a * v - shift));
    return normalIntegral(product, panelEdges(places, 1 / a, PANELS));
  };
  return (symmetric ? 2 : 1) * normalIntegral(inner, outer);
}
