import { expect, it } from "vitest";
import { overBest } from "../../bench/runs/table";
import { atMarks, goesOn } from "../../bench/training/marks";

it("a whole run says when each mark was reached, and goes on from the last step at the pace of the second half", () => {
  // The first step compiles for 5 seconds.
  const stamps = [5, 5.1, 5.2, 5.3, 5.4, 5.5];
  expect(atMarks(stamps, [1, 4])).toEqual({ seconds: [5, 5.3], taken: 6 });
  expect(atMarks(stamps, [6, 16]).seconds[1]).toBeCloseTo(5.5 + 10 * 0.1, 12);
  expect(atMarks([2], [1, 3]).seconds).toEqual([2, 2]);
  expect([goesOn([100], 1), goesOn(Array(20).fill(0.5), 1), goesOn(Array(20).fill(1), 1)]).toEqual([true, true, false]); // prettier-ignore
});

it("ours is compared with whoever was best in the same round", () => {
  const rounds = [
    { ours: [1, 10], torch: [4, 8], jax: [2, 40] },
    { ours: [2, 10], torch: [4, 10], jax: [4, 5] },
    { ours: [3, 10], torch: [4, 20], jax: [6, 20] },
  ];
  expect(overBest({ rounds }, 0)).toMatchObject({ median: 0.5 });
  expect(overBest({ rounds }, 1)).toMatchObject({ median: 1.25 });
  expect(overBest({ rounds: rounds.map(({ ours }) => ({ ours })) }, 0)).toBeUndefined();
});
