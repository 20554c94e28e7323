import { closest } from "../../src/spelling.cjs";
import { readCell, report } from "./cell.mjs";
import { readSetting } from "./setting.mjs";
import { written } from "./written.mjs";

/**
 * Gives the parameters of several notebooks other values.
 * @param cells `{ notebook: source of its parameter cell }`
 * @param settings `{ name: text }` as the reader wrote them
 * @returns per notebook its new `source`, the `values` that were set, and its `own` values of the same parameters; or, when anything is wrong, `problems`
 */
export function applySettings(cells, settings) {
  const read = Object.entries(cells).map(([notebook, source]) => ({ notebook, source, ...readCell(source) }));
  const malformed = read.filter(({ problems }) => problems.length > 0);
  if (malformed.length > 0) {
    return { problems: malformed.map(({ notebook, problems }) => `${notebook}: ${report(problems)}`) };
  }
  const applied = read.map((cell) => ({ notebook: cell.notebook, ...applyToCell(cell, settings) }));
  const problems = [...applied.flatMap((cell) => cell.problems), ...unknownNames(read, settings)];
  if (problems.length > 0) return { problems };
  return {
    notebooks: Object.fromEntries(
      applied.map(({ notebook, source, values, own }) => [notebook, { source, values, own }]),
    ),
  };
}

function applyToCell({ notebook, source, entries }, settings) {
  const problems = [];
  const [values, own] = [{}, {}];
  const edits = [];
  for (const { parameter, start, end } of entries) {
    if (!Object.hasOwn(settings, parameter.name)) continue;
    const { value, problem } = readSetting(parameter, settings[parameter.name]);
    if (problem) {
      problems.push(`${notebook}: ${problem}`);
    } else {
      values[parameter.name] = value;
      own[parameter.name] = parameter.value;
      edits.push({ start, end, text: written(value) });
    }
  }
  // From the last to the first, so that the places of the others stay what they are.
  const edited = edits.reduceRight(
    (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
    source,
  );
  return { source: edited, values, own, problems };
}

function unknownNames(read, settings) {
  const known = [...new Set(read.flatMap(({ entries }) => entries.map(({ parameter }) => parameter.name)))];
  const unknown = Object.keys(settings).filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  const listing = read.map(({ notebook, entries }) =>
    [
      `  ${notebook}`,
      ...entries.map(
        ({ parameter: { name, value, description, rule } }) =>
          `    ${name} = ${written(value)}  (${description}, ${rule})`,
      ),
    ].join("\n"),
  );
  return unknown.map((name, i) => {
    const near = closest(name, known);
    const hint = near === undefined ? "" : ` Did you mean ${near}?`;
    const valid = i < unknown.length - 1 ? "" : ` There are:\n${listing.join("\n")}`;
    return `--set ${name}: no selected notebook has this parameter.${hint}${valid}`;
  });
}
