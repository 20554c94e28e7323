import { type NetOptions, optionNames } from "../architecture/description";
import type { Net } from "../architecture/net";
import { InvalidArgument, isList, requireFunction, requireKnownKeys, requireObject } from "../errors";
import type { Optimizer } from "../optimizers/optimizer";

/** Makes a net of a seed, such as one that `lsuv` or `convertActivation` gave its weights. */
export type NetMaker = (seed: number) => Net;

/** What is varied: for any option of `mlp` but the seed, or for the optimizer, the values to try; every combination is. */
export type Axes = {
  [Name in Exclude<keyof NetOptions, "seed">]?: readonly Required<NetOptions>[Name][];
} & {
  /** Update rules to train by. */
  optimizer?: readonly Optimizer[];
  /** In place of options of `mlp`: nets by name, each made of a seed; a copy of it is measured and trained. */
  net?: Readonly<Record<string, NetMaker>>;
};

/** One combination of values. */
export interface Combination {
  /** "relu, depth 20". */
  name: string;
  /** The values as a table shows them. */
  settings: Record<string, string | number>;
  /** What of them is an option of `mlp`. */
  options: Partial<NetOptions>;
  optimizer?: Optimizer;
  /** Makes the net, where no option does. */
  make?: NetMaker;
}

/**
 * Every combination, the last axis varying fastest.
 * @throws InvalidArgument when an axis is no option, has no value or has one twice
 */
export function combinations(axes: Axes): Combination[] {
  const names = optionNames.filter((name) => name !== "seed");
  const own = (axes as Axes | undefined)?.net !== undefined;
  requireKnownKeys("compare axes", axes, [...(own ? [] : names), "optimizer", "net"]);
  let all: Combination[] = [{ name: "", settings: {}, options: {} }];
  const { net, ...rest } = axes;
  if (own) all = Object.entries(makersOf(net)).map(([name, make]) => ({ name, settings: { net: name }, options: {}, make })); // prettier-ignore
  const entries = Object.entries(rest as Record<string, unknown>);
  if (entries.length === 0 && !own)
    throw new InvalidArgument("compare axes", "must have an option to vary", axes, optionNames);
  for (const [axis, given] of entries) {
    const values = valuesOf(axis, given);
    const labels = labelsOf(values);
    all = all.flatMap((one) => values.map((value, i) => extended(one, axis, value, labels[i])));
  }
  return all;
}

function makersOf(net: unknown): Record<string, NetMaker> {
  requireObject("compare net", net);
  const makers = net as Record<string, NetMaker>;
  if (Object.keys(makers).length === 0)
    throw new InvalidArgument("compare net", "must have a net by name: { tanh: (seed) => mlp({ …, seed }) }", net); // prettier-ignore
  for (const [name, make] of Object.entries(makers)) requireFunction(`compare net ${name}`, make);
  return makers;
}

function valuesOf(axis: string, given: unknown): unknown[] {
  if (!isList(given) || given.length === 0)
    throw new InvalidArgument(`compare ${axis}`, "must be a list of values to try", given);
  const values = Array.from(given);
  const labels = labelsOf(values);
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice !== undefined) throw new InvalidArgument(`compare ${axis}`, "must not have a value twice", twice);
  return values;
}

function extended(one: Combination, axis: string, value: unknown, label: string | number): Combination {
  const word = wordOf(axis, typeof value === "boolean" ? `${axis} ${label}` : label);
  return {
    ...(one.make && { make: one.make }),
    name: one.name === "" ? word : `${one.name}, ${word}`,
    settings: { ...one.settings, [axis]: label },
    ...(axis === "optimizer"
      ? { options: one.options, optimizer: value as Optimizer }
      : { options: { ...one.options, [axis]: value }, ...(one.optimizer && { optimizer: one.optimizer }) }),
  };
}

/** A value of an axis as part of a name, which says what it is: relu, depth 20, no normalization. */
export function wordOf(axis: string, label: string | number): string {
  if (typeof label === "number") return `${axis} ${label}`;
  if (axis === "normalization") return `${label === "none" ? "no" : label} normalization`;
  return label;
}

/** Values in short: relu, leakyRelu(0.1), heNormal(0, truncated), 20, 8 → 4; parameters to four digits where that tells them apart. */
function labelsOf(values: readonly unknown[]): (string | number)[] {
  const short = values.map((value) => labelOf(value, 4));
  return new Set(short).size === values.length ? short : values.map((value) => labelOf(value, 17));
}

function labelOf(value: unknown, digits: number): string | number {
  if (typeof value === "number") return value;
  if (isList(value)) return Array.from(value, (part) => labelOf(part, digits)).join(" → ");
  if (typeof value !== "object" || value === null) return String(value);
  const { name, parameters, ...rest } = value as { name?: unknown; parameters?: object };
  if (typeof name !== "string") return written(value);
  const parts = Object.entries(parameters ?? rest).flatMap(([key, part]): (string | number)[] =>
    typeof part === "number" ? [Number(part.toPrecision(digits))] : part === true ? [key] : [],
  );
  return parts.length > 0 ? `${name}(${parts.join(", ")})` : name;
}

const written = (value: object): string =>
  Object.entries(value)
    .map(([key, part]) => `${key} ${String(part)}`)
    .join(", ");
