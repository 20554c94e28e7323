import type { Net } from "../architecture/net";
import type { Batch } from "../data/dataset";
import { norm } from "../probes/norm";
import { whereItBroke } from "./broken";
import type { Look, StepResult, TrainingSession, UpdateRule } from "./executor";
import { gradientsOf } from "./layer-gradients";
import { ReferenceSession } from "./reference";

/** The training of a net by the reference executor, one step at a time. */
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
    const results: StepResult[] = [];
    for (const [k, batch] of batches.entries()) {
      const result = this.step(batch, factors[k]);
      results.push(result);
      if (result.broken) break;
    }
    return results;
  }

  look<T>(batch: Batch, read: (seen: Look) => T): T {
    const pass = this.session.backward(batch, { training: true });
    try {
      return read(pass);
    } finally {
      pass.close();
    }
  }

  evaluate(batch: Batch): { loss: number; accuracy: number } {
    return this.session.evaluate(batch);
  }

  save(): void {
    this.session.save();
  }

  close(): void {
    this.session.close();
  }

  private step(batch: Batch, factor: number): StepResult {
    const { optimizer, ...options } = this.rule;
    const rate = factor * optimizer.parameters["rate"];
    const pass = this.session.backward(batch, { training: true });
    try {
      const layers = pass.layers.map(({ plan, norms, weights }) =>
        gradientsOf(plan.index, norms, norm(weights), rate),
      );
      const { loss, accuracy } = pass;
      if (![loss, ...layers.map(({ weightNorm }) => weightNorm)].every(Number.isFinite))
        return { loss, accuracy, layers, broken: whereItBroke(pass) };
      pass.update(optimizer, { ...options, factor });
      return { loss, accuracy, layers };
    } finally {
      pass.close();
    }
  }
}
