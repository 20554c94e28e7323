import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  disturbedRounds,
  interleave,
  ratioOf,
  spreadOf,
  stepsFor,
  type Timed,
  verdict,
} from "../../bench/training/rounds";

/** A competitor that says it took so long. */
const taking = (seconds: (steps: number) => number, log: number[] = []): Timed => ({
  run: async (steps) => {
    log.push(steps);
    return { seconds: seconds(steps) };
  },
});

describe("ratioOf(rounds, name, base)", () => {
  it("is not moved by whatever slows down all competitors of a round alike", () => {
    const slowdown = fc.double({ min: 1, max: 10, noNaN: true });
    const ratio = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(slowdown, { minLength: 1, maxLength: 9 }), ratio, (slowdowns, factor) => {
        const rounds = slowdowns.map((slow) => ({ a: slow * factor, b: slow }));
        expect(ratioOf(rounds, "a", "b")!.median / factor).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is the median of the rounds' ratios with its quartiles, not the ratio of medians", () => {
    const rounds = [
      { a: 1, b: 1 },
      { a: 2, b: 4 },
      { a: 30, b: 10 },
    ];
    expect(ratioOf(rounds, "a", "b")).toEqual({ median: 1, low: 0.75, high: 2 });
  });

  it("is undefined where either was not timed", () => {
    expect(ratioOf<"a" | "b">([{ a: 1 }], "a", "b")).toBeUndefined();
    expect(ratioOf<"a" | "b">([{ a: 1 }], "b", "a")).toBeUndefined();
  });
});

it("spreadOf(values) has the median between the quartiles", () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ low: 2, median: 3, high: 4 });
});

describe("stepsFor(competitor, seconds)", () => {
  it("is the number of steps that take so long", async () => {
    expect(await stepsFor(taking((steps) => steps / 1000), 0.3)).toBe(300); // prettier-ignore
  });

  it("is one step where a step takes longer", async () => {
    expect(await stepsFor(taking((steps) => 2 * steps), 0.3)).toBe(1); // prettier-ignore
  });

  it("does not believe a time that is short enough to be chance, nor one below 0", async () => {
    const chance = (steps: number): number => (steps < 4 ? 0.1 : steps < 16 ? -0.01 : steps / 1000);
    expect(await stepsFor(taking(chance), 0.3)).toBe(300);
  });
});

describe("interleave(competitors, count, seconds)", () => {
  it("goes on without a competitor that fails, in warming up or in its third round, and says who it was", async () => {
    let turns = 0;
    const dies = (after: number): Timed => ({
      run: async () => {
        if (++turns > after) throw new Error(`died after ${after}`);
        return { seconds: 1 };
      },
    });
    for (const after of [0, 3]) {
      turns = 0;
      const failures: [string, string][] = [];
      const competitors = new Map([["sound", taking(() => 1)] as const, ["other", dies(after)] as const]);
      const { rounds } = await interleave(competitors, 5, 0.1, (name, error) => failures.push([name, String(error)])); // prettier-ignore
      expect(rounds).toEqual(Array(5).fill({ sound: 1 }));
      expect(failures).toEqual([["other", `Error: died after ${after}`]]);
    }
    await expect(interleave(new Map([["a", dies(0)]]), 5, 0.1)).rejects.toThrow("died");
  });

  it("lets every competitor take one turn a round, each round beginning with another one", async () => {
    const turns: string[] = [];
    const named = (name: string, ms: number): [string, Timed] => [
      name,
      {
        run: async (steps) => {
          turns.push(name);
          return { seconds: (steps * ms) / 1000 };
        },
      },
    ];
    const { rounds } = await interleave(new Map([named("a", 1), named("b", 2), named("c", 4)]), 4, 0.001);
    expect(turns.slice(-12).join("")).toBe("abcbcacababc");
    expect(rounds).toHaveLength(4);
    for (const round of rounds) expect(round).toEqual({ a: 0.001, b: 0.002, c: 0.004 });
  });

  it("repeats a round in which one competitor was disturbed, and says how many", async () => {
    let turns = 0;
    // Its fifth turn of all, which is in one of the rounds, takes a hundred times as long.
    const spinning: Timed = { run: async (steps) => ({ seconds: (++turns === 5 ? 100 : 1) * steps }) };
    const found = await interleave(new Map([["ours", taking((steps) => steps / 10)] as const, ["torch", spinning] as const]), 7, 0.1); // prettier-ignore
    expect(found.repeated).toBe(1);
    expect(found.rounds).toEqual(Array(7).fill({ ours: 0.1, torch: 1 }));
  });

  it("ends where every round is disturbed again, after as many repetitions as rounds", async () => {
    let turns = 0;
    const wild: Timed = { run: async (steps) => ({ seconds: steps * 10 ** ++turns }) };
    const { repeated, rounds } = await interleave(new Map([["a", wild]]), 4, 0.1);
    expect([repeated, rounds.length]).toEqual([4, 4]);
  });
});

it("disturbedRounds(rounds) are those in which a competitor took over three times its median", () => {
  const rounds = [{ a: 1, b: 2 }, { a: 2.9, b: 2 }, { a: 1, b: 7 }, { a: 1, b: 2 }]; // prettier-ignore
  expect(disturbedRounds(rounds)).toEqual([2]);
});

describe("verdict(goal, spread)", () => {
  it("judges by the median where the quartiles are near each other, on one side of the goal", () => {
    expect(verdict(0.4, { low: 0.3, median: 0.32, high: 0.39 })).toBe("✔");
    expect(verdict(0.4, { low: 0.41, median: 0.5, high: 0.55 })).toBe("✖");
  });

  it("refuses where they are far apart, or the goal lies between them", () => {
    expect(verdict(0.4, { low: 0.002, median: 0.002, high: 0.2 })).toBe("?");
    expect(verdict(0.4, { low: 0.38, median: 0.39, high: 0.42 })).toBe("?");
  });
});
