import { counted } from "./shown";
import { closest } from "./spelling.cjs";

/** A bad argument: the message names the rule, the value that broke it and the valid choices. */
export class InvalidArgument extends Error {
  /** What tells it from other errors, also across copies of the package. */
  override readonly name = "InvalidArgument";
  constructor(
    /** What was passed, as a path: "mlp depth", "sgd rate". */
    readonly argument: string,
    /** The rule in words: "must be a whole number from 0 to 1000". */
    readonly rule: string,
    /** The value that broke it. */
    readonly value: unknown,
    /** The valid choices, where they can be listed. */
    readonly choices: readonly string[] = [],
  ) {
    super(`${argument} ${rule}; got ${print(value)}${advice(value, choices)}`);
    // A printed error is its message; the parts are for programs.
    for (const part of ["argument", "rule", "value", "choices"])
      Object.defineProperty(this, part, { enumerable: false });
  }
}

/** The choice that a text was probably meant to be, and all of them. */
function advice(value: unknown, choices: readonly string[]): string {
  if (choices.length === 0) return "";
  const near = typeof value === "string" ? closest(value, choices) : undefined;
  return `.${near ? ` Did you mean ${print(near)}?` : ""} Choose one of: ${choices.join(", ")}`;
}

function print(value: unknown): string {
  if (typeof value === "function") return `a function (${value.name || "anonymous"})`;
  if (typeof value === "number" || value === undefined) return String(value);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    text = undefined;
  }
  text ??= Object.prototype.toString.call(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Throws unless `value` is a finite number within [min, max] (or strictly above `above`). */
export function requireNumber(
  argument: string,
  value: unknown,
  { min = -Infinity, max = Infinity, above = -Infinity, whole = false }: Range = {},
): number {
  const ok =
    typeof value === "number" &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    value > above &&
    (!whole || Number.isInteger(value));
  if (!ok) throw new InvalidArgument(argument, describeRange({ min, max, above, whole }), value);
  return value as number;
}

interface Range {
  min?: number;
  max?: number;
  above?: number;
  whole?: boolean;
}

function describeRange({ min = -Infinity, max = Infinity, above = -Infinity, whole }: Range): string {
  const kind = whole ? "must be a whole number" : "must be a finite number";
  const low = above > -Infinity ? ` above ${above}` : min > -Infinity ? ` from ${min}` : "";
  if (max === Infinity) return min > -Infinity && low ? `${kind}${low} up` : `${kind}${low}`;
  return low ? `${kind}${low} to ${max}` : `${kind} up to ${max}`;
}

/** Throws unless `value` is one of `choices`. */
export function requireChoice<T extends string>(argument: string, value: unknown, choices: readonly T[]): T {
  if (!choices.includes(value as T)) {
    throw new InvalidArgument(argument, "is not a known name", value, choices);
  }
  return value as T;
}

/** The place of `value` among numbers; throws unless it is one of them. */
export function requirePlace(argument: string, value: unknown, among: readonly number[]): number {
  const place = among.indexOf(value as number);
  if (place >= 0) return place;
  throw new InvalidArgument(argument, "must be one of those that were tried", value, among.map(String));
}

/** Throws when `options` has a key that is not in `known`: a misspelt option must not pass in silence. */
export function requireKnownKeys(argument: string, options: unknown, known: readonly string[]): void {
  if (Object.prototype.toString.call(options) !== "[object Object]") {
    throw new InvalidArgument(argument, "must be an object of options", options, known);
  }
  for (const key of Object.keys(options as object)) {
    if (!known.includes(key)) throw new InvalidArgument(argument, "has no such option", key, known);
  }
}

/**
 * Throws unless `value` is a list of at least `least` finite numbers, each in the range.
 * @returns the list as an array, since `map` of a typed array keeps nothing but numbers
 */
export function requireNumberList(
  argument: string,
  value: unknown,
  { least = 0, ...range }: Range & { least?: number } = {},
): number[] {
  if (!isList(value) || value.length < least) {
    const rule = `must be a list of ${least > 0 ? `at least ${counted(least, "number")}` : "numbers"}`;
    throw new InvalidArgument(argument, rule, value);
  }
  const entries = Array.isArray(value) ? value : Array.from(value);
  // By index: `forEach` and its like skip the holes of a sparse array.
  for (let i = 0; i < entries.length; i++) requireNumber(argument, entries[i], range);
  return entries as number[];
}

/** Throws unless `value` is a function. */
export function requireFunction(argument: string, value: unknown): void {
  if (typeof value !== "function") throw new InvalidArgument(argument, "must be a function", value);
}

/** Throws unless `value` is an object. */
export function requireObject(argument: string, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidArgument(argument, "must be an object", value);
  }
}

/** What a field of a result may be. */
type FieldKind = "number" | "string" | "function" | "object" | "list";

/**
 * Throws unless `value` is an object with fields of these kinds, as it has that another function gave.
 * @param from the call that gives such a value: "measure(net, data)"
 */
export function requireFields(
  argument: string,
  value: unknown,
  fields: Readonly<Record<string, FieldKind>>,
  from: string,
): void {
  const found = value as Record<string, unknown> | null | undefined;
  for (const [field, kind] of Object.entries(fields)) {
    const entry = found?.[field];
    const right = kind === "list" ? isList(entry) : typeof entry === kind && entry !== null;
    if (!right) throw new InvalidArgument(argument, `must be what ${from} gives, with ${field}`, value);
  }
}

/** Throws unless `value` is a list whose entries have fields of these kinds; see `requireFields`. */
export function requireList(
  argument: string,
  value: unknown,
  fields: Readonly<Record<string, FieldKind>>,
  from: string,
  least = 0,
): void {
  if (!isList(value) || value.length < least) {
    const rule = `must be a list${least > 0 ? ` of at least ${least}` : ""} of what ${from} gives`;
    throw new InvalidArgument(argument, rule, value);
  }
  for (const entry of Array.from(value)) requireFields(argument, entry, fields, from);
}

/** Whether `value` is an array or a typed array. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
