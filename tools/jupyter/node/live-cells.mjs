// What a page needs to run a notebook's cells again: reads {"cells": [{id, source, parameters}]} on stdin and writes
// {"cells": [{id, body, package, parameters, reads, gives, exercise, problem}], "defaults": {parameter: value}} on stdout.
import { text } from "node:stream/consumers";
import { readCell } from "../../parameters/cell.mjs";
import { compileNotebook, withParameters } from "../live/compile/notebook.mjs";

const { cells } = JSON.parse(await text(process.stdin));
const tagged = cells.find(({ parameters }) => parameters);
const { entries, problems } = readCell(tagged?.source ?? "");
// A cell that does not follow the form is a cell as any other.
const values = problems.length > 0 ? [] : entries.map(({ parameter: { name, value } }) => [name, value]);
const compiled = withParameters(compileNotebook(cells), values.length > 0 ? tagged.id : undefined);
process.stdout.write(JSON.stringify({ cells: compiled, defaults: Object.fromEntries(values) }));
