const root = document.documentElement;

const SAID = {
  skipped: "Not run: it needs a cell above, which failed.",
  stopped: "Stopped: this does not stand for the values that are set.",
};

/** What the page says of its cells: `data-live` on each, a note where something is missing, and `runstate` for whoever listens. */
export class Marks {
  #sections = new Map();
  #notes = new Map();
  /** For each cell the state in which it last ended. */
  #ended = new Map();
  #done = 0;
  #total = 0;
  #cell;
  running = false;

  /** @param section that of the cell `id` */
  add(id, section) {
    this.#sections.set(id, section);
  }

  /** Whether a part of a cell is in the window. */
  isSeen(id) {
    const { top, bottom, height } = this.#sections.get(id).getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  }

  /** The state of a cell: "waiting", "running", "done", "failed", "skipped", "stopped", "unavailable" or none, and why. */
  set(id, state, why = SAID[state]) {
    const section = this.#sections.get(id);
    if (state) section.dataset.live = state;
    else delete section.dataset.live;
    this.#notes.get(id)?.remove();
    if (!why) return;
    const note = window.course.created("p", { className: "live-note" }, why);
    section.append(note);
    this.#notes.set(id, note);
  }

  /** A new run: what it will do, and the cells that it cannot bring up to date. */
  begin(todo, unavailable) {
    const loud = new Set(todo.filter(({ silent }) => !silent).map(({ cell }) => cell));
    for (const id of this.#sections.keys()) this.set(id, loud.has(id) ? "waiting" : this.#ended.get(id));
    for (const { cell, problem } of unavailable)
      this.set(cell.id, "unavailable", `Not run in a page: ${problem}. What stands here is for the exported values.`); // prettier-ignore
    [this.#done, this.#total] = [0, todo.length];
    this.running = todo.length > 0;
    this.#tell();
  }

  /** A cell has begun. */
  enter(id, silent) {
    this.#cell = id;
    if (!silent) this.set(id, "running");
    this.#tell();
  }

  /** A cell has ended in a state, none for one that shows nothing. */
  leave(id, state) {
    this.#done++;
    if (state) this.set(id, state);
    if (state) this.#ended.set(id, state);
    this.#tell();
  }

  /** Nothing runs any more; what has not run has been stopped. */
  end() {
    for (const [id, { dataset }] of this.#sections)
      if (["waiting", "running"].includes(dataset.live)) this.set(id, "stopped");
    this.running = false;
    this.#cell = undefined;
    this.#tell();
  }

  /** All that came of a run is on the page. */
  drawn() {
    root.dataset.cells = "drawn";
  }

  #tell() {
    const { running } = this;
    const [done, total] = [this.#done, this.#total];
    root.dataset.cells = running ? "running" : "done";
    const detail = { running, share: total > 0 ? done / total : 1, cell: this.#cell, done, total };
    root.dispatchEvent(new CustomEvent("runstate", { detail }));
  }
}
