import type { Batch } from "../data/dataset";
import type { Optimizer } from "../optimizers/optimizer";
import type { Evaluation } from "./evaluation";
import type { Outcome, TrainingSession, UpdateOptions, UpdateRule } from "./executor";
import { oneByOne } from "./one-by-one";
import type { Magnitude } from "../numerics/magnitude";

/** A backward pass that can end in an update. */
export interface Updating {
  /** Returns ‖ΔW‖ of every weight matrix that is told of. */
  update(optimizer: Optimizer, options?: UpdateOptions): Magnitude[];
  close(): void;
}

/** A net that is loaded for passes through it, one at a time. */
export interface StepwiseSession<Pass> {
  backward(batch: Batch, options: { training: boolean }): Pass;
  evaluate(batch: Batch): Evaluation;
  save(): void;
  close(): void;
}

/** A training operation by operation, one step at a time: backward, read, update. */
export abstract class StepwiseTraining<
  Pass extends Updating,
  Result extends Outcome,
> implements TrainingSession<Result, Pass> {
  readonly executor = "reference";
  readonly block = 1;

  constructor(
    private readonly session: StepwiseSession<Pass>,
    private readonly rule: UpdateRule,
  ) {}

  /** What a pass did; `update` makes the step's update, and must be called unless the step is broken. */
  protected abstract read(pass: Pass, update: () => Magnitude[]): Result;

  steps(batches: readonly Batch[], factors: readonly number[]): Result[] {
    return oneByOne(batches, factors, (batch, factor) => this.step(batch, factor));
  }

  withPass<T>(batch: Batch, read: (seen: Pass) => T): T {
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

  private step(batch: Batch, factor: number): Result {
    const { optimizer, ...options } = this.rule;
    return this.withPass(batch, (pass) =>
      this.read(pass, () => pass.update(optimizer, { ...options, factor })),
    );
  }
}
