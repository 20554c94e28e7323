import { describe } from "vitest";
import { orderChaosAndTheEdge as exercises } from "../../src/exercises/08-order-chaos-and-the-edge";
import { describeAnswers, type Wrong } from "../support/answers";

/** Worked out by hand. */
const RIGHT: Record<string, unknown[]> = {
  "08.critical-gain": [0.8862, Math.sqrt(Math.PI) / 2],
  "08.fate": ["part", "Part "],
  "08.how-deep": [87.4, 87],
  "08.which-learns": ["edge"],
  "08.likeness": [199, 210.7],
  "08.typical": [-1.27, -1.25],
  "08.bottleneck": [30],
};

const WRONG: Wrong[] = [
  ["critical-gain", 1, /plain tanh's/],
  ["critical-gain", 1.128, /slope at 0/],
  ["critical-gain", 0.785, /σ_w²/],
  ["critical-gain", "1", /is a number/],
  ["fate", "merge", /other side/],
  ["fate", "stay", /only slow/],
  ["fate", "explode", /which side of the edge/],
  ["how-deep", 43.7, /mean square/],
  ["how-deep", 21.85, /fewer layers, or more/],
  ["how-deep", 99, /what is left/],
  ["which-learns", "order", /look alike/],
  ["which-learns", "chaos", /nothing in common/],
  ["likeness", 44413, /l²/],
  ["likeness", 6.67, /for 1 − c/],
  ["typical", 0, /ln of the mean/],
  ["typical", -0.025, /one layer/],
  ["typical", 1.25, /above or below/],
  ["typical", -2.5, /half of the variance/],
  ["bottleneck", 11, /counts layers/],
  ["bottleneck", 20, /ten others/],
  ["bottleneck", 12.04, /mean width/],
];

describe("the exercises of notebook 08", () => {
  describeAnswers("08", exercises, { right: RIGHT, wrong: WRONG });
});
