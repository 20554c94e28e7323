/** The most whole numbers that a slider has side by side; a longer range is shown in decades. */
const MOST = 1000;
/** The quotient of its ends from which on a range of real numbers is shown in decades, and beyond which whole ones, seeds, are not. */
const [DECADES, SEEDS] = [100, 1e6];
/** Twenty numbers that divide a decade evenly enough, all of one digit among them. */
const MANTISSAS = [1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9];
const LINEAR = 100; // stops at least, on a range of real numbers that is not in decades

const digits = (value) => Number(value.toPrecision(12)); // 3 * 0.1 is 0.3

/** The largest of 1, 2, 5, 10, 20 … that is not above a length. */
function roundStep(length) {
  const power = 10 ** Math.floor(Math.log10(length));
  return digits([5, 2, 1].find((factor) => factor * power <= length * (1 + 1e-9)) * power);
}

function multiples(step, minimum, maximum) {
  const first = Math.ceil(digits(minimum / step));
  const last = Math.floor(digits(maximum / step));
  return Array.from({ length: last - first + 1 }, (_, i) => digits((first + i) * step));
}

function decades(minimum, maximum, whole) {
  const [first, last] = [minimum, maximum].map((end) => Math.floor(Math.log10(end)));
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const all = powers.flatMap((power) => MANTISSAS.map((mantissa) => digits(mantissa * Number(`1e${power}`))));
  return whole ? all.map(Math.round) : all;
}

/**
 * The values at which the slider of a parameter stops, in their order; both ends of its range are among them.
 * @returns nothing for what is no number, for lists, for a range of one number, and for whole numbers, such as seeds, too many for a slider
 */
export function stopsOf({ kind, count, minimum, maximum, whole }) {
  if (kind !== "number" || count || minimum === maximum) return undefined;
  const length = maximum - minimum;
  const inDecades = whole ? length > MOST : minimum > 0 && maximum / minimum >= DECADES;
  if (whole && inDecades && !(minimum > 0 && maximum / minimum <= SEEDS)) return undefined;
  const between = inDecades
    ? decades(minimum, maximum, whole)
    : multiples(whole ? 1 : roundStep(length / LINEAR), minimum, maximum);
  const stops = [minimum, ...between, maximum].filter((stop) => stop >= minimum && stop <= maximum);
  return [...new Set(stops)];
}

/** The place of the stop that is nearest to a value. */
export function nearest(stops, value) {
  const far = stops.map((stop) => Math.abs(stop - value));
  return far.indexOf(Math.min(...far));
}
