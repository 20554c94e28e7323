import { describe, expect, test } from "vitest";
import { bornDead } from "../../../src/charts/units/born-dead";
import { deadByRate } from "../../../src/charts/units/dead-by-rate";
import { unitActivity } from "../../../src/charts/units/unit-activity";
import { unitLives } from "../../../src/charts/units/unit-lives";
import { runComparison } from "../../../src/comparison/run-comparison";
import { spirals } from "../../../src/data/spirals";
import { sgd } from "../../../src/optimizers/sgd";
import { bornDeadBand } from "../../../src/theory/finite-width/born-dead-band";
import type { Figure, Json } from "../../../src/charts/style/figure";
import { expectReadable, messageOf } from "../../support/readable-figure";
import { expectTrueWords } from "../../support/true-figure";

const data = spirals({ points: 30, seed: 1 });
const named = ({ data: traces }: Figure, name: string): Json[] => traces.filter((trace) => trace["name"] === name); // prettier-ignore
const expectGood = (figure: Figure): void => {
  expectReadable(figure);
  expectTrueWords(figure);
};

describe("charts.unitActivity(activities)", () => {
  const activity = { points: 4, layers: [{ layer: 1, onShares: [0.5, 1, 0.25, 0.5] }, { layer: 2, onShares: [0, 0, 1, 0.75] }] }; // prettier-ignore
  const figure = unitActivity(activity);
  test("draws each unit once, in its layer and at its share, by its kind", () => {
    expectGood(figure);
    const [some, dead, all] = ["on for some", "dead: on for none", "on for all"].map((name) => named(figure, name)[0]); // prettier-ignore
    expect([some["y"], dead["y"], all["y"]]).toEqual([
      [0.5, 0.25, 0.5, 0.75],
      [0, 0],
      [1, 1],
    ]);
    for (const x of dead["x"] as number[]) expect(Math.round(x)).toBe(2);
  });
  test("says which share of the units is dead, at both ends and in all", () => {
    expect(messageOf(figure)).toBe("Dead are 0 % of layer 1, 50 % of layer 2, 25 % of all units");
    const both = unitActivity({ He: activity, other: { ...activity, layers: activity.layers.slice(0, 1) } });
    expectGood(both);
    expect(both.description).toContain("other: dead are 0 % of layer 1, 0 % of all units");
  });
});

describe("charts.bornDead(counts)", () => {
  const layers = [{ layer: 1, one: 20, all: 0 }, { layer: 2, one: 45, all: 30 }]; // prettier-ignore
  const count = { nets: 100, points: 30, layers };
  const figure = bornDead({ "width 2": count }, { theory: { "width 2": bornDeadBand({ widths: [2, 2], nets: 100 }) } }); // prettier-ignore
  test("draws counts as shares over theory with its band, for one input and, by the menu, for all", () => {
    expectGood(figure);
    const [one, all] = named(figure, "width 2").filter(({ mode }) => mode === "markers");
    expect([one["y"], one["visible"], all["y"], all["visible"]]).toEqual([
      [0.2, 0.45],
      true,
      [0, 0.3],
      false,
    ]);
    expect(named(figure, "theory")[0]["y"]).toEqual([
      expect.closeTo(0.25, 12),
      expect.closeTo(1 - 0.75 ** 2, 12),
    ]);
    expect(named(figure, "95 % of counts")).toHaveLength(1);
  });
  test("says both numbers beside theory", () => {
    expect(messageOf(figure)).toBe("Width 2: 45 % dead for one input after 2 layers; theory: 43.8 %");
    expect(figure.description).toContain("45 % for one input, 30 % for 30 inputs");
    expect(messageOf(bornDead(count))).toBe("45 % dead for one input after 2 layers");
    expect(() => bornDead({ a: count }, { theory: { b: bornDeadBand({ widths: [2], nets: 3 }) } })).toThrow(/name/); // prettier-ignore
  });
});

const base = { inputs: 2, depth: 3, width: 8, outputs: 2, activation: "relu", init: "heNormal" } as const;

describe("charts.deadByRate(comparisons)", () => {
  const training = { steps: 21, batch: 30, probes: ["deadShare" as const], probeEvery: 20 };
  test("names no rate where training leaves no unit dead", async () => {
    const optimizer = [sgd(0.1), sgd(0.01)];
    const smooth = { ...base, activation: "tanh" as const };
    const figure = deadByRate(await runComparison({ optimizer }, { base: smooth, data, seeds: 1, training }));
    expect(messageOf(figure)).toMatch(/^Most dead units after training: none \(net\)$/);
  });

  test("draws what is dead at the last look, leaves out what diverged and marks it", async () => {
    const found = await runComparison(
      { optimizer: [sgd(0.1), sgd(0.01)] },
      { base, data, seeds: 2, training },
    );
    const [fast, slow] = found.rows;
    const diverged = { ...fast, runs: fast.runs.map((run, i) => (i === 0 ? { ...run, stopped: "diverged" as const } : run)) }; // prettier-ignore
    const figure = deadByRate({ ...found, rows: [diverged, slow] });
    expectGood(figure);
    const curve = named(figure, "net").find(({ fill }) => fill === undefined)!;
    const last = (row: typeof slow, seed: number): number => row.runs[seed].probes.layers.slice(0, 3).reduce((sum, { deadShare }) => sum + deadShare!.at(-1)! / 3, 0); // prettier-ignore
    expect(curve["x"]).toEqual([0.01, 0.1]);
    const [first, second] = curve["y"] as number[];
    expect(first).toBeCloseTo((last(slow, 0) + last(slow, 1)) / 2, 12);
    expect(second).toBeCloseTo(last(fast, 1), 12);
    const born = slow.reports.map(({ layers }) => layers.slice(0, 3).reduce((sum, { deadShare }) => sum + deadShare / 3, 0)); // prettier-ignore
    for (const share of named(figure, "at birth")[0]["y"] as number[]) expect(share).toBeCloseTo((born[0] + born[1]) / 2, 12); // prettier-ignore
    expect(messageOf(figure)).toMatch(/\(net, η = 0\.\d+\) Diverged \(net\): 1 of 2 rates$/);
    expect(named(figure, "diverged").map(({ x, text }) => [x, text])).toEqual([[[0.1], ["net, η = 0.1: 1 seed diverged"]]]); // prettier-ignore
  });
  test("refuses rows that were only measured", async () => {
    const measured = await runComparison({ depth: [1] }, { base: { width: 3 }, data, seeds: 1 });
    expect(() => deadByRate(measured)).toThrow(/be trained with/);
  });
});

describe("charts.unitLives(lives)", () => {
  const layer = { units: 8, dead: [1, 3, 2], died: [0, 2, 3], revived: [0, 0, 2] };
  const lives = { points: 30, steps: [0, 1, 11], stop: () => {}, layers: [{ layer: 1, ...layer }, { layer: 2, ...layer }] }; // prettier-ignore
  test("adds the layers up first, and shows each of them by the menu", () => {
    const figure = unitLives(lives);
    expectGood(figure);
    expect(named(figure, "dead now").map(({ y }) => y)).toEqual([[2, 6, 4], [1, 3, 2], [1, 3, 2]]); // prettier-ignore
    expect(messageOf(figure)).toBe("All layers, 11 steps: 6 deaths, 4 returns; dead at first 2, at last 4 of 16 units"); // prettier-ignore
    expect(figure.description).toContain("Layer 2, 11 steps: 3 deaths, 2 returns; dead at first 1, at last 2 of 8 units"); // prettier-ignore
  });
});
