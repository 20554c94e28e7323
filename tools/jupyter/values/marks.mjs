import { assignment } from "./words.mjs";

/** Prose that quotes numbers which were computed, each with the parameters that they may depend on. */
export function marksOf(text) {
  const blocks = [...text.querySelectorAll("[data-quotes]")].map((block) => ({
    block,
    names: block.dataset.quotes.split(" "),
    note: window.course.created("small", { className: "written-for" }),
  }));

  /** Marks what was written for other values of some parameters; of neighbours of which the same is to say, the last says it. */
  return (written) => {
    const words = blocks.map(({ names }) =>
      Object.entries(written)
        .filter(([name]) => names.includes(name))
        .map(assignment)
        .join(", "),
    );
    for (const [i, { block, note }] of blocks.entries()) {
      const isOver = words[i] !== words[i + 1] || block.nextElementSibling !== blocks[i + 1].block;
      block.classList.toggle("quotes", words[i] !== "");
      note.textContent = `Written for ${words[i]}`;
      if (words[i] === "" || !isOver) note.remove();
      else if (note.parentElement === null)
        (block.matches("ul, ol") ? block.lastElementChild : block).append(note);
    }
  };
}
