import { written } from "../../parameters/written.mjs";

/** The part of an element's text between two places, whose tags it may cut. */
function rangeOf(element, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let place = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = place + node.length;
    if (start >= place && start < next) range.setStart(node, start - place);
    if (end > place && end <= next) range.setEnd(node, end - place);
    place = next;
  }
  return range;
}

/** A function that shows values in the code of the parameter cell: those that differ in place of the literals that stand there. */
export function codeOf(element, parameters) {
  const places = parameters.toReversed().flatMap(({ name, value, start, literal }) => {
    const range = rangeOf(element, start, start + literal.length);
    if (range.toString() !== literal) return []; // where code is not shown letter by letter, it stays as it is
    const place = window.course.created("span", { className: "literal" }, range.extractContents());
    range.insertNode(place);
    return [{ name, exported: written(value), place, original: [...place.childNodes] }];
  });
  return (values) => {
    for (const { name, exported, place, original } of places) {
      const text = written(values[name]);
      place.classList.toggle("differs", text !== exported);
      place.replaceChildren(...(text === exported ? original : [text]));
    }
  };
}
