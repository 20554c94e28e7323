import { valueFrom } from "./address.mjs";
import { allows } from "../../parameters/rule.mjs";
import { nearest, stopsOf } from "./stops.mjs";

const said = (box, words) => (box.querySelector(".wrong").textContent = words);

/** Says beside a field that the rule does not allow what stands in it, and what goes on to count. */
function refuse(box, field, { name, rule }, text) {
  field.ariaInvalid = "true";
  said(box, `“${text}” is not ${rule}; ${name} stays what it was.`);
}

function accept(box) {
  for (const field of box.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  said(box, "");
}

/** A field for one number or text: a value in it counts when the reader leaves it or presses Enter. */
function listen(box, field, parameter, tell) {
  field.addEventListener("change", () => {
    const value = valueFrom(parameter, field.value);
    if (value === undefined) refuse(box, field, parameter, field.value);
    else tell(value, true);
  });
}

function number(box, parameter, tell) {
  const [slider, field] = [box.querySelector("[type=range]"), box.querySelector("[type=text]")];
  const stops = stopsOf(parameter);
  let current;
  listen(box, field, parameter, tell);
  slider?.addEventListener("input", () => tell(stops[slider.value], false));
  slider?.addEventListener("change", () => tell(stops[slider.value], true));
  for (const button of box.querySelectorAll(".step")) {
    button.addEventListener("click", () => {
      const next = current + Number(button.value);
      if (allows(parameter, next)) tell(next, true);
    });
  }
  return (value) => {
    current = value;
    field.value = String(value);
    if (!slider) return;
    slider.value = nearest(stops, value);
    slider.ariaValueText = field.value;
  };
}

function text(box, parameter, tell) {
  const field = box.querySelector("[type=text]");
  listen(box, field, parameter, tell);
  return (value) => (field.value = value);
}

function menu(box, { choices }, tell) {
  const select = box.querySelector("select");
  select.addEventListener("change", () => tell(choices[select.value], true));
  return (value) => (select.value = choices.indexOf(value));
}

function tick(box, _, tell) {
  const field = box.querySelector("[type=checkbox]");
  field.addEventListener("change", () => tell(field.checked, true));
  return (value) => (field.checked = value);
}

/** Of several choices those that are ticked, in the order in which they were. */
function ticks(box, parameter, tell) {
  const fields = [...box.querySelectorAll("[type=checkbox]")];
  let chosen;
  for (const [i, field] of fields.entries()) {
    const choice = parameter.choices[i];
    field.addEventListener("change", () => {
      chosen = chosen.filter((other) => other !== choice);
      if (field.checked) chosen.push(choice);
      if (allows(parameter, chosen)) tell([...chosen], true);
      else said(box, `${chosen.length} are not ${parameter.rule}; ${parameter.name} stays what it was.`);
    });
  }
  return (value) => {
    chosen = [...value];
    fields.forEach((field, i) => (field.checked = value.includes(parameter.choices[i])));
  };
}

/** Several numbers, each in a field; where their number is free, they can be removed, and one added at the end. */
function numbers(box, parameter, tell) {
  const { name, count, minimum } = parameter;
  const [list, item, add] = [".fields", "template", ".add"].map((part) => box.querySelector(part));
  const one = { ...parameter, count: undefined };
  let current;
  const set = (at, removed, ...added) => tell(current.toSpliced(at, removed, ...added), true);
  const fields = () => [...list.querySelectorAll("input")];

  list.addEventListener("change", ({ target }) => {
    const value = valueFrom(one, target.value);
    if (value === undefined) refuse(box, target, parameter, target.value);
    else set(fields().indexOf(target), 1, value);
  });
  list.addEventListener("click", ({ target }) => {
    const button = target.closest(".remove");
    if (!button) return;
    const at = [...list.querySelectorAll(".remove")].indexOf(button);
    set(at, 1);
    (list.querySelectorAll(".remove:enabled")[at] ?? add).focus();
  });
  add?.addEventListener("click", () => {
    set(current.length, 0, current.at(-1) ?? minimum);
    fields().at(-1).focus();
  });

  return (value) => {
    current = value;
    while (list.children.length > value.length) list.lastElementChild.remove();
    while (list.children.length < value.length) list.append(item.content.cloneNode(true));
    fields().forEach((field, i) => {
      const place = `${name}, ${i + 1} of ${value.length}`;
      const button = field.parentElement.querySelector(".remove");
      field.value = String(value[i]);
      field.ariaLabel = place;
      if (!button) return;
      button.ariaLabel = `Remove ${place}`;
      button.disabled = value.length <= count.least;
    });
    if (add) add.disabled = value.length >= count.most;
  };
}

function kindOf({ kind, count }) {
  if (count) return kind === "choice" ? ticks : numbers;
  return { number, choice: menu, boolean: tick, text }[kind];
}

/**
 * Makes a parameter's fields work.
 * @param tell is told each new value, and whether the reader has let it go
 * @returns a function that shows a value in them
 */
export function fieldsFor(box, parameter, tell) {
  const show = kindOf(parameter)(box, parameter, tell);
  return (value) => {
    accept(box);
    show(value);
  };
}
