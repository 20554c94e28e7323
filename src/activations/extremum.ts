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

/** The largest f′ in [low, high], where it rises and then falls. */
export const peak =
  (low: number, high: number) =>
  (derivative: (x: number) => number): { value: number; at: number } => {
    const at = argmax(derivative, low, high);
    return { value: derivative(at), at };
  };

/** From the smallest f in [low, high], where it falls and then rises, up to infinity. */
export const fromLowest =
  (low: number, high: number) =>
  (f: (x: number) => number): [number, number] => [f(argmax((x) => -f(x), low, high)), Infinity];
