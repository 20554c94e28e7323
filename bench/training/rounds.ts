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

/** A competitor that takes this many times its median was disturbed, as when another process holds the core its threads spin on. */
const DISTURBED = 3;

/** The places of rounds in which a competitor was disturbed. */
export function disturbedRounds<Name extends string>(
  rounds: readonly Partial<Record<Name, number>>[],
): number[] {
  const names = Object.keys(rounds[0] ?? {}) as Name[];
  const medians = new Map(names.map((name) => [name, median(rounds, (round) => round[name])!]));
  return rounds.flatMap((round, i) =>
    names.some((name) => round[name]! > DISTURBED * medians.get(name)!) ? [i] : [],
  );
}

/** What was timed. */
export interface Rounds<Name extends string> {
  /** Seconds per step of every competitor in every round. */
  rounds: Record<Name, number>[];
  /** How many rounds were repeated, because a competitor was disturbed. */
  repeated: number;
}

/**
 * Times every competitor in every round. They take turns, so that whatever slows the machine down for a while slows all of
 * them; each round begins with another one. Rounds in which one was disturbed are repeated, at most as many as there are.
 * @param failed is told who failed, whose times are then left out; by default the failure ends it all
 */
export async function interleave<Name extends string>(
  competitors: ReadonlyMap<Name, Timed>,
  count: number,
  seconds: number,
  failed: (name: Name, error: unknown) => void = (_, error) => {
    throw error;
  },
): Promise<Rounds<Name>> {
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
  const play = async (round: number): Promise<void> => {
    const first = round % turns.length;
    const taken = {} as Record<Name, number>;
    rounds.push(taken);
    for (const { name, competitor, steps } of [...turns.slice(first), ...turns.slice(0, first)]) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      await attempt(name, async () => {
        taken[name] = (await competitor.run(steps)).seconds / steps;
      });
    }
  };
  for (let round = 0; round < count; round++) await play(round);
  let repeated = 0;
  for (let bad = disturbedRounds(rounds); bad.length > 0 && repeated < count; bad = disturbedRounds(rounds)) {
    rounds.splice(bad[0], 1);
    await play(count + repeated++);
  }
  return { rounds, repeated };
}

/** Whether a goal is met ("✔" or "✖"); "?" where the quartiles are too far apart, or on either side of it, to say so. */
export function verdict(goal: number, { median, low, high }: Spread): "✔" | "✖" | "?" {
  if (high > WIDE * low || (low <= goal && goal < high)) return "?";
  return median <= goal ? "✔" : "✖";
}

/** The upper quartile ÷ the lower from which on a median says too little. */
const WIDE = 1.5;

/** Time of `name` ÷ time of `base`, round by round; undefined where either was not timed. */
export function ratioOf<Name extends string>(
  rounds: readonly Partial<Record<Name, number>>[],
  name: Name,
  base: Name,
): Spread | undefined {
  const ratios = rounds.map((round) => round[name]! / round[base]!);
  return ratios.every(Number.isFinite) ? spreadOf(ratios) : undefined;
}
