import { inspect } from "node-inspect-extracted";
import { bundle } from "../../../kernel/values.cjs";

/** Lines that stand before a cell's own in what is evaluated. */
export const HEAD_LINES = 1;

const evaluate = (0, eval);

/** A cell as a function of `console` and of all that it takes. */
function functionOf({ id, body, gives, parameters, reads, package: taken }) {
  const names = ["console", ...parameters, ...Object.keys(reads), ...Object.keys(taken)];
  const head = `(async (${names.join(", ")}) => { "use strict"; let $value;`;
  return evaluate(
    `${head}\n${body}\nreturn { ${["$value", ...gives].join(", ")} }; })\n//# sourceURL=cell-${id}`,
  );
}

/** Runs cells, each on what those above it gave. */
export class Runner {
  #cells;
  #library;
  #functions = new Map();
  #given = new Map();

  /**
   * @param cells as compile/notebook.mjs makes them
   * @param library the package: its names are what cells import
   */
  constructor(cells, library) {
    this.#cells = new Map(cells.map((cell) => [cell.id, cell]));
    this.#library = library;
  }

  /** The cells that this one reads. */
  sourcesOf(id) {
    return Object.values(this.#cells.get(id).reads);
  }

  /**
   * Runs a cell whose sources have run.
   * @param values of the parameters, by name
   * @param console what it prints to
   * @returns what a notebook shows as its value, as MIME types; undefined where it shows none
   * @throws what the cell throws; what it gave before is gone then
   */
  async run(id, values, console) {
    const cell = this.#cells.get(id);
    if (!this.#functions.has(id)) this.#functions.set(id, functionOf(cell));
    this.#given.delete(id);
    const { $value, ...given } = await this.#functions.get(id)(
      console,
      ...cell.parameters.map((name) => values[name]),
      ...Object.entries(cell.reads).map(([name, source]) => this.#given.get(source)?.[name]),
      ...Object.values(cell.package).map((name) => (name === "*" ? this.#library : this.#library[name])),
    );
    this.#given.set(id, given);
    return $value === undefined || $value === null ? undefined : bundle($value, inspect);
  }
}
