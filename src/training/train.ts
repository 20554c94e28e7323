import type { LayerGradients } from "../architecture/hooks";
import type { Net } from "../architecture/net";
import { backend } from "../backend/backend";
import { batches, batchOf } from "../data/batch";
import type { Batch } from "../data/dataset";
import type { Pass, Session } from "../engine/executor";
import { ReferenceSession } from "../engine/reference";
import { layerGradients, PROBES } from "../probes";
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
  const session = new ReferenceSession(net);
  try {
    const source = batches(plan.data, plan.batch, random(plan.seed, "batches"));
    for (let step = 0; step < plan.steps && run.stopped === "finished"; step++) {
      advance(net, session, source.next().value, plan, run);
      plan.onStep?.({
        step: step + 1,
        steps: plan.steps,
        loss: run.loss[step],
        accuracy: run.accuracy[step],
      });
      // Without it, the interrupt's signal would never be delivered.
      await turn();
      if (run.stopped !== "finished") break;
      validate(session, plan, run);
      if (interrupt.requested) run.stopped = "interrupted";
      if (net.disposed) run.stopped = "disposed";
    }
    session.save();
  } finally {
    session.close();
    interrupt.close();
  }
  run.seconds = (performance.now() - start) / 1000;
  run.message ||= summary(run, plan.steps);
  return run;
}

/** A turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One step: backward pass, record, hooks, update. */
function advance(net: Net, session: Session, batch: Batch, plan: Plan, run: Run): void {
  const { optimizer, schedule, clip, weightDecay, steps } = plan;
  const pass = session.backward(batch, { training: true });
  try {
    const step = run.loss.length;
    const factor = schedule(step, steps);
    const layers = pass.layers.map((layer) => layerGradients(layer, factor * optimizer.parameters["rate"]));
    run.loss.push(pass.loss);
    run.accuracy.push(pass.accuracy);
    run.gradients.push(layers);
    recordProbes(pass, plan, run, step);
    net.notify({ source: "train", step, loss: pass.loss, layers });
    const cause = divergence(pass, layers);
    if (cause) {
      run.stopped = "diverged";
      run.message = `Step ${step}: ${cause} is no longer a finite number. Try a smaller learning rate, smaller weights, or clip.`;
      return;
    }
    pass.update(optimizer, { factor, clipNorm: clip.norm, clipValue: clip.value, weightDecay });
  } finally {
    pass.close();
  }
}

function recordProbes(pass: Pass, { probes, probeEvery }: Plan, run: Run, step: number): void {
  if (probes.length === 0 || step % probeEvery !== 0) return;
  const layers = pass.layers.map((layer) =>
    Object.fromEntries(probes.map((name) => [name, PROBES[name].measure(layer)])),
  );
  run.probes.push({ step, layers });
}

/** What is no longer finite: the gradient nearest to the output, where trouble starts, or the loss. */
function divergence({ loss }: Pass, layers: LayerGradients[]): string | undefined {
  const broken = layers.findLast((layer) => !Number.isFinite(layer.weightNorm));
  if (broken) return `the gradient of layer ${broken.layer}`;
  return Number.isFinite(loss) ? undefined : "the loss";
}

/** Looks at the validation data when it is time, and ends the run when its loss has not fallen for too long. */
function validate(session: Session, { validation }: Plan, run: Run): void {
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
