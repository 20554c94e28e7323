/** A code cell as a function that a page can call. */
export interface CompiledCell {
  id: string;
  /** The body of an asynchronous function, of as many lines as the cell. */
  body: string;
  /** The package's names by those in the cell; `*` is the package itself. */
  package: Record<string, string>;
  /** For each variable that it takes the cell that gives it. */
  reads: Record<string, string>;
  /** The names that it declares for the cells below. */
  gives: string[];
  /** The parameters that it reads itself, where the parameter cell was left out. */
  parameters: string[];
  /** The exercise that it asks, where it does nothing else. */
  exercise?: string;
  /** Why it cannot run in a page. */
  problem?: string;
}

/** The code cells of a notebook as functions that a page can call, in their order. */
export function compileNotebook(
  cells: readonly { id: string; source: string }[],
): Omit<CompiledCell, "parameters">[];

/** The same with a cell of parameters left out, whose names are `parameters` of the cells that read them. */
export function withParameters(
  compiled: readonly Omit<CompiledCell, "parameters">[],
  id?: string,
): CompiledCell[];
/** What the package has in Node alone; in a page it throws NeedsNode. */
export const NEED_NODE: readonly string[];
