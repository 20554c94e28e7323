import { createInterface } from "node:readline";
import { atMarks, goesOn } from "../marks";
import { type LoadedProblem, loadProblem, shallow } from "../problem";
import type { CheckReply, Command, Memory, RunReply, Trace, WholeReply } from "../protocol";

/** One net under training. */
export interface Training {
  /** Does that many steps and gives what they delivered. */
  train(steps: number): Promise<Trace>;
  /** Does at least that many steps and gives the time that so many took. */
  time(steps: number): Promise<Pick<RunReply, "seconds" | "startSeconds">>;
}

type Build = (problem: LoadedProblem) => Training;

/** A whole run: from the description to the last norm, or as much of it as `most` seconds hold. */
type Whole = (problem: LoadedProblem, marks: readonly number[], most: number) => Promise<WholeReply>;

/** A whole run of what is told to take step after step. */
const stepByStep =
  (build: Build): Whole =>
  async (problem, marks, most) => {
    const begin = performance.now();
    const training = build(problem);
    const stamps: number[] = [];
    while (stamps.length < marks.at(-1)! && goesOn(stamps, most)) {
      await training.train(1);
      stamps.push((performance.now() - begin) / 1000);
    }
    return atMarks(stamps, marks);
  };

/** Seconds that some work took. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

/**
 * The worker's side of the protocol, for the competitors in Node: the twin of python/serve.py.
 *
 * Between commands a worker waits for its input and does nothing, so that the competitor whose turn it is has the machine.
 */
export async function serve(version: string, build: Build, whole = stepByStep(build)): Promise<void> {
  const problem = loadProblem(process.argv[2]);
  await build(shallow(problem)).train(1);
  const ready = peakMemory();
  const memory = (): Memory => ({ ready, peak: peakMemory() });

  let training: Training;
  const check = async (steps: number): Promise<CheckReply> => {
    const begin = performance.now();
    training = build(problem);
    const first = await training.train(1);
    const firstSeconds = (performance.now() - begin) / 1000;
    const { losses, norms } = steps > 1 ? await training.train(steps - 1) : { losses: [], norms: [] };
    const trace = { losses: [...first.losses, ...losses], norms: [...first.norms, ...norms] };
    return { ...trace, firstSeconds, memory: memory() };
  };
  const run = async (steps: number): Promise<RunReply> => {
    const times = await training.time(steps);
    return { ...times, memory: memory() };
  };

  answer({ version });
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line) as Command;
    if (command.do === "whole") answer(await whole(problem, command.marks, command.most));
    else answer(command.do === "check" ? await check(command.steps) : await run(command.steps));
  }
}

const answer = (message: object): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);

/** The most memory that this process has held, in bytes. */
const peakMemory = (): number => 1024 * process.resourceUsage().maxRSS;
