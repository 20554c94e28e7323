/** Numbers that the columns of one run hold at most together: 64 MB. */
const MOST_NUMBERS = 2 ** 23;
/** However many columns there are. */
const FEWEST_ROWS = 16;
const STAGED_ROWS = 64;

/**
 * A growing table of float64 numbers, a row for each recorded step and a column for each quantity.
 *
 * Recorded are step 0, every `stride`-th step after it and, once it has ended, the last. Before it holds too many numbers
 * the stride doubles and the rows in between go. What was read of a column before that stays as it was.
 */
export class Columns {
  private readonly fields: { target: object; name: string }[] = [];
  private columns: Float64Array[] = [];
  private views: (Float64Array | undefined)[] = [];
  private rows = 0;
  /** The latest rows, one after another, and how many came before them. */
  private staged = new Float64Array();
  private flushed = 0;
  private capacity = 0;
  private latest?: { step: number; row: () => readonly number[] };

  /**
   * @param stride steps between two rows
   * @param most numbers at most
   */
  constructor(
    public stride = 1,
    private readonly most = MOST_NUMBERS,
  ) {}

  /** Gives an object fields, a column each: first of all that of the steps, then in the order of a row's numbers. */
  give<Target extends object, const Name extends string>(
    target: Target,
    names: readonly Name[],
  ): Target & Record<Name, Float64Array> {
    for (const name of names) {
      const index = this.fields.push({ target, name }) - 1;
      const get = (): Float64Array => this.column(index);
      Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
    }
    return target as Target & Record<Name, Float64Array>;
  }

  /** Takes a step's row down where it is due; `row` is called then, or at the end if no later step follows. */
  add(step: number, row: () => readonly number[]): void {
    this.latest = undefined;
    if (this.rows === this.largest && step % this.stride === 0) this.thin();
    if (step % this.stride > 0) this.latest = { step, row };
    else this.append(step, row());
  }

  /** Takes the last row down, lets go of spare room, and makes plain fields of the columns. */
  end(): void {
    if (this.latest) this.append(this.latest.step, this.latest.row());
    this.latest = undefined;
    this.flush();
    this.resize(this.rows);
    this.staged = new Float64Array();
    this.fields.forEach(({ target, name }, i) => {
      Object.defineProperty(target, name, { value: this.column(i), enumerable: true, writable: true });
    });
  }

  private get largest(): number {
    return Math.max(FEWEST_ROWS, Math.floor(this.most / this.fields.length));
  }

  private column(index: number): Float64Array {
    this.flush();
    return (this.views[index] ??= this.columns[index]?.subarray(0, this.rows) ?? new Float64Array());
  }

  private append(step: number, row: readonly number[]): void {
    if (this.rows - this.flushed === STAGED_ROWS) this.flush();
    const width = this.fields.length;
    if (this.staged.length === 0) this.staged = new Float64Array(STAGED_ROWS * width);
    const start = (this.rows - this.flushed) * width;
    this.staged[start] = step;
    for (let i = 0; i < row.length; i++) this.staged[start + 1 + i] = row[i];
    this.rows++;
    this.views.length = 0;
  }

  /** Brings the latest rows into the columns: together, since writing to every column for each of them takes longer than a row. */
  private flush(): void {
    const { staged, flushed, rows } = this;
    if (flushed === rows) return;
    if (rows > this.capacity) this.resize(Math.max(STAGED_ROWS, 2 * rows));
    const width = this.fields.length;
    this.columns.forEach((column, i) => {
      for (let row = flushed, at = i; row < rows; row++, at += width) column[row] = staged[at];
    });
    this.flushed = rows;
  }

  /** Keeps the rows of the steps that a stride twice as long meets. */
  private thin(): void {
    this.stride *= 2;
    const steps = this.column(0).slice();
    const kept = Array.from(steps.keys()).filter((i) => steps[i] % this.stride === 0);
    this.rebuild((column, copy) => kept.forEach((from, to) => (copy[to] = column[from])));
    this.rows = this.flushed = kept.length;
  }

  private resize(capacity: number): void {
    this.capacity = Math.min(capacity, this.largest + 1);
    this.rebuild((column, copy) => copy.set(column));
  }

  /** Copies column by column: a reader may hold views of what there was. */
  private rebuild(fill: (column: Float64Array, copy: Float64Array) => void): void {
    for (let i = 0; i < this.fields.length; i++) {
      const copy = new Float64Array(this.capacity);
      fill(this.columns[i]?.subarray(0, this.flushed) ?? new Float64Array(), copy);
      this.columns[i] = copy;
    }
    this.views.length = 0;
  }
}
