import type { Arithmetic } from "../../optimizers/optimizer";
import type { Ops } from "../ops";

/** A factor that changes over the run: of the step, counted from 1, and of what the schedule says for it. */
export type ByStep = (step: number, scheduled: number) => number;

/**
 * What operations gave, times a scalar that is not multiplied in yet: constant · ∏ byStep · unit^power.
 *
 * The unit is what one of a layer's scaled gradients is worth (a power of two over the batch size). Left aside as long as
 * possible it costs nothing where the update itself takes a factor, and cancels where a rule divides it away.
 */
export interface Scaled<T> {
  readonly node: T;
  readonly constant: number;
  readonly byStep: readonly ByStep[];
  readonly power: 0 | 1;
}

export const scaled = <T>(node: T, power: 0 | 1 = 0): Scaled<T> => ({ node, constant: 1, byStep: [], power });

/** What stands beside the node. */
export type Factor = Omit<Scaled<unknown>, "node">;

/** Gives the scalar constant · ∏ byStep · unit^power. */
export type ScalarOf<T> = (factor: Factor) => T;

/** constant · ∏ byStep as a number. */
export const numberOf = (
  { constant, byStep }: Omit<Factor, "power">,
  step: number,
  scheduled: number,
): number => byStep.reduce((all, factor) => all * factor(step, scheduled), constant);

/** The value with its scalar multiplied in. */
export function materialize<T>(g: Ops<T>, scalarOf: ScalarOf<T>, a: Scaled<T>): T {
  if (a.power === 0 && a.byStep.length === 0) return a.constant === 1 ? a.node : g.mul(a.node, a.constant);
  return g.mul(a.node, scalarOf(a));
}

/** The optimizers' arithmetic on what has a scalar beside it; 0/0 is 0, as on numbers. */
export function scaledArithmetic<T>(g: Ops<T>, scalarOf: ScalarOf<T>): Arithmetic<Scaled<T>> {
  const plain = (a: Scaled<T>): T => materialize(g, scalarOf, a);
  const both = (a: Scaled<T>, b: Scaled<T>, op: (a: T, b: T) => T): Scaled<T> =>
    scaled(op(plain(a), plain(b)));
  return {
    add: (a, b) => both(a, b, (x, y) => g.add(x, y)),
    div: (a, b) =>
      a.power === b.power && b.byStep.length === 0
        ? { ...a, node: g.divNoNan(a.node, b.node), constant: a.constant / b.constant, power: 0 }
        : both(a, b, (x, y) => g.divNoNan(x, y)),
    // Float32 is left for float64 where a square would leave its range.
    hypot: (a, b) => both(a, b, (x, y) => g.sqrt(g.add(g.square(x), g.square(y)))),
    norm: (a) => ({ ...a, node: g.norm(a.node), constant: Math.abs(a.constant) }),
    scale: (a, factor) => ({ ...a, constant: a.constant * factor }),
    scaleAtStep: (a, factor) => ({ ...a, byStep: [...a.byStep, factor] }),
    shift: (a, constant) => scaled(g.add(plain(a), constant)),
  };
}
