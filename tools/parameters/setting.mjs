import { closest } from "../../src/spelling.cjs";
import { declarationsIn } from "./declarations.mjs";
import { allows, plainMinus } from "./rule.mjs";

/** The value of some TypeScript that is one literal; a name stands for a string. */
function literalFrom(text) {
  const found = declarationsIn(`const value = ${text}\n;`, { bare: true });
  return found.length === 1 && !found[0].problem && found[0].name === "value" ? found[0].value : undefined;
}

/** Every value that a text can mean for a parameter, the likelier first: `tanh` as well as `"tanh"`. */
function readings({ kind, count }, text) {
  if (kind === "text") return /^["'`]/.test(text) ? [literalFrom(text), text] : [text];
  const literal = literalFrom(plainMinus(text));
  return kind === "choice" && !count ? [text, literal] : [literal];
}

function suggestion({ choices = [] }, text) {
  const names = choices.map(String);
  const words = (text.match(/[\w$]+/g) ?? []).filter((word) => !names.includes(word));
  const near = words.map((word) => closest(word, names)).find((found) => found !== undefined);
  return near === undefined ? "" : `. Did you mean ${near}?`;
}

/** The value that `--set name=text` gives a parameter, as `{ value }`, or `{ problem }` that says what it may be. */
export function readSetting(parameter, text) {
  const value = readings(parameter, text.trim()).find(
    (reading) => reading !== undefined && allows(parameter, reading),
  );
  if (value !== undefined) return { value };
  return {
    problem: `--set ${parameter.name}=${text}: must be ${parameter.rule}${suggestion(parameter, text)}`,
  };
}
