import { rmSync } from "node:fs";
import { join } from "node:path";
import { competitorOf, type CompetitorName } from "../training/competitors";
import type { Cell, CommonOptions } from "../training/options";
import { writeProblem } from "../training/problem";
import type { WholeReply } from "../training/protocol";
import type { Ready } from "../training/python";
import { takeTurns } from "../training/rounds";
import { WorkerProcess } from "../training/worker-process";

/** The lengths of runs, in steps. */
export const LENGTHS = [100, 1000, 10_000];

/** The whole runs of one net. */
export interface Runs extends Cell {
  /** Seconds of the runs of each length, by round. */
  rounds: Partial<Record<CompetitorName, number[]>>[];
  /** The fewest steps that were taken of the longest run; seconds beyond them are at the pace of their second half. */
  taken: Partial<Record<CompetitorName, number>>;
  /** Why the others did not run. */
  unavailable: Partial<Record<CompetitorName, string>>;
  /** Rounds that were repeated, because a competitor was disturbed. */
  repeated: number;
}

/** Measures one net: in every round, everyone in a process of its own that has trained another net before, one after the other. */
export async function measureRuns(
  cell: Cell,
  { activation, rounds: count, seconds: most }: Pick<CommonOptions, "activation" | "rounds" | "seconds">,
  ready: ReadonlyMap<CompetitorName, Ready>,
  parent: string,
): Promise<Runs> {
  const folder = join(parent, `${cell.width}x${cell.depth}`);
  writeProblem(folder, cell, activation);
  const taken: Runs["taken"] = {};
  const unavailable: Runs["unavailable"] = {};
  const turn = async (name: CompetitorName): Promise<number[] | undefined> => {
    const { python, reason } = ready.get(name)!;
    try {
      if (reason) throw new Error(reason);
      const replies = await runsOf(name, folder, python, most);
      taken[name] = Math.min(taken[name] ?? Infinity, replies.at(-1)!.taken);
      return replies.flatMap(({ seconds }) => seconds);
    } catch (error) {
      if (name === "ours") throw error;
      unavailable[name] = (error as Error).message;
      delete taken[name];
      return undefined;
    }
  };
  const { rounds, repeated } = await takeTurns([...ready.keys()], count, turn, (seconds) => seconds.at(-1)!);
  rmSync(folder, { recursive: true, force: true });
  return { ...cell, rounds, taken, unavailable, repeated };
}

/** A call of our `train` knows its length; the others are told to take step after step, and pass each length on their way. */
async function runsOf(
  name: CompetitorName,
  folder: string,
  python: string | undefined,
  most: number,
): Promise<WholeReply[]> {
  const replies: WholeReply[] = [];
  for (const marks of name === "ours" ? LENGTHS.map((length) => [length]) : [LENGTHS]) {
    const worker = await WorkerProcess.start(competitorOf(name), folder, python);
    try {
      replies.push(await worker.whole(marks, most));
    } finally {
      await worker.stop();
    }
  }
  return replies;
}
