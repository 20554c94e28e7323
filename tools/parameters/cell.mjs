import { declarationsIn } from "./declarations.mjs";
import { allows, contradiction, FORMS, readComment } from "./rule.mjs";

/** How a line of the parameter cell must look. */
export const FORM = [
  "A parameter is a line of the form",
  "    const depth = 20; // hidden layers, a whole number from 1 to 200",
  "where the words after the last comma say what it may be:",
  ...FORMS.map((form) => `    ${form}`),
].join("\n");

/** What the parameter cell declares, each with the place of its literal, and what is wrong with it. */
export function readCell(source) {
  const problems = [];
  const entries = [];
  for (const { line, text, problem, start, end, comment, ...declared } of declarationsIn(source)) {
    const { name, value } = declared;
    const rule = problem ? undefined : readComment(comment, value);
    const taken = entries.some(({ parameter }) => parameter.name === name);
    const found = problem ?? problemOf(rule, value) ?? (taken ? `gives ${name} a second time` : undefined);
    if (found) problems.push({ line, text, problem: found });
    else entries.push({ parameter: { name, value, ...rule }, start, end });
  }
  return { entries, problems };
}

function problemOf(rule, value) {
  if (!rule) return "has no comment that ends in what the value may be";
  const wrong = contradiction(rule);
  if (wrong) return wrong;
  return allows(rule, value) ? undefined : `gives ${JSON.stringify(value)}, which is not ${rule.rule}`;
}

/** What a cell has wrong, one place after the other, and how it should be. */
export const report = (problems) =>
  [
    ...problems.map(
      ({ line, text, problem }) => `line ${line} of the parameter cell ${problem}:\n    ${text}`,
    ),
    FORM,
  ].join("\n");

/**
 * What a reader may set in a parameter cell, in its order; see `Parameter` in cell.d.mts.
 * @throws Error that names each line that does not follow the form, and the form
 */
export function parametersOf(source) {
  const { entries, problems } = readCell(source);
  if (problems.length > 0) throw new Error(report(problems));
  return entries.map(({ parameter }) => parameter);
}
