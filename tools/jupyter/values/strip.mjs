import { assignment } from "./words.mjs";

const { created, wordsOf } = window.course;

const PATIENCE = 250; // milliseconds that a run may take before the strip speaks of it
const LONG = 2000; // and after which it says that it is over

/** The words of the heading above a cell. */
function headingAbove(id) {
  const cell = document.querySelector(`[data-cell="${id}"]`);
  const above = (heading) => heading.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING;
  const heading = cell && [...document.querySelectorAll("main :is(h2, h3)")].findLast(above);
  return heading ? wordsOf(heading) : "";
}

/** The strip at the foot of the window: what the values are, the controls themselves where they are wanted, and what runs. */
export function stripFor(controls) {
  const part = (name) => document.getElementById(`course-strip${name}`);
  const [strip, open, panel, run, status] = ["", "-open", "-panel", "-run", "-said"].map(part);
  const [at, what] = run.querySelectorAll("span");
  const [bar, place] = [run.querySelector("progress"), created("div", { className: "values-place" })];
  const cell = controls.parentElement;
  const now = { away: false, passed: false, differ: false, open: false, running: false, speaks: false };

  function update(change) {
    Object.assign(now, change);
    const { away, passed, differ, running, speaks } = now;
    open.hidden = !(now.open || running || speaks || (away && (passed || differ)));
    strip.classList.toggle("shown", !open.hidden);
    document.documentElement.classList.toggle("above-strip", !open.hidden);
    run.hidden = !running;
  }
  /** Says something, for those who listen alone where it can be seen elsewhere. */
  const say = (words, { aloud = false } = {}) => {
    status.textContent = words;
    status.classList.toggle("said", aloud);
    update({ speaks: words !== "" && !aloud });
  };

  function toggle(isOpen) {
    if (isOpen === now.open) return;
    place.style.height = `${controls.offsetHeight}px`;
    open.ariaExpanded = String(isOpen);
    panel.hidden = !isOpen;
    if (isOpen) controls.replaceWith(place);
    panel.append(controls);
    if (!isOpen) place.replaceWith(controls);
    update({ open: isOpen });
  }
  open.addEventListener("click", () => toggle(!now.open));
  // The strip stands at the end of the page for the tab key: Alt+P leads to the controls from anywhere, and back.
  let before;
  function goTo(box) {
    before = document.activeElement;
    toggle(now.away);
    box.querySelector("input, select").focus();
  }
  addEventListener("keydown", (event) => {
    if (event.code !== "KeyP" || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!controls.contains(document.activeElement)) return goTo(controls);
    toggle(false);
    before?.focus();
  });
  strip.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !now.open) return;
    toggle(false);
    open.focus();
  });

  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) =>
    update({ away: !isIntersecting, passed: boundingClientRect.bottom <= 0 }),
  ).observe(cell);

  let [begun, waiting] = [0, undefined];
  function follow({ detail: { running, share, cell: id, done, total } }) {
    if (!running) {
      clearTimeout(waiting);
      if (begun && performance.now() - begun > LONG)
        say(`${done} of ${total} cells ran again.`, { aloud: true });
      [begun, waiting] = [0, undefined];
      update({ running });
      return;
    }
    begun ||= performance.now();
    bar.value = share;
    at.textContent = `Runs again: ${done} of ${total}`;
    what.textContent = headingAbove(id);
    waiting ??= setTimeout(() => update({ running: waiting !== undefined }), PATIENCE);
  }
  document.documentElement.addEventListener("runstate", follow);
  run.querySelector("button").addEventListener("click", () => window.course.stopRun?.());

  return {
    say,
    /** Leads to the first field of a part of the controls, where they are; Alt+P leads back. */
    goTo,
    show(values, exported) {
      const own = Object.entries(exported);
      const rest = Object.entries(values).filter(([name]) => !(name in exported));
      const all = [...own.map(([name]) => [name, values[name]]), ...rest];
      const shown = all.map(([name, value]) => {
        const className = name in exported ? "differs" : "";
        return created("code", { className }, assignment([name, value]));
      });
      open.replaceChildren(...shown.flatMap((code) => [code, " "]));
      update({ differ: own.length > 0 });
    },
  };
}
