import type { Dataset } from "../data/dataset";
import { InvalidArgument, requireFields, requireNumberList } from "../errors";
import type { Cost } from "./optimization/cost";
import type { Examples } from "./backpropagation/forward";
import type { Quadratic } from "./optimization/quadratic";

/** Throws unless `cost` has a value, a slope and a curvature at any point. */
export const requireCost = (argument: string, cost: Cost): void =>
  requireFields(
    argument,
    cost,
    { cost: "function", gradient: "function", curvature: "function" },
    "quadratic(), linearChain() or netCost(net, data)",
  );

/** Throws unless `valley` is a quadratic. */
export function requireQuadratic(argument: string, valley: Quadratic): void {
  requireCost(argument, valley);
  const fields = { coordinates: "function", at: "function", curvatures: "list", axes: "list" } as const;
  requireFields(argument, valley, fields, "quadratic()");
  requireNumberList(`${argument} curvatures`, valley.curvatures, { least: 2 });
  if (valley.axes.length !== 2) throw new InvalidArgument(`${argument} axes`, "must be two", valley.axes);
  for (const axis of valley.axes) requireNumberList(`${argument} axes`, axis, { least: 2 });
}

/** Throws unless `optimizer` is an update rule. */
export const requireOptimizer = (argument: string, optimizer: unknown): void =>
  requireFields(
    argument,
    optimizer,
    { update: "function", slots: "list", parameters: "object" },
    "sgd(rate)",
  );

/** Throws unless `path` is the path of an optimizer. */
export function requireDescent(
  argument: string,
  path: {
    readonly optimizer: unknown;
    readonly points: readonly ArrayLike<number>[];
    readonly gradients: readonly ArrayLike<number>[];
  },
): void {
  requireFields(argument, path, { points: "list", gradients: "list", costs: "list" }, "descent(cost, …)");
  requireOptimizer(`${argument} optimizer`, path.optimizer);
  for (const list of [path.points, path.gradients]) {
    for (const vector of list) requireNumberList(argument, vector);
  }
  if (path.points.length === 0) throw new InvalidArgument(argument, "must have points", path.points);
}

/** Throws unless `data` are whole rows with a label each. */
export function requireRows(argument: string, data: Dataset): void {
  if (!(data?.inputs instanceof Float32Array) || !(data.labels instanceof Int32Array)) {
    throw new InvalidArgument(argument, "must be a data set such as oRings()", data);
  }
  const { points, features, inputs, labels } = data;
  if (!(points >= 1 && inputs.length === points * features && labels.length === points)) {
    const rule = "must hold points × features numbers and a label per point";
    throw new InvalidArgument(argument, rule, {
      points,
      features,
      inputs: inputs.length,
      labels: labels.length,
    });
  }
}

/** Throws unless `examples` are numbers for a net. */
export function requireExamples(argument: string, examples: Examples): void {
  requireFields(
    argument,
    examples,
    { inputs: "list", labels: "list" },
    "a data set such as xor({ seed: 1 })",
  );
  const { inputs, labels, targets } = examples;
  requireNumberList(`${argument} inputs`, inputs, { least: 1 });
  requireNumberList(`${argument} labels`, labels, { min: 0, whole: true });
  if (targets) requireNumberList(`${argument} targets`, targets);
}
