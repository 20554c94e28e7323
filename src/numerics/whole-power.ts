/** xⁿ for a whole n from 0 up, by squaring: the same digits in every JavaScript engine, of which `**` leaves the last open. */
export function wholePower(x: number, n: number): number {
  let [power, square] = [1, x];
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}
