import type { Net } from "../architecture/net";

/** Outputs whose pairs are held at once. */
const MOST_PAIRED = 100;

/** Why a net cannot be written on operations; undefined where it can. */
export function whyNotRecordable({ layers }: Net): string | undefined {
  const own = layers.find(({ activation }) => activation.gradient === undefined);
  return own && `layer ${own.index} has an activation of JavaScript functions (${own.activation.name})`;
}

/** Why a net cannot be written as a graph; undefined where it can. */
export function whyNotCompilable(net: Net): string | undefined {
  const { outputs, output, loss } = net.description;
  if (output.name === "softmax" && loss === "squaredError" && outputs > MOST_PAIRED)
    return `squared error of softmax takes all pairs of outputs, of which there are ${outputs}`;
  return whyNotRecordable(net);
}

export const isRecordable = (net: Net): boolean => whyNotRecordable(net) === undefined;
export const isCompilable = (net: Net): boolean => whyNotCompilable(net) === undefined;
