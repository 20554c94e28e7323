import { readFileSync } from "node:fs";
import { readCell } from "../../parameters/cell.mjs";
import { notebooksAsked } from "../live/compile/exercises.mjs";
import { compileNotebook, withParameters } from "../live/compile/notebook.mjs";
import { dependencies } from "../live/page/plan.mjs";
import { nearest, stopsOf } from "../values/stops.mjs";
import { tries } from "./tries.mjs";

/** A parameter with its elements as texts, its slider, and its value as it stands in the cell, and where. */
function described({ parameter, start, end }, source) {
  const stops = stopsOf(parameter);
  const slider = stops && { last: stops.length - 1, at: nearest(stops, parameter.value) };
  const shown = [parameter.value].flat().map(String);
  return { ...parameter, shown, slider, start, literal: source.slice(start, end) };
}

/**
 * What a page needs to run a notebook's cells again.
 * @param cells `{ id, source, parameters }` of each
 * @param items the pieces of code, `{ code, before }`, in each item of its lists
 * @returns `live`, with the `cells` `{ id, body, package, parameters, reads, gives, exercise, problem }`, `defaults`, parameters' values
 * by name, and `exercises`, their scripts; the `parameters`; the names of those `behind` each cell without an exercise, by its id; and
 * for each item the hashes that its pieces set, `tries`
 */
export function answer({ cells, items }) {
  const tagged = cells.find(({ parameters }) => parameters);
  const { entries, problems } = readCell(tagged?.source ?? "");
  // A cell that does not follow the form is a cell as any other.
  const parameters = problems.length > 0 ? [] : entries.map((entry) => described(entry, tagged.source));
  const compiled = withParameters(compileNotebook(cells), parameters.length > 0 ? tagged.id : undefined);
  const defaults = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  const behind = [...dependencies(compiled).values()]
    .filter(({ cell }) => !cell.exercise)
    .map(({ cell, parameters: read }) => [cell.id, Object.keys(defaults).filter((name) => read.has(name))]);
  const known = JSON.parse(readFileSync(new URL("../../../dist/exercises.json", import.meta.url), "utf8"));
  const exercises = notebooksAsked(compiled, Object.keys(known)).map((name) => known[name]);
  return {
    live: { cells: compiled, defaults, exercises },
    parameters,
    behind: Object.fromEntries(behind),
    tries: items.map((pieces) => tries(pieces, parameters)),
  };
}
