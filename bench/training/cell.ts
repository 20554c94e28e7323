import { rmSync } from "node:fs";
import { CHECKED_STEPS, requireAgreement } from "./agreement";
import { baseline, competitorOf, type CompetitorName } from "./competitors";
import { goalOf } from "./goals";
import type { Cell, CommonOptions } from "./options";
import { writeProblem } from "./problem";
import type { CheckReply, RunReply } from "./protocol";
import type { Ready } from "./python";
import type { CellResult, Measured } from "./result";
import { interleave, ratioOf, spreadOf, type Timed } from "./rounds";
import { WorkerProcess } from "./worker-process";

type Workers = Map<CompetitorName, WorkerProcess>;
type Reasons = Partial<Record<CompetitorName, string>>;
type Options = Pick<CommonOptions, "activation" | "rounds" | "seconds">;

/**
 * Measures one net: starts all competitors, checks that they train alike, and lets them take turns.
 * @param folder where the task is written for the workers; removed at the end
 * @throws Disagreed before anything is timed
 */
export async function measureCell(
  cell: Cell,
  { activation, rounds: count, seconds }: Options,
  ready: ReadonlyMap<CompetitorName, Ready>,
  folder: string,
): Promise<{ result: CellResult; versions: Partial<Record<CompetitorName, string>> }> {
  writeProblem(folder, cell, activation);
  const workers: Workers = new Map();
  const unavailable: Reasons = {};
  try {
    await start(workers, unavailable, ready, folder);
    const checked = await check(workers, unavailable);
    const differences = requireAgreement(checked, cell);
    const log: Log = new Map();
    const { rounds, repeated } = await interleave(timed(workers, log), count, seconds, (name, error) => {
      leaveOut(unavailable, name, error);
      checked.delete(name);
    });
    const measured = Object.fromEntries(
      [...checked].map(([name, { firstSeconds }]): [CompetitorName, Measured] => [
        name,
        {
          step: spreadOf(rounds.map((round) => 1000 * round[name])),
          ratio: ratioOf(rounds, name, baseline),
          firstStep: 1000 * firstSeconds,
          ...aside(log.get(name)!, count + repeated),
          largestDifference: differences.get(name)!,
        },
      ]),
    );
    const overJax = ratioOf(rounds, "ours", "jax");
    const versions = Object.fromEntries([...workers].map(([name, { version }]) => [name, version]));
    return {
      result: { ...cell, goal: goalOf(cell), measured, unavailable, overJax, repeated, rounds },
      versions,
    };
  } finally {
    await Promise.all([...workers.values()].map((worker) => worker.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Notes why a competitor does not take part; without ours there is nothing to compare. */
function leaveOut(unavailable: Reasons, name: CompetitorName, error: unknown): void {
  if (name === "ours") throw error;
  unavailable[name] = (error as Error).message;
}

/** Starts the competitors; which of them cannot run, and why, goes to `unavailable`. Ours must. */
async function start(
  workers: Workers,
  unavailable: Reasons,
  ready: ReadonlyMap<CompetitorName, Ready>,
  folder: string,
): Promise<void> {
  for (const [name, { python, reason }] of ready) {
    try {
      if (reason) throw new Error(reason);
      workers.set(name, await WorkerProcess.start(competitorOf(name), folder, python));
    } catch (error) {
      leaveOut(unavailable, name, error);
    }
  }
}

/** What every competitor delivered in the first steps; one that fails at them does not take part. */
async function check(workers: Workers, unavailable: Reasons): Promise<Map<CompetitorName, CheckReply>> {
  const replies = new Map<CompetitorName, CheckReply>();
  for (const [name, worker] of workers) {
    try {
      replies.set(name, await worker.check(CHECKED_STEPS));
    } catch (error) {
      leaveOut(unavailable, name, error);
      workers.delete(name);
    }
  }
  return replies;
}

/** All that the workers answered. */
type Log = Map<CompetitorName, RunReply[]>;

/** The workers as what can be timed; what they say besides is kept. */
const timed = (workers: Workers, log: Log): Map<CompetitorName, Timed> =>
  new Map(
    [...workers].map(([name, worker]) => {
      const replies: RunReply[] = [];
      log.set(name, replies);
      const run = async (steps: number): Promise<RunReply> => {
        const reply = await worker.run(steps);
        replies.push(reply);
        return reply;
      };
      return [name, { run }];
    }),
  );

/** What a competitor's answers say besides the time of a step; the rounds are the last of them. */
function aside(replies: readonly RunReply[], rounds: number): Pick<Measured, "start" | "memory"> {
  const starts = replies.slice(-rounds).flatMap(({ startSeconds }) => startSeconds ?? []);
  return {
    ...(starts.length > 0 && { start: spreadOf(starts.map((each) => 1000 * each)) }),
    memory: replies.at(-1)!.memory,
  };
}
