import type { Net } from "../architecture/net";

/** Outputs whose pairs are held at once. */
const MOST_PAIRED = 100;

/** Why a net cannot be written as a graph; undefined where it can. */
export function whyNotCompilable(net: Net): string | undefined {
  const { outputs, output, loss } = net.description;
  const own = net.layers.find(({ activation }) => activation.own);
  if (own) return `layer ${own.index} has an activation of JavaScript functions (${own.activation.name})`;
  if (output.name === "softmax" && loss === "squaredError" && outputs > MOST_PAIRED)
    return `squared error of softmax takes all pairs of outputs, of which there are ${outputs}`;
  return undefined;
}

export const isCompilable = (net: Net): boolean => whyNotCompilable(net) === undefined;
