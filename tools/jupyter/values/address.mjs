import { allows, plainMinus } from "../../parameters/rule.mjs";

/** A part of the hash that gives a value: `depth=40`. Others are the browser's, such as `:~:text=`. */
const SETTING = /^(?<name>[\p{L}$_][\p{L}\p{N}$_]*)=(?<text>.*)$/su;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a % that stands for itself
  }
}

function elementOf({ kind, choices }, text) {
  if (kind === "boolean") return { true: true, false: false }[text];
  const plain = plainMinus(text.trim());
  if (kind === "number") return NUMBER.test(plain) ? Number(plain) : undefined;
  return kind === "choice" ? choices.find((choice) => String(choice) === text) : text;
}

/** What a text means for a parameter, such as `40`, `tanh` or the elements `4`, `10`; nothing where that is not allowed. */
function valueOf(parameter, texts) {
  const elements = texts.map((text) => elementOf(parameter, text));
  const value = parameter.count ? elements : elements[0];
  return (parameter.count || texts.length === 1) && allows(parameter, value) ? value : undefined;
}

/** The value of what a reader types into one field, or nothing. */
export const valueFrom = (parameter, text) => valueOf(parameter, [text]);

/** The text of a list between commas; what is no list may have commas in it. */
function textsOf({ count }, text) {
  if (!count) return [decoded(text)];
  return text === "" ? [] : text.split(",").map(decoded);
}

/** Why a part of the hash is of no use, and what is. */
const refusal = ({ name, rule }, text) => `${name} = ${decoded(text)}: must be ${rule}.`;

/**
 * What a page's hash says, `#what-to-try&depth=40&activation=tanh`: where to, and which values.
 * @returns the `anchor`, "" where there is none; the `values` by name; and what is `refused`, a sentence each
 */
export function readHash(hash, parameters) {
  const parts = hash.replace(/^#/, "").split("&");
  const settings = parts.map((part) => SETTING.exec(part)?.groups);
  const read = { anchor: settings[0] ? "" : decoded(parts[0]), values: {}, refused: [] };
  for (const { name, text } of settings.filter(Boolean)) {
    const parameter = parameters.find((known) => known.name === name);
    const value = parameter && valueOf(parameter, textsOf(parameter, text));
    if (value !== undefined) read.values[name] = value;
    else if (parameter) read.refused.push(refusal(parameter, text));
    else read.refused.push(`${name}: this page has no value of that name.`);
  }
  return read;
}

/** The hash for an anchor, or none, and values; "" for nothing of both. */
export function writeHash({ anchor = "", values }) {
  const settings = Object.entries(values).map(
    ([name, value]) => `${name}=${[value].flat().map(encodeURIComponent).join(",")}`,
  );
  const parts = [...(anchor ? [encodeURIComponent(anchor)] : []), ...settings];
  return parts.length > 0 ? `#${parts.join("&")}` : "";
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Those of some values that are not what others are. */
export const differing = (values, others) =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, others[name])));
