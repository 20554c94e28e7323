import { requireFunction, requireKnownKeys, requireNumber, requireNumberList } from "../errors";
import { cos, exp } from "./elementary";

const NODES_PER_PANEL = 20;
/** Beyond 12 standard deviations the normal density is below 1e-31. */
const TAIL = 12;

/**
 * E f(x) for x ~ N(0, variance), by composite Gauss–Legendre quadrature.
 *
 * The panels split at the kinks and shrink geometrically towards them and towards 0, so that both a kink and a
 * feature that is narrow next to the standard deviation are resolved. Relative error about 1e-13 for the activations.
 * @param options.variance 0 up; default 1
 * @param options.kinks points where f or a derivative jumps
 */
export function expectation(
  f: (x: number) => number,
  options: { variance?: number; kinks?: ArrayLike<number> } = {},
): number {
  requireKnownKeys("expectation options", options, ["variance", "kinks"]);
  const { variance = 1 } = options;
  requireFunction("expectation f", f);
  requireNumber("expectation variance", variance, { min: 0 });
  const kinks = requireNumberList("expectation kinks", options.kinks ?? []);
  const deviation = Math.sqrt(variance);
  if (deviation === 0) return f(0);
  const edges = panelEdges(
    kinks.map((kink) => kink / deviation),
    1 / deviation,
  );
  return normalIntegral((z) => f(deviation * z), edges);
}

/** ∫ g(z) e^(−z²/2)/√(2π) dz, panel by panel. */
export function normalIntegral(g: (z: number) => number, edges: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const middle = (edges[i] + edges[i + 1]) / 2;
    const half = (edges[i + 1] - edges[i]) / 2;
    let panel = 0;
    for (let k = 0; k < NODES_PER_PANEL; k++) {
      const z = middle + half * NODES[k];
      panel += WEIGHTS[k] * g(z) * exp((-z * z) / 2);
    }
    sum += half * panel;
  }
  return sum / Math.sqrt(2 * Math.PI);
}

/** Sorted panel edges in standard deviations: equal steps, and geometric ones below them around every centre. */
export function panelEdges(
  kinks: readonly number[],
  scale: number,
  { tail = TAIL, width = 1 }: { tail?: number; width?: number } = {},
): number[] {
  const edges = new Set<number>();
  for (let z = -tail; z <= tail; z += width) edges.add(z);
  for (const centre of [0, ...kinks]) {
    edges.add(centre);
    for (let step = scale; step < width; step *= 4) {
      edges.add(centre - step);
      edges.add(centre + step);
    }
  }
  return [...edges].filter((z) => z >= -tail && z <= tail).toSorted((a, b) => a - b);
}

/** Nodes and weights on [−1, 1], the nodes by Newton's method on the Legendre polynomial. */
const LEGENDRE: [node: number, weight: number][] = Array.from({ length: NODES_PER_PANEL }, (_, i) => {
  let x = cos((Math.PI * (i + 0.75)) / (NODES_PER_PANEL + 0.5));
  let slope = 1;
  for (let round = 0; round < 100; round++) {
    let [before, value] = [1, x];
    for (let n = 2; n <= NODES_PER_PANEL; n++) {
      [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
    }
    slope = (NODES_PER_PANEL * (x * value - before)) / (x * x - 1);
    const change = value / slope;
    x -= change;
    if (Math.abs(change) < 1e-16) break;
  }
  return [x, 2 / ((1 - x * x) * slope * slope)];
});
const NODES = Float64Array.from(LEGENDRE, ([node]) => node);
const WEIGHTS = Float64Array.from(LEGENDRE, ([, weight]) => weight);
