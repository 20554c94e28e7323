import type { Net } from "../architecture/net";

/** Why a net cannot be written as a graph; undefined where it can. */
export function whyNotCompilable({ layers }: Net): string | undefined {
  const own = layers.find(({ activation }) => activation.gradient === undefined);
  return own && `layer ${own.index} has an activation of JavaScript functions (${own.activation.name})`;
}

export const isCompilable = (net: Net): boolean => whyNotCompilable(net) === undefined;
