import type { Arithmetic } from "../../optimizers/optimizer";
import type { Node } from "./builder";
import type { GraphOps } from "./ops";

/** A factor that changes over the run: of the step, counted from 1, and of what the schedule says for it. */
export type ByStep = (step: number, scheduled: number) => number;

/**
 * A node times a scalar that is not multiplied in yet: constant · ∏ byStep · unit^power.
 *
 * The unit is what one of a layer's scaled gradients is worth (a power of two over the batch size). Left aside as long as
 * possible it costs nothing where the update itself takes a factor, and cancels where a rule divides it away.
 */
export interface Scaled {
  readonly node: Node;
  readonly constant: number;
  readonly byStep: readonly ByStep[];
  readonly power: 0 | 1;
}

export const scaled = (node: Node, power: 0 | 1 = 0): Scaled => ({ node, constant: 1, byStep: [], power });

/** What stands beside the node. */
export type Factor = Omit<Scaled, "node">;

/** Gives the scalar constant · ∏ byStep · unit^power as a node. */
export type ScalarOf = (factor: Factor) => Node;

/** constant · ∏ byStep as a number. */
export const numberOf = (
  { constant, byStep }: Omit<Factor, "power">,
  step: number,
  scheduled: number,
): number => byStep.reduce((all, factor) => all * factor(step, scheduled), constant);

/** The value with its scalar multiplied in. */
export function materialize(g: GraphOps, scalarOf: ScalarOf, a: Scaled): Node {
  if (a.power === 0 && a.byStep.length === 0) return a.constant === 1 ? a.node : g.mul(a.node, a.constant);
  return g.mul(a.node, scalarOf(a));
}

/** The optimizers' arithmetic on nodes with a scalar beside them; 0/0 is 0, as on numbers. */
export function graphArithmetic(g: GraphOps, scalarOf: ScalarOf): Arithmetic<Scaled> {
  const plain = (a: Scaled): Node => materialize(g, scalarOf, a);
  const both = (a: Scaled, b: Scaled, op: (a: Node, b: Node) => Node): Scaled =>
    scaled(op(plain(a), plain(b)));
  return {
    add: (a, b) => both(a, b, g.add),
    div: (a, b) =>
      a.power === b.power && b.byStep.length === 0
        ? { ...a, node: g.divNoNan(a.node, b.node), constant: a.constant / b.constant, power: 0 }
        : both(a, b, g.divNoNan),
    // `GraphTraining` goes on in float64 where a square would leave float32's range.
    hypot: (a, b) => both(a, b, (x, y) => g.sqrt(g.add(g.square(x), g.square(y)))),
    norm: (a) => ({ ...a, node: g.norm(a.node), constant: Math.abs(a.constant) }),
    scale: (a, factor) => ({ ...a, constant: a.constant * factor }),
    scaleAtStep: (a, factor) => ({ ...a, byStep: [...a.byStep, factor] }),
    shift: (a, constant) => scaled(g.add(plain(a), constant)),
  };
}
