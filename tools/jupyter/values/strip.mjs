import { assignment, created } from "./words.mjs";

const PATIENCE = 250; // milliseconds that a run may take before the strip speaks of it
const LONG = 2000; // and after which it says that it is over

/** The strip at the foot of the window: what the values are, the controls themselves where they are wanted, and what runs. */
export function stripFor(controls) {
  const part = (name) => document.getElementById(`course-strip${name}`);
  const [strip, open, panel, run, status] = ["", "-open", "-panel", "-run", "-said"].map(part);
  const [bar, place] = [run.querySelector("progress"), created("div")];
  const cell = controls.parentElement;
  const now = { away: false, passed: false, differ: false, open: false, running: false, speaks: false };

  function update(change) {
    Object.assign(now, change);
    const { away, passed, differ, running, speaks } = now;
    open.hidden = !(now.open || running || speaks || (away && (passed || differ)));
    strip.classList.toggle("shown", !open.hidden);
    run.hidden = !running;
  }
  const say = (words) => {
    status.textContent = words;
    update({ speaks: words !== "" });
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
  strip.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !now.open) return;
    toggle(false);
    open.focus();
  });

  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) =>
    update({ away: !isIntersecting, passed: boundingClientRect.bottom <= 0 }),
  ).observe(cell);

  let [begun, waiting] = [0, undefined];
  function follow({ detail: { running, share, done, total } }) {
    if (!running) {
      clearTimeout(waiting);
      if (begun && performance.now() - begun > LONG) say(`${done} of ${total} cells ran again.`);
      [begun, waiting] = [0, undefined];
      update({ running });
      return;
    }
    begun ||= performance.now();
    bar.value = share;
    run.firstElementChild.textContent = `Runs again: ${done} of ${total}`;
    waiting ??= setTimeout(() => update({ running: waiting !== undefined }), PATIENCE);
  }
  document.documentElement.addEventListener("runstate", follow);
  run.querySelector("button").addEventListener("click", () => window.course.stopRun?.());

  return {
    say,
    show(values, exported) {
      const own = Object.entries(exported);
      const rest = Object.entries(values).filter(([name]) => !(name in exported));
      const shown = own.map(([name]) =>
        created("code", { className: "differs" }, assignment([name, values[name]])),
      );
      open.replaceChildren(...shown, ...rest.map((entry) => created("code", {}, assignment(entry))));
      update({ differ: own.length > 0 });
    },
  };
}
