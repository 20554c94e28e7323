import { median } from "../../numerics/summary";

/** Steps that are taken one way before it is thought over. */
const STRETCH = 32;
/** After how many stretches one way the other one is tried: twice as many each time that it was not better, up to so many. */
const MOST_PATIENCE = 32;
/** What a step by two may take of one's time at most: a second processor is not for a tenth. */
const WORTH = 0.9;

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
  /** Milliseconds a step takes by one thread, and by two: the median of a stretch; 0 before it was timed. */
  private readonly medians: [one: number, two: number] = [0, 0];
  private way: 0 | 1 = 1;
  private times: number[] = [];
  /** The faster way so far, stretches since the other one was tried, and after how many that is due. */
  private best: 0 | 1 = 1;
  private stretches = 0;
  private patience = 2;

  get byTwo(): boolean {
    return this.way === 1;
  }

  note(took: number): void {
    this.times.push(took);
    if (this.times.length < STRETCH) return;
    const { medians, way, best } = this;
    // The second half: a thread that has slept says little of one that is awake. The median: so does what was held up once.
    medians[way] = median(this.times.slice(STRETCH / 2))!;
    this.times = [];
    this.best = medians[1] < WORTH * medians[0] ? 1 : 0;
    if (this.best !== best) [this.stretches, this.patience] = [0, 2];
    else if (way !== best) [this.stretches, this.patience] = [0, Math.min(2 * this.patience, MOST_PATIENCE)];
    this.way = ++this.stretches > this.patience ? ((1 - this.best) as 0 | 1) : this.best;
  }
}
