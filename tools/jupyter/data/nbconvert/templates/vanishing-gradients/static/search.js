// The search: a dialog over the page. What it searches is a script, since a page from disk may not fetch; it loads at first use.
{
  const { course } = window;
  const { created } = course;
  const dialog = document.getElementById("search");
  const [open, input, status, list] = ["open-search", "search-words", "search-status", "search-results"].map(
    (id) => document.getElementById(id),
  );
  let searcher;

  function load() {
    searcher ??= new Promise((resolve, reject) => {
      const script = created("script", { src: dialog.dataset.script });
      script.addEventListener("load", () => resolve(course.searcher(course.documents)));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return searcher;
  }

  /** The text with what was found in marks. */
  function marked(text, found) {
    const all = new RegExp(`(${found.map(({ source }) => source).join("|")})`, "iu");
    return text.split(all).map((part, i) => (i % 2 === 1 ? created("mark", { textContent: part }) : part));
  }

  function entry({ file, page, anchor, heading, words, found }) {
    const href = anchor ? `${file}#${anchor}` : file;
    const link = created("a", { href }, ...marked(heading || page, found));
    const of = heading ? [created("span", { className: "page-of" }, page)] : [];
    return created("li", {}, link, ...of, created("p", {}, ...marked(words, found)));
  }

  async function find() {
    const words = input.value.trim();
    try {
      const results = words ? (await load())(words) : [];
      if (words !== input.value.trim()) return; // the reader typed on meanwhile
      list.replaceChildren(...results.map(entry));
      const count = results.length === 1 ? "1 place" : `${results.length} places`;
      status.textContent = words ? (results.length > 0 ? count : "Nothing found.") : "";
    } catch {
      status.textContent =
        "The index of the search is missing: this page has been moved away from the others.";
    }
  }

  function show() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    load().catch(() => {});
  }

  /** Arrow keys go from the words to the results and among them, as Tab does too; Enter takes the first, Escape closes. */
  function move(event) {
    if (event.key === "Escape") dialog.close();
    if (event.key === "Enter" && event.target === input) list.querySelector("a")?.click();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...list.querySelectorAll("a")];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  }

  open.hidden = false;
  open.addEventListener("click", show);
  input.addEventListener("input", find);
  dialog.addEventListener("keydown", move);
  dialog.addEventListener(
    "click",
    ({ target }) => (target === dialog || target.closest("a")) && dialog.close(),
  );
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      show();
    }
  });
}
