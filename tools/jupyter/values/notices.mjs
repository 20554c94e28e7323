import { assignment } from "./words.mjs";
import { written } from "../../parameters/written.mjs";

const { created } = window.course;

/** `depth = 40 (exported: 20)`. */
const difference = ([name, value], exported) => [
  created("code", {}, assignment([name, value])),
  ` (exported: ${written(exported)})`,
];

/** Says below the controls which values are not the exported ones, and has the ways back and on. */
export function noticesFor(controls, toDefaults) {
  const [differ, back, copy, field] = ["#values-differ", "#values-back", "#values-copy", "input.copied"].map((part) => controls.querySelector(part)); // prettier-ignore
  const said = controls.querySelector("p.copied");
  back.addEventListener("click", () => {
    toDefaults();
    copy.focus(); // the way back is gone with what differed
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = "Copied.";
    } catch {
      // Not every browser lets a page from disk write to the clipboard.
      field.hidden = false;
      field.value = location.href;
      field.select();
    }
  });
  return (values, exported) => {
    const parts = Object.entries(exported).map(([name, value]) => difference([name, values[name]], value));
    const listed = parts.flatMap((part, i) => (i > 0 ? [", ", ...part] : part));
    differ.replaceChildren(...(parts.length > 0 ? ["Changed: ", ...listed, "."] : ["As exported."]));
    back.hidden = parts.length === 0;
    said.textContent = "";
    field.hidden = true;
  };
}
