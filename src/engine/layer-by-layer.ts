import type { Net } from "../architecture/net";
import type { Batch } from "../data/dataset";
import type { Floats } from "../numerics/norm";
import { runLayer } from "./run-layer";

/**
 * Runs a batch forward one layer after the other, as at test. While a layer is visited, its own parameters may be changed:
 * `preactivation` computes z with those that the net has then.
 */
export function layerByLayer(
  net: Net,
  { inputs, size }: Batch,
  visit: (index: number, preactivation: () => Floats) => void,
): void {
  const outputs: Floats[] = [inputs];
  for (let index = 0; index < net.layers.length; index++) {
    visit(index, () => runLayer(net, index, outputs, size).preactivation);
    outputs.push(runLayer(net, index, outputs, size).output);
  }
}
