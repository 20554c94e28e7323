import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ended, jupyterEnvironment, python, root } from "./jupyter";

const PLOTLY = "application/vnd.plotly.v1+json";
const folder = join(root, "notebooks");

/** The course's notebooks, by file name. */
export const notebooks = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

interface Cell {
  cell_type: "code" | "markdown";
  source: string | string[];
  metadata: { tags?: string[] };
  execution_count?: number | null;
  outputs?: {
    output_type: string;
    name?: string;
    text?: string | string[];
    data?: Record<string, unknown>;
  }[];
}

export interface Notebook {
  cells: Cell[];
  metadata: { kernelspec?: { name: string } };
}

/** A Plotly figure as an output holds it. */
export interface Chart {
  data: { x?: unknown[]; y?: unknown[]; z?: unknown[] }[];
  layout: { title: { text: string } };
  description: string;
}

export const textOf = (text: string | string[] | undefined): string =>
  Array.isArray(text) ? text.join("") : (text ?? "");

export const readNotebook = (name: string): Notebook =>
  JSON.parse(readFileSync(join(folder, name), "utf8")) as Notebook;

/** Executes a notebook on the real kernel with other values of its parameters. */
export async function execute(name: string, settings: Record<string, string> = {}): Promise<Notebook> {
  const temporary = mkdtempSync(join(tmpdir(), "executed-"));
  try {
    const program = join(root, "test", "support", "execute_notebook.py");
    const target = join(temporary, name);
    const values = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    const child = spawn(python(), [program, join(folder, name), target, ...values], {
      env: jupyterEnvironment(),
    });
    const { code, stderr } = await ended(child);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(readFileSync(target, "utf8")) as Notebook;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** The charts of an executed notebook, in order. */
export const chartsOf = ({ cells }: Notebook): Chart[] =>
  cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(({ data }) =>
      data?.[PLOTLY]
        ? [{ ...(data[PLOTLY] as Chart), description: textOf(data["text/plain"] as string) }]
        : [],
    ),
  );

/** What the cells printed. */
export const printedBy = ({ cells }: Notebook): string =>
  cells.flatMap(({ outputs = [] }) => outputs.map(({ text }) => textOf(text))).join("\n");

/** What the checks of an executed notebook said. */
export const verdictsOf = ({ cells }: Notebook): string[] =>
  cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(({ data }) =>
      data?.["text/html"] && data["text/plain"] ? [textOf(data["text/plain"] as string)] : [],
    ),
  );
