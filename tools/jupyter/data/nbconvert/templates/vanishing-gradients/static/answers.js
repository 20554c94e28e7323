// A field below each exercise, to answer it in the page: an expression as in a notebook, judged in the page's worker.
{
  const { course } = window;
  const created = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const { cells } = JSON.parse(document.getElementById("live-cells").textContent);

  for (const { id, exercise } of cells.filter((cell) => cell.exercise)) {
    const form = created("form", { className: "answer" });
    const input = created("input", { autocomplete: "off", spellcheck: false, autocapitalize: "off" });
    const label = created("label", { textContent: "Your answer " });
    label.append(input);
    const verdict = created("div", { className: "verdict" });
    form.append(label, created("button", { textContent: "Check" }), verdict);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) void course.answer(id, exercise, input.value);
    });
    document.querySelector(`[data-cell="${id}"]`).append(form);
  }
}
