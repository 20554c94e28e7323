/** Steps that are taken one way before it is thought over. */
const STRETCH = 32;
/** After how many such stretches the slower way is tried; soon at first, as V8 has not compiled what the second thread does when it begins. */
const TRIALS = new Set([4, 8, 16]);
const TRIAL = 32;
/** What a step by two may take of one's time at most: a second processor is not for a tenth. */
const WORTH = 0.9;
/** Steps that a mean goes back. */
const RECENT = 8;

/** Whether two threads take the next step, and what it took in milliseconds. */
export interface Chooser {
  readonly byTwo: boolean;
  note(took: number): void;
}

/**
 * Which of two ways is the faster one just now: each is timed over a stretch of steps, and the slower one again once in a while, as
 * others may have begun to use the processors, or ended.
 */
export class Choice implements Chooser {
  /** Milliseconds a step takes by one thread, and by two; 0 before it was timed. */
  private readonly means: [one: number, two: number] = [0, 0];
  private way: 0 | 1 = 1;
  private steps = 0;
  private stretches = 0;

  get byTwo(): boolean {
    return this.way === 1;
  }

  note(took: number): void {
    const { means, way } = this;
    // A thread that has slept says little of one that is awake.
    const counted = ++this.steps - STRETCH / 2;
    // And what was held up once little of the next time.
    const held = counted > 1 ? Math.min(took, 4 * means[way]) : took;
    if (counted > 0) means[way] += (held - means[way]) / Math.min(counted, RECENT);
    if (this.steps < STRETCH) return;
    this.steps = 0;
    const isTrial = ++this.stretches % TRIAL === 0 || TRIALS.has(this.stretches);
    const isTwo = means[1] < WORTH * means[0] !== isTrial;
    this.way = isTwo ? 1 : 0;
  }
}
