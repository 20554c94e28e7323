import type { LayerPlan } from "../../architecture/layers";
import type { Ending } from "../../architecture/output";
import { type Optimizer, numbers, rateOf } from "../../optimizers/optimizer";
import { Model } from "./model";
import type { Form, SavedModel } from "./saved-model";

/** A graph that TensorFlow has loaded. */
export interface Loaded<G> {
  graph: G;
  model: Model;
}

interface Idle extends Loaded<unknown> {
  key: string;
  /** Numbers that its variables hold. */
  size: number;
}

const MOST = 8;
const LARGEST = 2 ** 22;

/** Loaded graphs that nobody uses now, the longest unused first: a cell that is run again need not load its graph again. */
const idle: Idle[] = [];

/** A loaded graph for such a key: one that lies idle, or a new one. */
export function borrow<G extends SavedModel>(key: string, write: (form: Form) => G): Loaded<G> {
  const at = idle.findIndex((known) => known.key === key);
  if (at >= 0) return idle.splice(at, 1)[0] as Loaded<unknown> as Loaded<G>;
  const graph = write("function");
  try {
    return { graph, model: new Model(graph) };
  } catch (error) {
    // Of a function's node TensorFlow does not say which one it refuses.
    new Model(write("graph")).close();
    throw error;
  }
}

/** Gives a graph back; the longest unused are closed when there are too many, or they hold too much. */
export function giveBack(key: string, { graph, model }: Loaded<unknown>, size = 0): void {
  if (model.failed) return model.close();
  idle.push({ key, graph, model, size });
  while (idle.length > MOST || idle.reduce((sum, known) => sum + known.size, 0) > LARGEST) {
    idle.shift()!.model.close();
  }
}

/** What tells one layer's nodes from another's; the numbers of its parameters do not. */
export const layerKey = ({ activation, init: _, ...plan }: LayerPlan): unknown => [
  plan.fanIn,
  plan.fanOut,
  plan.bias,
  plan.normalization,
  plan.skip,
  plan.dropout,
  plan.inLoss,
  activation.name,
  activation.parameters,
];

/** What tells one end of a net from another. */
export const endingKey = ({ output, loss }: Ending): unknown => [output.name, loss];

/** What tells one update rule from another, their rates apart: by what it does with some numbers. */
export function ruleKey(rule: Optimizer): unknown {
  const { rate: _, ...parameters } = rule.parameters;
  const done: string[] = [];
  let averages = [...rule.slots];
  for (let step = 1; step <= 3; step++) {
    const { change, slots } = rule.update(numbers(step), 0.7 / step, averages);
    averages = slots;
    done.push(...[change / rateOf(rule), ...slots].map((number) => number.toPrecision(9)));
  }
  return [rule.name, parameters, rule.slots, rule.decay, done];
}
