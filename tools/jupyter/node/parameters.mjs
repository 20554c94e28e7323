// Sets the parameters of notebooks.
import { applySettings } from "../../parameters/settings.mjs";

/**
 * @param cells the source of each notebook's parameter cell
 * @param settings texts of values by the parameters' names
 * @returns `notebooks`, `{ source, values, own }` of each, or `problems`, as messages
 */
export const answer = ({ cells, settings }) => applySettings(cells, settings);
