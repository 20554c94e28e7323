import { requireKnownKeys, requireNumber } from "../../errors";
import type { Cost } from "../optimization/cost";
import { symmetricEigen } from "../../numerics/eigen";

/** A net of one linear neuron per layer on one example: as many layers as it is given weights. */
export interface LinearChain extends Cost {
  /** x, the one input. */
  readonly input: number;
  /** y, what the output should be. */
  readonly target: number;
  /** ∂²C/∂w², as rows. */
  hessian(w: readonly number[]): number[][];
}

/**
 * The linear chain C = ½(w₁…w_L·x − y)². With P₍ᵢ₎ the product without wᵢ and e = w₁…w_L·x − y,
 * ∂C/∂wᵢ = e·x·P₍ᵢ₎ and ∂²C/∂wᵢ∂wⱼ = x²P₍ᵢ₎P₍ⱼ₎ + e·x·P₍ᵢⱼ₎ for i ≠ j, without the second term for i = j.
 * @param options.input x; default 1
 * @param options.target y; default 1
 */
export function linearChain(options: { input?: number; target?: number } = {}): LinearChain {
  requireKnownKeys("linearChain options", options, ["input", "target"]);
  const x = requireNumber("linearChain input", options.input ?? 1);
  const y = requireNumber("linearChain target", options.target ?? 1);
  const error = (w: readonly number[]): number => productWithout(w) * x - y;
  const hessian = (w: readonly number[]): number[][] =>
    w.map((_, i) =>
      w.map((_, j) => {
        const slopes = x * x * productWithout(w, i) * productWithout(w, j);
        return i === j ? slopes : slopes + error(w) * x * productWithout(w, i, j);
      }),
    );
  return {
    tex: "C = \\tfrac12 (w_1 w_2 \\cdots w_L\\,x - y)^2",
    // With x = 0 the output is 0 whatever the weights.
    infimum: x === 0 ? (y * y) / 2 : 0,
    input: x,
    target: y,
    cost: (w) => error(w) ** 2 / 2,
    gradient: (w) => w.map((_, i) => error(w) * x * productWithout(w, i)),
    hessian,
    curvature: (w) => symmetricEigen(hessian(w)),
  };
}

/** The product of all weights but those at the given places; 1 when none is left. */
const productWithout = (w: readonly number[], ...places: number[]): number =>
  w.reduce((product, value, i) => (places.includes(i) ? product : product * value), 1);
