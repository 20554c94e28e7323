import type { ParameterValue } from "./cell.mjs";

type Values = Record<string, ParameterValue>;

/** What came of settings: every notebook's new source, the values that were set and its own of the same parameters, or what is wrong. */
export type Applied =
  | { problems: string[] }
  | { notebooks: Record<string, { source: string; values: Values; own: Values }> };

/**
 * Gives the parameters of several notebooks other values.
 * @param cells the source of the parameter cell of each notebook, by the notebook's name
 * @param settings the text that a reader wrote for a parameter, by the parameter's name
 */
export function applySettings(cells: Record<string, string>, settings: Record<string, string>): Applied;
