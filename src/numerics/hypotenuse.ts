/** √(a² + b²), right whatever their sizes; the same bits in every engine, which Math.hypot does not give. */
export function hypotenuse(a: number, b: number): number {
  const [long, short] = [Math.max(Math.abs(a), Math.abs(b)), Math.min(Math.abs(a), Math.abs(b))];
  return long === 0 || long === Infinity ? long : long * Math.sqrt(1 + (short / long) ** 2);
}
