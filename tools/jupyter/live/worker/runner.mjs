import { inspect } from "node-inspect-extracted";

const OUTPUT = Symbol.for("Jupyter.display");
/** How a value is glanced at, as in tools/kernel/values.cjs. */
const BRIEF = { depth: 2, maxArrayLength: 12, maxStringLength: 1000, breakLength: 100 };
const LINES = 30;

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
    return $value === undefined || $value === null ? undefined : shown($value);
  }
}

const shown = (value) => ({ "text/plain": inBrief(value), ...value[OUTPUT]?.() });

function inBrief(value) {
  if (typeof value === "string") return value;
  const lines = inspect(value, BRIEF).split("\n");
  return lines.length <= LINES
    ? lines.join("\n")
    : [...lines.slice(0, LINES), `… ${lines.length - LINES} more lines; console.log shows all`].join("\n");
}
