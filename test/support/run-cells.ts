import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { transformSync } from "@swc/core";
import { applySettings } from "../../tools/parameters/settings.mjs";
import type { Figure } from "../../src/charts/style/figure";
import * as vanishingGradients from "../../src";
import { bundle, PLOTLY_MIME } from "../../src/charts/style/bundle";
import { root } from "./jupyter";

/** Values for `--set`, by the parameters' names. */
export type Settings = Record<string, unknown>;

/** What a notebook's code showed. */
export interface Shown {
  /** Charts, as Plotly gets them, with the id of the cell. */
  figures: { cell: string; figure: Figure }[];
  /** What was printed: one entry per cell that printed. */
  printed: { cell: string; text: string }[];
}

/** What a notebook's code did in this process. */
export interface CellsRun extends Shown {
  /** The exercises that were asked. */
  checked: string[];
  /** Milliseconds per cell. */
  times: Record<string, number>;
}

interface CodeCell {
  id: string;
  source: string;
  parameters: boolean;
}

/** The course's notebooks, without their endings. */
export const stems = readdirSync(join(root, "notebooks"))
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => name.replace(".ipynb", ""));

/** The code cells of a notebook of the course, with other values in the parameter cell. */
export function codeCells(stem: string, settings: Settings = {}): CodeCell[] {
  const { cells } = JSON.parse(readFileSync(join(root, "notebooks", `${stem}.ipynb`), "utf8"));
  return cells
    .filter((cell: { cell_type: string }) => cell.cell_type === "code")
    .map((cell: { id: string; source: string[]; metadata: { tags?: string[] } }) => {
      const parameters = cell.metadata.tags?.includes("parameters") ?? false;
      const source = [cell.source].flat().join("");
      return { id: cell.id, source: parameters ? withValues(stem, source, settings) : source, parameters };
    });
}

/** The parameter cell with other values, as `--set` puts them in. */
function withValues(stem: string, source: string, settings: Settings): string {
  const texts = Object.entries(settings).map(([name, value]) => [name, JSON.stringify(value)]);
  const applied = applySettings({ [stem]: source }, Object.fromEntries(texts));
  if ("problems" in applied) throw new Error(applied.problems.join("\n"));
  return applied.notebooks[stem].source;
}

/**
 * Runs a notebook's code cells in this process, one after the other in one scope, on the package's sources: what the
 * kernel does, without its compiler and its messages, so that hundreds of runs take a minute.
 * @param settings values for the parameter cell, by name
 * @throws what a cell throws, with the cell's id before its message
 */
export async function runCells(stem: string, settings: Settings = {}): Promise<CellsRun> {
  const run: CellsRun = { figures: [], printed: [], checked: [], times: {} };
  let [current, since] = ["", 0];
  const enter = (id: string): void => {
    if (current) run.times[current] = performance.now() - since;
    [current, since] = [id, performance.now()];
  };
  const library = {
    ...vanishingGradients,
    show(figure: Figure): void {
      const plotted = bundle(figure)[PLOTLY_MIME] as Omit<Figure, "description">;
      run.figures.push({ cell: current, figure: { ...plotted, description: figure.description } });
    },
    check: (id: string) => void run.checked.push(id),
  };
  const log = (...values: unknown[]): void => {
    const text = format(...values);
    const last = run.printed.at(-1);
    if (last?.cell === current) last.text += `\n${text}`;
    else run.printed.push({ cell: current, text });
  };
  try {
    await compiled(stem, settings)(() => library, {}, { log }, enter);
    enter("");
  } catch (error) {
    if (error instanceof Error) error.message = `${stem}, cell ${current}: ${error.message}`;
    throw error;
  }
  return run;
}

type Program = (
  require: () => unknown,
  exports: object,
  console: object,
  enter: (id: string) => void,
) => Promise<void>;

/** All cells as one asynchronous function; a type has no meaning at run time and is taken out. */
function compiled(stem: string, settings: Settings): Program {
  const program = codeCells(stem, settings)
    .map(({ id, source }) => `__enter(${JSON.stringify(id)});\n${source}`)
    .join("\n");
  // By swc, which takes a tenth of TypeScript's time.
  const { code } = transformSync(program, {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  });
  return new Function(
    "require",
    "exports",
    "console",
    "__enter",
    `return (async () => {${code}\n})();`,
  ) as Program;
}
