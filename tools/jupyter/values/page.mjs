// The controls of a page: what they are set to is in course.values, and valueschange tells of each change.
import { differing, readHash } from "./address.mjs";
import { codeOf } from "./code.mjs";
import { fieldsFor } from "./fields.mjs";
import { history } from "./history.mjs";
import { marksOf } from "./marks.mjs";
import { noticesFor } from "./notices.mjs";
import { stripFor } from "./strip.mjs";
import { assignment } from "./words.mjs";

const { course } = window;
const root = document.documentElement;
const controls = document.getElementById("course-values");
const text = document.getElementById("text");
const parameters = JSON.parse(document.getElementById("course-parameters").textContent);
const defaults = Object.freeze(Object.fromEntries(parameters.map(({ name, value }) => [name, value])));
/** Those of the notebook, for which its text was written; a page may be exported with others. */
const own = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.own]));
course.defaults = defaults;
course.values = defaults;

const code = controls.parentElement.querySelector("details.code");
const strip = stripFor(controls);
const address = history({ parameters, defaults }, (values, refused) => {
  const isNew = take(values);
  if (refused.length > 0) strip.say(refused.join(" "));
  else strip.say(isNew ? summary(values) : "", { aloud: true });
});

/** What is not as exported, in words. */
function summary(values) {
  const set = Object.entries(differing(values, defaults)).map(assignment);
  return set.length > 0 ? `Set to ${set.join(", ")}.` : "As exported.";
}

/** Takes values that the reader has chosen; while a slider moves, the address waits. */
function choose(values, { moved, isSettled = true } = {}) {
  take(values);
  strip.say("");
  if (isSettled) address.record(values, moved);
}

const boxOf = (name) => controls.querySelector(`[data-name="${name}"]`);
course.goToControl = (name) => strip.goTo(boxOf(name));

const shows = [
  ...parameters.map((parameter) => {
    const { name } = parameter;
    const tell = (value, isSettled) =>
      choose({ ...course.values, [name]: value }, { moved: name, isSettled });
    const box = boxOf(name);
    const show = fieldsFor(box, parameter, tell);
    return (values, exported) => {
      show(values[name]);
      box.classList.toggle("differs", name in exported);
    };
  }),
  codeOf(code.querySelector("pre"), parameters),
  noticesFor(controls, () => {
    choose(defaults);
    strip.say(summary(defaults), { aloud: true });
  }),
  strip.show,
];
const mark = marksOf(text);
const slides = document.getElementById("toggle-slides");

/** Shows values everywhere, and tells of them when they are new; returns whether they are. */
function take(values) {
  const isNew = Object.keys(differing(values, course.values)).length > 0;
  course.values = Object.freeze(values);
  const exported = differing(defaults, values);
  for (const show of shows) show(values, exported);
  mark(differing(own, values));
  if (isNew) root.dispatchEvent(new Event("valueschange"));
  return isNew;
}

for (const piece of text.querySelectorAll("code[data-try]")) {
  const set = Object.entries(readHash(piece.dataset.try, parameters).values).map(assignment).join(", ");
  const link = { className: "try", href: piece.dataset.try, ariaLabel: `Try it: ${set}` };
  piece.after(" ", course.created("a", link, "try it"));
}
slides.addEventListener("click", () => (slides.hash = location.hash));
controls.querySelector("fieldset").disabled = false;
code.open = false;
// Whoever listens has begun to by then.
addEventListener("DOMContentLoaded", address.read);
