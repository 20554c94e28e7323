/** Cells that show what rounding leaves, which each engine's exponentials leave another of. */
const CELLS = new Set(["spread", "twin-check"]);
/** Below this, such a number is as good as 0. */
const LEFT = 1e-12;

/** Whether two numbers of a cell are both but rounding. */
export const areRounding = (cell: string, a: number, b: number): boolean =>
  CELLS.has(cell) && Math.abs(a) < LEFT && Math.abs(b) < LEFT;

const rounded = (number: string): string =>
  Number(number) < LEFT ? "0" : String(Number(Number(number).toPrecision(12)));

/** Such a cell's text with the digits alone that are not but rounding. */
export const withoutRounding = (cell: string, text: string): string =>
  CELLS.has(cell) ? text.replaceAll(/\d+\.\d+(?:e[+-]\d+)?/g, rounded) : text;
