import { median, quantile } from "d3-array";

/** What can be timed: seconds that so many steps take. */
export interface Timed {
  run(steps: number): Promise<{ seconds: number }>;
}

/** A median with its quartiles. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values)!,
  low: quantile(values, 0.25)!,
  high: quantile(values, 0.75)!,
});

/**
 * How many steps take about so many seconds; also leaves the competitor warmed up.
 *
 * A few steps are too short to be timed, so it goes on with more until they take at least half of that.
 */
export async function stepsFor(competitor: Timed, seconds: number): Promise<number> {
  for (let steps = 1; ;) {
    const taken = (await competitor.run(steps)).seconds;
    const wanted = Math.max(1, Math.round((steps * seconds) / Math.max(taken, seconds / 1000)));
    if (taken >= seconds / 2) return wanted;
    steps = Math.min(wanted, 8 * steps);
  }
}

/** After its turn a competitor's threads may spin for some milliseconds before they sleep; the next one waits for that. */
const SETTLE_MS = 20;

/**
 * Seconds per step of every competitor in every round. They take turns, so that whatever slows the machine down for a while
 * slows all of them; each round begins with another one.
 * @param failed is told who failed, whose times are then left out; by default the failure ends it all
 */
export async function interleave<Name extends string>(
  competitors: ReadonlyMap<Name, Timed>,
  count: number,
  seconds: number,
  failed: (name: Name, error: unknown) => void = (_, error) => {
    throw error;
  },
): Promise<Record<Name, number>[]> {
  let turns: { name: Name; competitor: Timed; steps: number }[] = [];
  const rounds: Record<Name, number>[] = [];
  const attempt = async (name: Name, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failed(name, error);
      turns = turns.filter((turn) => turn.name !== name);
      for (const round of rounds) delete round[name];
    }
  };
  for (const [name, competitor] of competitors)
    await attempt(name, async () =>
      turns.push({ name, competitor, steps: await stepsFor(competitor, seconds) }),
    );
  for (let round = 0; round < count; round++) {
    const first = round % turns.length;
    const taken = {} as Record<Name, number>;
    rounds.push(taken);
    for (const { name, competitor, steps } of [...turns.slice(first), ...turns.slice(0, first)]) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      await attempt(name, async () => {
        taken[name] = (await competitor.run(steps)).seconds / steps;
      });
    }
  }
  return rounds;
}

/** Time of `name` ÷ time of `base`, round by round; undefined where either was not timed. */
export function ratioOf<Name extends string>(
  rounds: readonly Partial<Record<Name, number>>[],
  name: Name,
  base: Name,
): Spread | undefined {
  const ratios = rounds.map((round) => round[name]! / round[base]!);
  return ratios.every(Number.isFinite) ? spreadOf(ratios) : undefined;
}
