import type { LayerPlan } from "../../architecture/layers";
import type { Ops } from "../ops";
import type { Draws } from "./draws";
import { backward, forward, type ForwardNodes, type GradientNodes, type LayerNodes } from "./layer";
import { isScaled, skipsOf } from "./scales";

/** Writes the forward pass of all layers; the last one's output is what softmax or sigmoid is applied to. */
export function forwardPass<T>(
  g: Ops<T>,
  layers: readonly LayerPlan[],
  parametersOf: (layer: number) => LayerNodes<T>,
  inputs: T,
  { training, draws }: { training: boolean; draws: Draws<T> },
): { parameters: LayerNodes<T>[]; passes: ForwardNodes<T>[]; output: T } {
  const outputs = [inputs];
  const parameters: LayerNodes<T>[] = [];
  const passes = layers.map((plan, l) =>
    g.within(`layer${plan.index}`, () => {
      parameters[l] = parametersOf(l);
      const pass = forward(g, plan, parameters[l], outputs, {
        training,
        ...(training && { noise: draws.of(l) }),
      });
      outputs.push(pass.output);
      return pass;
    }),
  );
  return { parameters, passes, output: outputs.at(-1)! };
}

/**
 * Writes the backward pass of all layers, from the output to the first.
 * @param last ∂Cᵢ/∂output of each example's own loss
 * @param scales.fed powers of two from `Scales`: for the flow into each layer that has one, then for each skip connection's
 * @param scales.spacing layers in a row that share an exponent
 * @param visit is given each layer's δ, its gradients and ∂C/∂output, within its scope
 */
export function backwardPass<T>(
  g: Ops<T>,
  layers: readonly LayerPlan[],
  { parameters, passes }: { parameters: readonly LayerNodes<T>[]; passes: readonly ForwardNodes<T>[] },
  last: T,
  { fed, spacing }: { fed: T; spacing: number },
  visit: (layer: number, delta: T, gradients: GradientNodes<T>, upstream: T) => void,
): void {
  const skips = skipsOf(layers);
  const own = layers.flatMap((_, l) => (isScaled(l, layers.length, spacing) ? [l] : []));
  const scales = g.unpack(fed, own.length + skips.length);
  /** What flows into each layer's output over a skip connection. */
  const skipped: T[] = [];
  let flow = last;
  for (let l = layers.length - 1; l >= 0; l--) {
    const { index } = layers[l];
    g.within(`layer${index}`, () => {
      const along = own.includes(l) ? g.mul(flow, scales[own.indexOf(l)]) : flow;
      const upstream = skipped[index] ? g.add(along, skipped[index]) : along;
      const { delta, gradients } = backward(g, layers[l], parameters[l], passes[l], upstream);
      visit(l, delta, gradients, upstream);
      if (l > 0) flow = g.flowBack(delta, parameters[l].weights!, layers[l]);
      const skip = skips.findIndex(({ to }) => to === index);
      if (skip >= 0) skipped[skips[skip].from] = g.mul(upstream, scales[own.length + skip]);
    });
  }
}
