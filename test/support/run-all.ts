import { readFileSync } from "node:fs";
import type { Kernel, Message } from "./kernel";

/** A notebook's code cells, in order. */
export function codeOf(notebook: string): string[] {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8"));
  return cells
    .filter((cell: { cell_type: string }) => cell.cell_type === "code")
    .map(({ source }: { source: string | string[] }) => [source].flat().join(""));
}

/** What is shown of whatever takes over a second, and how far it came: whether it does is a matter of the machine. */
const isProgress = ({ content: { data, transient } }: Message): boolean =>
  transient?.display_id !== undefined && Object.keys(data).join() === "text/html";

/** Runs cells as Run All does, all requests at once; the kinds of what each has shown, and why one failed. */
export async function runAll(kernel: Kernel, cells: string[]): Promise<string[][]> {
  const ids: string[] = [];
  for (const code of cells) ids.push(await kernel.sendCode(code));
  const shown: string[][] = [];
  for (const id of ids) {
    const { reply, published } = await kernel.outcome(id);
    if (reply.status !== "ok") throw new Error(`cell ${shown.length}: ${reply.evalue ?? reply.status}`);
    const outputs = published.filter(
      (one) => /^(display_data|execute_result|stream)$/.test(one.type) && !isProgress(one),
    );
    shown.push([
      ...new Set(outputs.flatMap(({ type, content }) => [type, ...Object.keys(content.data ?? {})])),
    ]);
  }
  return shown;
}

/** Slope of a line through values at 0, 1, 2, …, with its standard error. */
export function trend(values: number[]): { slope: number; error: number } {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = values.reduce((a, b) => a + b) / n;
  const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  const slope = values.reduce((sum, y, i) => sum + (i - middle) * (y - mean), 0) / spread;
  const residual = values.reduce((sum, y, i) => sum + (y - mean - slope * (i - middle)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (n - 2) / spread) };
}
