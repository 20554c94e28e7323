// What a reader changes runs cells again. All that does it is loaded at the first touch (tools/jupyter/live/page).
{
  const TOUCHED = ".parameters, .strip, .try, .answer";
  const { course } = window;
  const root = document.documentElement;
  const notebook = document.getElementById("live-cells");
  let loading;

  /** Runs the script that a page shares with others, or the one that it holds. */
  function begin() {
    const script = document.createElement("script");
    const { script: src } = notebook.dataset;
    if (!src) script.textContent = course.unpacked("live-script");
    document.head.append(script);
    return src && new Promise((onload, onerror) => Object.assign(script, { src, onload, onerror }));
  }

  async function loaded() {
    await begin();
    return course.live;
  }

  function say() {
    const words =
      "The cells of this page cannot run again: a script is missing beside it, or the browser is too old.";
    const note = course.created("p", { className: "live-note" }, words);
    for (const place of document.querySelectorAll(".parameters, .answer")) place.append(note.cloneNode(true));
  }

  /** `course.live`; undefined where it cannot be had, which the page then says, once. */
  function load() {
    loading ??= loaded().then((live) => live ?? say(), say);
    return loading;
  }

  course.rerun = async () => (await load())?.rerun(course.values);
  course.stopRun = async () => (await loading)?.stop();
  course.answer = async (...asked) => (await load())?.answer(...asked);
  root.addEventListener("valueschange", async () => (await load())?.change(course.values));
  for (const type of ["pointerover", "focusin"])
    root.addEventListener(type, ({ target }) => target.closest?.(TOUCHED) && void load(), { passive: true });
}
