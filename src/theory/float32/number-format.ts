import { requireChoice } from "../../errors";

/** A binary floating-point format. */
export interface NumberFormat {
  /** Binary digits of the significand, the leading one included. */
  readonly digits: number;
  /** The exponent of the smallest normal number, 2^least. */
  readonly least: number;
  /** The largest finite number. */
  readonly largest: number;
}

/** The formats in which networks are trained: IEEE 754, bfloat16, and the two of Micikevicius et al. (2022). */
const FORMATS = {
  float8E4M3: { digits: 4, least: -6, largest: 448 },
  float8E5M2: { digits: 3, least: -14, largest: 57344 },
  float16: { digits: 11, least: -14, largest: 65504 },
  bfloat16: { digits: 8, least: -126, largest: (2 - 2 ** -7) * 2 ** 127 },
  float32: { digits: 24, least: -126, largest: (2 - 2 ** -23) * 2 ** 127 },
} as const satisfies Record<string, NumberFormat>;

/** A floating-point format by its name. */
export type NumberFormatName = keyof typeof FORMATS;

/** Every name that `theory.numberFormat` takes, from the shortest to the longest format. */
export const numberFormatNames = Object.keys(FORMATS) as NumberFormatName[];

/**
 * A floating-point format: how many digits it has and how far its numbers reach.
 * @param name "float8E4M3", "float8E5M2" (Micikevicius et al. 2022, arXiv 2209.05433), "float16", "bfloat16" or "float32"
 */
export const numberFormat = (name: NumberFormatName): NumberFormat =>
  FORMATS[requireChoice("numberFormat name", name, numberFormatNames)];

/** The smallest number above 0 of a format, which is subnormal. */
export const smallestSubnormal = ({ digits, least }: NumberFormat): number => 2 ** (least - digits + 1);

/** x as a format holds it: to nearest, ties to even; 0 below half the smallest subnormal, infinite beyond the largest. */
export function rounded(x: number, format: NumberFormat): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const size = Math.abs(x);
  const unit = 2 ** (Math.max(exponentOf(size), format.least) - format.digits + 1);
  const whole = toEven(size / unit) * unit;
  // IEEE 754, 4.3.1: what would be the next number above the largest is infinite.
  return Math.sign(x) * (whole > format.largest ? Infinity : whole);
}

/** ⌊log₂ x⌋ for x > 0, exactly. */
function exponentOf(x: number): number {
  const guess = Math.floor(Math.log2(x));
  if (2 ** guess > x) return guess - 1;
  return 2 ** (guess + 1) <= x ? guess + 1 : guess;
}

/** The nearest whole number, the even one of two. */
function toEven(x: number): number {
  const below = Math.floor(x);
  const left = x - below;
  if (left !== 0.5) return left < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
