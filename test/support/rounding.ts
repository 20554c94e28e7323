/** Cells that show what rounding leaves of sums, and below which size that is. */
const CELLS = new Map([["spread", 1e-12]]);

const left = (cell: string): number => CELLS.get(cell) ?? 0;

/** Whether two numbers of a cell are both but rounding. */
export const areRounding = (cell: string, a: number, b: number): boolean =>
  Math.abs(a) < left(cell) && Math.abs(b) < left(cell);

/** Such a cell's text with the digits alone that are not but rounding. */
export function withoutRounding(cell: string, text: string): string {
  if (!CELLS.has(cell)) return text;
  const rounded = (number: string): string =>
    Number(number) < left(cell) ? "0" : String(Number(Number(number).toPrecision(12)));
  return text.replaceAll(/\d+\.\d+(?:e[+-]\d+)?/g, rounded);
}
