const NAMES = Object.getOwnPropertyNames(Math);

/** A value that an exercise may ask for: a number, a text, true or false, or a list of these. */
const isAnswer = (value) =>
  Array.isArray(value) ? value.every(isAnswer) : ["number", "string", "boolean"].includes(typeof value);

/**
 * What a reader typed as a notebook would take it: an expression such as `1/4`, `2^-10`, `sqrt(2)` or `[2, 3]`, several with commas as
 * a list, and words as they stand.
 */
export function answerOf(typed) {
  const text = typed.trim();
  if (text === "") return undefined;
  try {
    const plain = text.replaceAll("−", "-").replaceAll("^", "**");
    const list = new Function(...NAMES, `"use strict"; return [${plain}];`)(
      ...NAMES.map((name) => Math[name]),
    );
    const value = list.length === 1 ? list[0] : list;
    return isAnswer(value) ? value : text;
  } catch {
    return text;
  }
}
