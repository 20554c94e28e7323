/** The place of the largest number, counted from `from`; 0 where the first one is NaN. */
export function placeOfLargest(numbers: ArrayLike<number>, from = 0, to = numbers.length): number {
  let best = from;
  for (let j = from; j < to; j++) if (numbers[j] > numbers[best]) best = j;
  return best - from;
}
