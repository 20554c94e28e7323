/** The point in [low, high] where f, which rises and then falls there, is largest; ternary search to the last digits that count. */
export function argmax(f: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high];
  for (let round = 0; round < 200; round++) {
    const third = (right - left) / 3;
    if (f(left + third) < f(right - third)) left += third;
    else right -= third;
  }
  return (left + right) / 2;
}
