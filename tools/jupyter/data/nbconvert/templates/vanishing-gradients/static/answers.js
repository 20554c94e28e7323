// A field below each exercise, to answer it in the page: an expression as in a notebook, judged in the page's worker.
{
  const { course } = window;
  const { created } = course;
  const { cells } = JSON.parse(document.getElementById("live-cells").textContent);

  for (const { id, exercise } of cells.filter((cell) => cell.exercise)) {
    const input = created("input", { autocomplete: "off", spellcheck: false, autocapitalize: "off" });
    const label = created("label", {}, "Your answer ", input);
    const verdict = created("div", { className: "verdict" });
    const form = created("form", { className: "answer" }, label, created("button", {}, "Check"), verdict);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) void course.answer(id, exercise, input.value);
    });
    document.querySelector(`[data-cell="${id}"]`).append(form);
  }
}
