import { compiled, withoutTypes } from "./cell.mjs";
import { namesIn } from "./names.mjs";

/** What the package has in Node alone; in a page it throws NeedsNode. */
export const NEED_NODE = ["saveNet", "loadNet", "mnist", "mnistFirst1000", "toHtml", "tensorflow", "layersModel", "ProbedModel"]; // prettier-ignore

/**
 * The code cells of a notebook as functions that a page can call, in their order.
 * @param cells `{ id, source }`
 * @returns for each `{ id, body, package, reads, gives }`: `package` has the package's names by those in the cell, `reads` for each
 * variable that it takes the cell that gives it; `exercise`, its id, where it asks one; `problem` where it cannot run in a page
 */
export function compileNotebook(cells) {
  const codes = cells.map(({ source }) => withoutTypes(source));
  const names = namesIn(codes.map(({ code }) => code));
  const owners = new Map();
  return cells.map((cell, i) => {
    const { imports, free, assigned, problem, ...made } = compiled(cell, codes[i], names[i]);
    for (const [name, from] of Object.entries(imports)) owners.set(name, { from });
    const needed = [...free.filter((name) => owners.has(name)), ...Object.keys(imports)];
    const taken = (kind) =>
      Object.fromEntries(needed.flatMap((name) => (owners.get(name)[kind] ? [[name, owners.get(name)[kind]]] : []))); // prettier-ignore
    const result = { ...made, package: taken("from"), reads: taken("by") };
    const changed = assigned.find((name) => result.reads[name]);
    const nodes = names[i].used.find((name) => NEED_NODE.includes(result.package[name]));
    const wrong =
      (changed && `it changes ${changed}, which another cell declares`) ??
      problem ??
      (nodes && `it uses ${nodes}, which only Node has`);
    for (const name of made.gives) owners.set(name, { by: cell.id });
    return wrong ? { ...result, problem: wrong } : result;
  });
}

/**
 * The same with a cell of parameters left out, whose names are `parameters` of the cells that read them.
 * @param id that cell's
 */
export const withParameters = (compiled, id) =>
  compiled
    .filter((cell) => cell.id !== id)
    .map(({ reads, ...cell }) => {
      const entries = Object.entries(reads);
      const others = entries.filter(([, by]) => by !== id);
      const parameters = entries.filter(([, by]) => by === id).map(([name]) => name);
      return { ...cell, parameters, reads: Object.fromEntries(others) };
    });
