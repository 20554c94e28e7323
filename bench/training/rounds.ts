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

/** What everyone took in each round. */
export interface Rounds<Name extends string, Taken = number> {
  rounds: Record<Name, Taken>[];
  /** How many rounds were repeated, because a competitor was disturbed. */
  repeated: number;
}

/**
 * Lets everyone take one turn in every round, so that whatever slows the machine down for a while slows all of them; each round
 * begins with another one. Rounds in which one was disturbed are repeated, at most as many as there are.
 * @param turn gives what the turn took; undefined where it failed: that one takes no more, and what it took is left out
 * @param secondsIn what was taken, by which the disturbed are told
 */
export async function takeTurns<Name extends string, Taken>(
  names: readonly Name[],
  count: number,
  turn: (name: Name) => Promise<Taken | undefined>,
  secondsIn: (taken: Taken) => number,
): Promise<Rounds<Name, Taken>> {
  let playing = names;
  const rounds: Record<Name, Taken>[] = [];
  const play = async (round: number): Promise<void> => {
    const first = round % playing.length;
    const taken = {} as Record<Name, Taken>;
    rounds.push(taken);
    for (const name of [...playing.slice(first), ...playing.slice(0, first)]) {
      const one = await turn(name);
      if (one !== undefined) {
        taken[name] = one;
      } else {
        playing = playing.filter((other) => other !== name);
        for (const before of rounds) delete before[name];
      }
    }
  };
  const disturbed = (): number[] =>
    disturbedRounds(
      rounds.map((round) => Object.fromEntries(playing.map((name) => [name, secondsIn(round[name])]))),
    );
  for (let round = 0; round < count; round++) await play(round);
  let repeated = 0;
  for (let bad = disturbed(); bad.length > 0 && repeated < count; bad = disturbed()) {
    rounds.splice(bad[0], 1);
    await play(count + repeated++);
  }
  return { rounds, repeated };
}

/**
 * Times every competitor in every round, in seconds per step.
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
  const attempt = async (name: Name, work: () => Promise<number>): Promise<number | undefined> => {
    try {
      return await work();
    } catch (error) {
      failed(name, error);
      return undefined;
    }
  };
  const turns = new Map<Name, () => Promise<number>>();
  for (const [name, competitor] of competitors) {
    const steps = await attempt(name, () => stepsFor(competitor, seconds));
    if (steps !== undefined) turns.set(name, async () => (await competitor.run(steps)).seconds / steps);
  }
  const turn = async (name: Name): Promise<number | undefined> => {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return attempt(name, turns.get(name)!);
  };
  return takeTurns([...turns.keys()], count, turn, (taken) => taken);
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
