import type { Net } from "../architecture/net";
import type { Batch } from "../data/dataset";
import { evaluate } from "./answers";
import type { Evaluation } from "./evaluation";
import type { Pass } from "./executor";
import { withPass } from "./with-pass";

/** A training that keeps parameters of its own, and writes them into the net before anybody looks at it. */
export abstract class SavedTraining {
  /** Steps so far. */
  protected taken = 0;

  constructor(protected readonly net: Net) {}

  abstract save(): void;

  withPass<T>(batch: Batch, read: (seen: Pass) => T): T {
    this.save();
    return withPass(this.net, batch, { training: true, step: this.taken }, read);
  }

  evaluate(batch: Batch): Evaluation {
    this.save();
    return evaluate(this.net, batch);
  }
}
