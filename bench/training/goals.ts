/** The most that a step may take, as a share of PyTorch eager's time, by the width of the net (issue 4). */
const goals = new Map([
  [16, 0.15],
  [64, 0.4],
  [256, 0.75],
  [1024, 0.95],
]);

/** The goal for a width; undefined where there is none. */
export const goalOf = (width: number): number | undefined => goals.get(width);
