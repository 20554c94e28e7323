import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import { batches, batchOf } from "../data/batch";
import type { Batch } from "../data/dataset";
import type { TrainingSession } from "../engine/executor";
import { openTraining } from "../engine/open-training";
import { PROBES } from "../probes";
import { random } from "../random/random";
import { watchInterrupt } from "./interrupt";
import { type Plan, planOf, type TrainOptions } from "./options";
import { emptyRun, type Run, summary } from "./run";

/**
 * Trains a net and records loss, accuracy and every layer's gradient norms at every step.
 *
 * Jupyter's interrupt (SIGINT), `net.dispose()`, a loss that is not finite and a validation loss that no longer falls end
 * it early; the promise still resolves, with the history so far. The same net, data and seed give the same run, bit for
 * bit, on the same backend.
 * @throws InvalidArgument before anything runs
 */
export async function train(net: Net, options: TrainOptions): Promise<Run> {
  const plan = planOf(net, options);
  const run = emptyRun(net.description, backend().name);
  // A kernel runs a cell up to its first await under Node's own SIGINT watchdog, which takes with it every handler that
  // is set meanwhile: set there, ours would be gone and the signal would end the kernel.
  await turn();
  const start = performance.now();
  const interrupt = watchInterrupt();
  let session: TrainingSession | undefined;
  try {
    const { optimizer, clip, weightDecay } = plan;
    const opened = openTraining(net, { optimizer, clipNorm: clip.norm, clipValue: clip.value, weightDecay });
    session = opened.session;
    run.executor = { name: session.executor, reason: opened.reason };
    const source = batches(plan.data, plan.batch, random(plan.seed, "batches"));
    while (run.loss.length < plan.steps && run.stopped === "finished") {
      advance(net, session, source, plan, run);
      // Without it, the interrupt's signal would never be delivered.
      await turn();
      if (run.stopped !== "finished") break;
      validate(session, plan, run);
      if (interrupt.requested) run.stopped = "interrupted";
      if (net.disposed) run.stopped = "disposed";
    }
    session.save();
  } finally {
    session?.close();
    interrupt.close();
  }
  run.seconds = (performance.now() - start) / 1000;
  run.message ||= summary(run, plan.steps);
  return run;
}

/** A turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One block of steps: probes where they are due, updates, records and hooks. */
function advance(
  net: Net,
  session: TrainingSession,
  source: Iterator<Batch, never>,
  plan: Plan,
  run: Run,
): void {
  const { schedule, steps } = plan;
  const first = run.loss.length;
  const block = Array.from({ length: blockLength(net, session, plan, first) }, () => source.next().value);
  recordProbes(session, block[0], plan, run, first);
  const results = session.steps(
    block,
    block.map((_, k) => schedule(first + k, steps)),
  );
  for (const { loss, accuracy, layers, broken } of results) {
    const step = run.loss.length;
    run.loss.push(loss);
    run.accuracy.push(accuracy);
    run.gradients.push(layers);
    net.notify({ source: "train", step, loss, layers });
    if (broken) {
      run.stopped = "diverged";
      run.message = `Step ${step}: ${broken} is no longer a finite number. Try a smaller learning rate, smaller weights, or clip.`;
      return;
    }
    plan.onStep?.({ step: step + 1, steps, loss, accuracy });
    if (net.disposed) return;
  }
}

/** As many steps as the session wants, but none beyond the next look at probes or validation data. */
function blockLength(
  net: Net,
  session: TrainingSession,
  { steps, probes, probeEvery, validation }: Plan,
  first: number,
): number {
  // A listener may dispose the net or read its parameters: it is heard after each step.
  if (net.observed) return 1;
  const until = (every: number): number => every - (first % every);
  return Math.min(
    session.block,
    steps - first,
    probes.length > 0 ? until(probeEvery) : Infinity,
    validation ? until(validation.every) : Infinity,
  );
}

function recordProbes(
  session: TrainingSession,
  batch: Batch,
  { probes, probeEvery }: Plan,
  run: Run,
  step: number,
): void {
  if (probes.length === 0 || step % probeEvery !== 0) return;
  const layers = session.look(batch, (seen) =>
    seen.layers.map((layer) => Object.fromEntries(probes.map((name) => [name, PROBES[name].measure(layer)]))),
  );
  run.probes.push({ step, layers });
}

/** Looks at the validation data when it is time, and ends the run when its loss has not fallen for too long. */
function validate(session: TrainingSession, { validation }: Plan, run: Run): void {
  const step = run.loss.length;
  if (!validation || step % validation.every !== 0) return;
  const { loss, accuracy } = session.evaluate(batchOf(validation.data));
  run.validation.push({ step, loss, accuracy });
  const best = run.validation.reduce(
    (least, point, i) => (point.loss < run.validation[least].loss ? i : least),
    0,
  );
  if (run.validation.length - 1 - best >= validation.patience) run.stopped = "early";
}
