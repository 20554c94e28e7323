/** How the decimal sign of a table is written. */
export type Decimal = "." | ",";

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Groups of three digits that cannot be meant otherwise: two or more of them, or a decimal sign after them. */
const GROUPED = {
  ".": /^[+-]?\d{1,3}(,\d{3})(,\d{3}|(?=\.))+(\.\d+)?$/,
  ",": /^[+-]?\d{1,3}(\.\d{3})(\.\d{3}|(?=,))+(,\d+)?$/,
};
const FLAGS: Readonly<Record<string, number>> = { true: 1, false: 0 };

/**
 * The number that a cell stands for; undefined where it is none, or one that float32 cannot hold.
 *
 * True and false are 1 and 0. Thousands may be grouped where the text cannot mean another number: "1.234,5" with decimal
 * commas, but not "1.234".
 */
export function numberIn(text: string, decimal: Decimal): number | undefined {
  const flag = FLAGS[text.toLowerCase()];
  if (flag !== undefined) return flag;
  const whole = GROUPED[decimal].test(text) ? text.replaceAll(decimal === "," ? "." : ",", "") : text;
  if (decimal === "," && whole.includes(".")) return undefined;
  const plain = whole.replace(decimal, ".");
  if (!PLAIN.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(Math.fround(value)) ? value : undefined;
}
