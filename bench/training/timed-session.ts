import type { Batch } from "../../src/data/dataset";
import type { TrainingSession } from "../../src/engine/executor";
import type { Timed } from "./rounds";
import { secondsOf } from "./workers/serve";

/** A session of this process as what can be timed: steps with one batch, in blocks as long as the session wants them. */
export const timedSession = (session: TrainingSession, batch: Batch): Timed => ({
  run: async (steps) => ({ seconds: await secondsOf(async () => take(session, batch, steps)) }),
});

function take(session: TrainingSession, batch: Batch, steps: number): void {
  for (let left = steps; left > 0;) {
    const block = Math.min(left, session.block);
    session.steps(Array(block).fill(batch), Array(block).fill(1));
    left -= block;
  }
}
