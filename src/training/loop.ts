import { batches, batchOf } from "../data/batch";
import type { Batch } from "../data/dataset";
import type { Outcome, TrainingSession } from "../engine/executor";
import { random } from "../random/random";
import { turn, watchInterrupt } from "./interrupt";
import type { Plan } from "./options";
import { hasDiverged, type HistoryColumns, REMEDY, summary, type TrainingHistory } from "./run";

/** What the loop is told of a net: how to load it, and what becomes of each step's gradients and each look. */
export interface Trainable<Result extends Outcome, Seen> {
  /** Whether it was disposed, and how many steps after one a listener next reads its parameters. */
  net: { readonly disposed: boolean; untilRead(step: number): number };
  /** Loads it; `reason` says why the session is the one it is. */
  open(): { session: TrainingSession<Result, Seen>; reason: string };
  /** What is recorded of a step, besides loss and accuracy, in the order of its columns. */
  numbers(result: Result): number[];
  /** Tells the listeners of them; `step` is counted from 0. */
  tell(result: Result, step: number): void;
  /** What the probes say of the step to come, in the order of their columns. */
  probe(seen: Seen): number[];
}

/** What the loop fills, and the columns behind it. */
export interface Begun<Run extends TrainingHistory<unknown>> {
  run: Run;
  columns: HistoryColumns;
}

/** The lowest validation loss so far, and the looks since. */
interface Best {
  step: number;
  loss: number;
  looks: number;
}

/**
 * The one loop that every net is trained by, layers or time steps; fills the run and returns it.
 * @throws what a listener throws; the finished steps are kept then, in the net and in the run
 */
export async function trainingLoop<Result extends Outcome, Seen, Run extends TrainingHistory<unknown>>(
  trainable: Trainable<Result, Seen>,
  plan: Plan,
  { run, columns }: Begun<Run>,
): Promise<Run> {
  const interrupt = await watchInterrupt();
  const start = performance.now();
  let session: TrainingSession<Result, Seen> | undefined;
  let best: Best | undefined;
  const end = (): string => {
    for (const table of Object.values(columns)) table.end();
    return summary(run, { steps: plan.steps, stride: columns.steps.stride, best });
  };
  try {
    const opened = trainable.open();
    session = opened.session;
    run.executor = { name: session.executor, reason: opened.reason };
    const source = batches(plan.data, plan.batch, random(plan.seed, "batches"), session.copiesBatches);
    while (run.stepsDone < plan.steps && run.stopped === "finished") {
      advance(trainable, session, source, plan, { run, columns });
      run.executor.reason = opened.reason + (session.note ?? "");
      // Without it, the interrupt's signal would never be delivered.
      await turn();
      if (run.stopped !== "finished") break;
      best = validate(session, plan, { run, columns }, best);
      if (interrupt.requested) run.stopped = "interrupted";
      if (trainable.net.disposed) run.stopped = "disposed";
    }
    if (run.stopped === "finished" && hasDiverged(run)) run.stopped = "diverged";
    session.save();
  } catch (error) {
    run.stopped = "failed";
    run.message = `${end()} Then: ${error instanceof Error ? error.message : String(error)}`;
    keep(session);
    throw error;
  } finally {
    session?.close();
    interrupt.close();
    run.seconds = (performance.now() - start) / 1000;
  }
  const message = end();
  run.message ||= message;
  return run;
}

/** Copies the parameters of the finished steps into the net, if they can still be had. */
function keep(session: Pick<TrainingSession, "save"> | undefined): void {
  try {
    session?.save();
  } catch {
    // The error that ended the training says more.
  }
}

/** One block of steps: probes where they are due, updates, records and hooks. */
function advance<Result extends Outcome, Seen>(
  trainable: Trainable<Result, Seen>,
  session: TrainingSession<Result, Seen>,
  source: Iterator<Batch, never>,
  plan: Plan,
  { run, columns }: Begun<TrainingHistory<unknown>>,
): void {
  const { schedule, steps, probes, probeEvery } = plan;
  const first = run.stepsDone;
  const length = Math.min(blockLength(session.block, plan, first), trainable.net.untilRead(first) + 1);
  const block = Array.from({ length }, () => source.next().value);
  if (probes.length > 0 && first % probeEvery === 0) {
    const seen = session.withPass(block[0], (pass) => trainable.probe(pass));
    columns.probes.add(first, () => seen);
  }
  const results = session.steps(
    block,
    block.map((_, k) => schedule(first + k, steps)),
  );
  const take = (result: Result): void => {
    const { loss, accuracy } = result;
    columns.steps.add(run.stepsDone++, () => [loss, accuracy, ...trainable.numbers(result)]);
  };
  for (const [k, result] of results.entries()) {
    const { loss, accuracy, broken } = result;
    const step = first + k;
    take(result);
    try {
      if (trainable.net.untilRead(step) === 0) session.save();
      trainable.tell(result, step);
      const isLast = k === results.length - 1 && step + 1 < steps;
      const next = isLast && session.ahead ? { next: session.ahead } : {};
      if (!broken) plan.onStep?.({ step: step + 1, steps, loss, accuracy, ...next });
    } catch (error) {
      // The steps of a block are done by the time that the first listener hears of any.
      for (const later of results.slice(k + 1)) take(later);
      throw error;
    }
    if (broken) {
      run.stopped = "diverged";
      run.message = `Step ${step}: ${broken} is no longer a finite number in float32. ${REMEDY}`;
      return;
    }
    if (trainable.net.disposed) return;
  }
}

/** As many steps as the session wants, but none beyond the next look at probes or validation data. */
function blockLength(wanted: number, { steps, probes, probeEvery, validation }: Plan, first: number): number {
  const until = (every: number): number => every - (first % every);
  return Math.min(
    wanted,
    steps - first,
    probes.length > 0 ? until(probeEvery) : Infinity,
    validation ? until(validation.every) : Infinity,
  );
}

/** Looks at the validation data when it is time, and ends the run when its loss has not fallen for too long. */
function validate(
  session: Pick<TrainingSession, "evaluate">,
  { validation }: Plan,
  { run, columns }: Begun<TrainingHistory<unknown>>,
  best: Best | undefined,
): Best | undefined {
  const step = run.stepsDone;
  if (!validation || step % validation.every !== 0) return best;
  const { loss, accuracy } = session.evaluate(batchOf(validation.data));
  columns.validation.add(step, () => [loss, accuracy]);
  if (!best || loss < best.loss) return { step, loss, looks: 0 };
  if (best.looks + 1 >= validation.patience) run.stopped = "early";
  return { ...best, looks: best.looks + 1 };
}
