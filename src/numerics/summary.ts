/** A list that may lack numbers: what is undefined or NaN does not count. */
type Numbers = ArrayLike<number | undefined>;

const isNumber = (value: number | undefined): value is number => value !== undefined && !Number.isNaN(value);

const numbersIn = (values: Numbers): number[] => Array.from(values).filter(isNumber);

/** The place of the element with the least value, the first of several; −1 for none. */
export function minIndex<T>(elements: ArrayLike<T>, valueOf: (element: T) => number | undefined): number {
  let [place, least] = [-1, Number.NaN];
  for (let i = 0; i < elements.length; i++) {
    const value = valueOf(elements[i]);
    if (isNumber(value) && !(value >= least)) [place, least] = [i, value];
  }
  return place;
}

/** The place of the element with the greatest value, the first of several; −1 for none. */
export const maxIndex = <T>(elements: ArrayLike<T>, valueOf: (element: T) => number): number =>
  minIndex(elements, (element) => -valueOf(element));

/** The least number; undefined for none. */
export const min = (values: Numbers): number | undefined => values[minIndex(values, (value) => value)];

/** The greatest number; undefined for none. */
export const max = (values: Numbers): number | undefined => values[minIndex(values, (value) => value && -value)]; // prettier-ignore

/** The mean; undefined for no numbers. */
export function meanOf(values: Numbers): number | undefined {
  const numbers = numbersIn(values);
  return numbers.length > 0 ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : undefined;
}

/** The standard deviation of a sample (over n − 1), by Welford's recurrence; undefined for fewer than two numbers. */
export function deviation(values: Numbers): number | undefined {
  const numbers = numbersIn(values);
  let [centre, sum] = [0, 0];
  numbers.forEach((value, i) => {
    const off = value - centre;
    centre += off / (i + 1);
    sum += off * (value - centre);
  });
  return numbers.length > 1 ? Math.sqrt(sum / (numbers.length - 1)) : undefined;
}

/** The median, half-way between the two in the middle of an even number; undefined for no numbers. */
export function median(values: Numbers): number | undefined {
  const sorted = numbersIn(values).toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const below = Math.floor(middle);
  return sorted.length > 1
    ? sorted[below] + (sorted[below + 1] - sorted[below]) * (middle - below)
    : sorted[0];
}
