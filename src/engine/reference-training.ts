import type { Net } from "../architecture/net";
import type { Batch } from "../data/dataset";
import { norm } from "../numerics/norm";
import { brokenStep, isHeld } from "./broken";
import type { Evaluation } from "./evaluation";
import type { StepResult, TrainingSession, UpdateRule } from "./executor";
import { gradientsOf } from "./layer-gradients";
import { oneByOne } from "./one-by-one";
import { ReferenceSession } from "./reference";
import type { ReferencePass } from "./reference-pass";

/** The training of a net by the reference executor, one step at a time: backward, read, update. */
export class ReferenceTraining implements TrainingSession {
  readonly executor = "reference";
  readonly block = 1;
  private readonly session: ReferenceSession;

  constructor(
    net: Net,
    private readonly rule: UpdateRule,
  ) {
    this.session = new ReferenceSession(net);
  }

  steps(batches: readonly Batch[], factors: readonly number[]): StepResult[] {
    return oneByOne(batches, factors, (batch, factor) =>
      this.withPass(batch, (pass) => this.step(pass, factor)),
    );
  }

  withPass<T>(batch: Batch, read: (seen: ReferencePass) => T): T {
    const pass = this.session.backward(batch, { training: true });
    try {
      return read(pass);
    } finally {
      pass.close();
    }
  }

  evaluate(batch: Batch): Evaluation {
    return this.session.evaluate(batch);
  }

  save(): void {
    this.session.save();
  }

  close(): void {
    this.session.close();
  }

  private step(pass: ReferencePass, factor: number): StepResult {
    const { loss, accuracy } = pass;
    if (!isHeld(loss) || !pass.layers.every(({ norms }) => isHeld(norms.weightGradient.value)))
      return brokenStep(pass);
    const sizes = pass.layers.map(({ weights }) => norm(weights));
    const { optimizer, ...options } = this.rule;
    const changes = pass.update(optimizer, { ...options, factor });
    const layers = pass.layers.map(({ plan, norms }, l) =>
      gradientsOf(plan.index, norms, sizes[l], changes[l]),
    );
    return { loss, accuracy, layers };
  }
}
