import { describe, expect, test } from "vitest";
import { convertActivation } from "../../src/architecture/conversion";
import { mlp } from "../../src/architecture/net";
import { isTanhBetterThanSigmoid as exercises } from "../../src/exercises/04-is-tanh-better-than-sigmoid";
import { describeAnswers, type Wrong } from "../support/answers";

/** Worked out by hand, or by a simulation below. */
const RIGHT: Record<string, unknown[]> = {
  "04.build-the-twin": [[2, 6, -3.5], Float64Array.of(2, 6, -3.5)],
  "04.predict-the-twin": ["half", " Half "],
  "04.uncentred-pixels": [2353, 2350],
  "04.equivalent-rate": [16],
  "04.q10": [0.0622, 0.062],
  "04.predict-the-gain": ["larger"],
  "04.lecun-critical": [0.874],
  "04.one-percent": [10_000],
  "04.sure-attention": [0.0392],
};

const WRONG: Wrong[] = [
  ["build-the-twin", [2, 6, 0.5], /What becomes of the −1/],
  ["build-the-twin", [1, 3, -1.75], /output neuron/],
  ["build-the-twin", [2, 6, 4.5], /sign/],
  ["build-the-twin", [2, 6, -7.5], /doubled once/],
  ["build-the-twin", [2, 6], /list of 3 numbers/],
  ["build-the-twin", "2, 6, -3.5", /list of 3 numbers/],
  ["build-the-twin", [1, 1, 1], /Not yet/],
  ["predict-the-twin", "vanished", /push z a little/],
  ["predict-the-twin", "the same", /z′ is not z/],
  ["predict-the-twin", 2, /"the same", "half" or "vanished"/],
  ["uncentred-pixels", 4, /all inputs add up/],
  ["uncentred-pixels", 196.08, /the curvature itself/],
  ["uncentred-pixels", 198, /which is not 1|curvature itself/],
  ["uncentred-pixels", 4705, /by its square/],
  ["equivalent-rate", 4, /how far does W′/],
  ["equivalent-rate", 1 / 16, /Turn it round/],
  ["equivalent-rate", 1, /much smaller step/],
  ["q10", 0.05, /holds for large l/],
  ["q10", 0.058, /data are larger/],
  ["q10", 0.25, /does not exist/],
  ["predict-the-gain", "smaller", /multiplies by weights/],
  ["predict-the-gain", "equal", /exactly 1/],
  ["lecun-critical", 1, /plain tanh/],
  ["lecun-critical", 1.144, /slope at 0/],
  ["lecun-critical", 0.764, /σ_w²/],
  ["lecun-critical", 1.5, /height counts/],
  ["one-percent", 100, /mean square/],
  ["sure-attention", 0.0196, /largest eigenvalue/],
  ["sure-attention", 0.02, /products/],
  ["sure-attention", 0.5, /the bound/],
];

/** E f(z) for z ~ N(0, 1), by the trapezoidal rule, which for a normal density is exact to all digits. */
function normalMean(f: (z: number) => number): number {
  let sum = 0;
  for (let i = -2000; i <= 2000; i++) sum += (f(i / 200) * Math.exp(-((i / 200) ** 2) / 2)) / 200;
  return sum / Math.sqrt(2 * Math.PI);
}

describe("the exercises of notebook 04", () => {
  describeAnswers("04", exercises, { right: RIGHT, wrong: WRONG });

  test("are answered as convertActivation, and a map by plain sums, answer them", () => {
    const net = mlp({ inputs: 2, depth: 2, width: [2, 1], outputs: 2, activation: "tanh", seed: 1 }).setParameters([
      {},
      { weights: [[0.5], [1.5]], biases: [0.25] },
      {},
    ]); // prettier-ignore
    const { weights, biases } = convertActivation(net).parameters[1];
    expect([...weights, ...biases]).toEqual([2, 6, -3.5]);
    let q = 4;
    for (let l = 1; l < 10; l++) q = normalMean((z) => Math.tanh(Math.sqrt(q) * z) ** 2);
    expect(exercises["04.q10"].accepts(q)).toBe(true);
  });

  test("have worked solutions with the answer in them", () => {
    for (const [id, number] of [
      ["build-the-twin", "−3.5"],
      ["uncentred-pixels", "2353"],
      ["equivalent-rate", "16η"],
      ["q10", "0.0622"],
      ["predict-the-gain", "1.1"],
      ["lecun-critical", "0.874"],
      ["one-percent", "10 000"],
      ["sure-attention", "0.0392"],
    ] as const)
      expect(exercises[`04.${id}`].solution!().join("\n"), id).toContain(number);
    expect(exercises["04.predict-the-twin"].solution!().length).toBeGreaterThan(1);
  });
});
