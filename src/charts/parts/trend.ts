/**
 * Whether something shrinks or grows by a factor per step, over so many steps: little per step can be much over many, so
 * that a gradient keeps its size only when it does in both senses.
 */
export function trend(factor: number, steps: number): "shrinks" | "grows" | "keeps its size" {
  const over = factor ** steps;
  if (factor < 0.98 || over < 0.5) return "shrinks";
  return factor > 1.02 || over > 2 ? "grows" : "keeps its size";
}
