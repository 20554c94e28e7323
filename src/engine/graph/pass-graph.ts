import type { NetDescription } from "../../architecture/description";
import type { LayerPlan } from "../../architecture/layers";
import { LEARNED_BESIDES, type ParameterName, PARAMETER_NAMES } from "../../architecture/parameters";
import type { Node } from "./builder";
import { type Draw, Draws } from "../pass/draws";
import { lossOf } from "../pass/loss";
import { backwardPass, forwardPass } from "../pass/passes";
import { spacingOf } from "../pass/scales";
import { variableName } from "./names";
import { GraphOps } from "./ops";
import type { SavedModel } from "./saved-model";

/** A forward and backward pass in float64 as a SavedModel, which is fed everything, the parameters too. */
export interface PassGraph extends SavedModel {
  draws: readonly Draw[];
}

/**
 * Writes the graph of a forward and backward pass in float64.
 *
 * Its `statistics` are the loss, the accuracy, and each layer's half sum of squares of δ from the output to the first.
 * @param has whether a layer has a parameter
 */
export function passGraph(
  ending: NetDescription,
  layers: readonly LayerPlan[],
  has: (layer: number, name: ParameterName) => boolean,
  training: boolean,
): PassGraph {
  const g = new GraphOps("float64");
  const fed = (name: string): Node =>
    g.outsideScope(() => g.cast(g.placeholder(name, "float32"), "float32", "float64"));
  const fetch = (name: string, value: Node): void => g.result(name, g.bits(value), "int32");

  const targets = fed("targets");
  const labels = g.placeholder("labels", "int32");
  const draws = new Draws(fed);
  const parametersOf = (l: number): Partial<Record<ParameterName, Node>> =>
    Object.fromEntries(
      PARAMETER_NAMES.filter((name) => has(l, name)).map((name) => [name, fed(variableName(l + 1, name))]),
    );
  const net = forwardPass<Node>(g, layers, parametersOf, fed("inputs"), { training, draws });
  net.passes.forEach(({ preactivation, activation }, l) => {
    fetch(`layer${l + 1}/preactivation`, preactivation);
    fetch(`layer${l + 1}/activation`, activation);
  });

  const { loss, delta: last } = lossOf<Node>(g, ending, net.output, targets);
  const statistics = [loss, g.accuracy(ending, net.output, targets, labels)];
  const scales = { fed: fed("scales"), spacing: spacingOf(layers) };
  backwardPass<Node>(g, layers, net, last, scales, (l, delta, gradients) => {
    statistics.push(g.halfSquare(delta));
    fetch(`layer${l + 1}/delta`, delta);
    fetch(`layer${l + 1}/weightGradient`, gradients.weights!);
    if (gradients.biases) fetch(`layer${l + 1}/biasGradient`, gradients.biases);
    for (const name of LEARNED_BESIDES) {
      const gradient = gradients[name];
      if (gradient) fetch(`layer${l + 1}/${name}Gradient`, gradient);
    }
  });
  fetch("statistics", g.pack(statistics));
  return { ...g.graph(), draws: draws.list };
}
