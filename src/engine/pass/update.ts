import type { LayerPlan } from "../../architecture/layers";
import { TRAINED } from "../../architecture/parameters";
import { type Optimizer, rateOf } from "../../optimizers/optimizer";
import { RUNNING_SHARE } from "../normalization";
import type { Ops } from "../ops";
import type { ForwardNodes, GradientNodes, LayerNodes } from "./layer";
import { type ByStep, type Factor, materialize, type Scaled, scaled, scaledArithmetic, type ScalarOf } from "./scaled"; // prettier-ignore

type TrainedName = (typeof TRAINED)[number];

/** What the update of a net is written from. */
export interface Rule {
  optimizer: Optimizer;
  clipNorm?: number;
  clipValue?: number;
  weightDecay: number;
}

/** What changes together: a layer, or a gate's weights of the input, or of the state. */
export interface Part<T> {
  /** What it is called in a graph. */
  name: string;
  parameters: LayerNodes<T>;
  gradients: GradientNodes<T>;
  statistics?: ForwardNodes<T>["statistics"];
}

/** The layers of a net as parts. */
export const layerParts = <T>(
  layers: readonly LayerPlan[],
  { parameters, passes }: { parameters: readonly LayerNodes<T>[]; passes: readonly ForwardNodes<T>[] },
  gradients: readonly GradientNodes<T>[],
): Part<T>[] =>
  layers.map(({ index }, l) => ({
    name: `layer${index}`,
    parameters: parameters[l],
    gradients: gradients[l],
    statistics: passes[l].statistics,
  }));

/** What a training remembers from step to step. All of it is read as it was before the step. */
export interface State<T> {
  /** The optimizer's averages of a parameter. */
  slots(part: number, name: TrainedName): T[];
  setSlots(part: number, name: TrainedName, values: readonly T[]): void;
  /** parameter ← parameter − factor · change */
  descend(part: number, name: TrainedName, factor: T, change: T): void;
  /** parameter ← parameter − change */
  subtract(part: number, name: TrainedName, change: T): void;
  setRunning(part: number, name: "runningMean" | "runningVariance", value: T): void;
}

/** The factor of the schedule. */
const SCHEDULE: ByStep = (_, scheduled) => scheduled;

/**
 * Writes the updates of all parameters and running averages.
 * @param scalarOf a factor as it is in a part
 * @param moved is told of each part's ΔW, and of the gradient that it came from
 */
export function update<T>(
  g: Ops<T>,
  { optimizer, weightDecay, ...limits }: Rule,
  parts: readonly Part<T>[],
  state: State<T>,
  scalarOf: (factor: Factor, part: number) => T,
  moved: (part: number, change: Scaled<T>, gradient: T) => void,
): void {
  const clip = clipping(g, limits, parts, scalarOf);
  parts.forEach(({ name: part, parameters, gradients, statistics }, l) => {
    g.within(part, () => {
      const scalar: ScalarOf<T> = (factor) => scalarOf(factor, l);
      const arithmetic = scaledArithmetic(g, scalar);
      for (const name of TRAINED) {
        const gradient = gradients[name];
        if (!gradient) continue;
        let given = clip(scaled(gradient, 1), l);
        const parameter = parameters[name]!;
        if (name === "weights" && weightDecay > 0)
          given = arithmetic.add(given, scaled(g.mul(parameter, weightDecay)));
        const old = state.slots(l, name).map((slot) => scaled(slot));
        const { change, slots } = optimizer.update<Scaled<T>>(arithmetic, given, old);
        const next = slots.map((slot) => materialize(g, scalar, slot));
        const scheduled = { ...change, byStep: [...change.byStep, SCHEDULE] };
        const decays = name === "weights" && (optimizer.decay ?? 0) > 0;
        const decay = decays && scaled(g.mul(parameter, rateOf(optimizer) * optimizer.decay!));
        if (decay) {
          const total = arithmetic.add(scheduled, { ...decay, byStep: [SCHEDULE] });
          state.subtract(l, name, total.node);
          moved(l, total, gradient);
        } else {
          state.descend(l, name, scalar(scheduled), change.node);
          if (name === "weights") moved(l, scheduled, gradient);
        }
        // Last, because a change may be an average as it was.
        state.setSlots(l, name, next);
      }
      if (!statistics) return;
      for (const [name, batch] of [
        ["runningMean", statistics.mean],
        ["runningVariance", statistics.variance],
      ] as const) {
        const kept = g.mul(parameters[name]!, 1 - RUNNING_SHARE);
        state.setRunning(l, name, g.add(kept, g.mul(batch, RUNNING_SHARE)));
      }
    });
  });
}

/** What is done to a gradient before it is used: cut off, scaled down with all others, or nothing. */
function clipping<T>(
  g: Ops<T>,
  { clipNorm, clipValue }: Pick<Rule, "clipNorm" | "clipValue">,
  parts: readonly Part<T>[],
  scalarOf: (factor: Factor, part: number) => T,
): (gradient: Scaled<T>, part: number) => Scaled<T> {
  const cut = (gradient: Scaled<T>, l: number): Scaled<T> => {
    if (clipValue === undefined) return gradient;
    const full = materialize(g, (factor) => scalarOf(factor, l), gradient);
    return scaled(g.clipByValue(full, -clipValue, clipValue));
  };
  if (clipNorm === undefined) return cut;
  const norms = parts.flatMap(({ gradients }, l) =>
    Object.values(gradients).map((gradient) => {
      const { node, ...factor } = cut(scaled(gradient, 1), l);
      const norm = g.norm(node);
      return factor.power === 0 ? norm : g.mul(norm, scalarOf(factor, l));
    }),
  );
  // Divided by the largest first, so that no square overflows.
  const all = g.pack(norms);
  const largest = g.max(all, 0);
  const total = g.mul(largest, g.sqrt(g.sum(g.square(g.divNoNan(all, largest)), 0)));
  const share = g.minimum(g.div(clipNorm, total), 1);
  return (gradient, l) => {
    const kept = cut(gradient, l);
    return { ...kept, node: g.mul(kept.node, share) };
  };
}
