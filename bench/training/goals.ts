/** The most that a step may take, as a share of PyTorch eager's time, by the width and the depth of the net (issue 12). */
const goals: Record<number, Record<number, number>> = {
  16: { 5: 0.12, 20: 0.15, 50: 0.2 },
  64: { 5: 0.3, 20: 0.3, 50: 0.3 },
  256: { 5: 0.65, 20: 0.65, 50: 0.65 },
  1024: { 5: 0.8, 20: 0.8 },
};

/** The goal for a net; undefined where there is none. */
export const goalOf = ({ width, depth }: { width: number; depth: number }): number | undefined =>
  goals[width]?.[depth];
