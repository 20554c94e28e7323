// What a reader changes runs cells again. All that does it is loaded at the first touch (tools/jupyter/live/page).
{
  const { course } = window;
  const root = document.documentElement;
  const notebook = document.getElementById("live-cells");
  const touched = ".parameters, .strip, .try, .answer";
  let loading;

  /** `course.live`, from the script that a page shares with others or from the one that it holds; as a promise. */
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const { script: src } = notebook.dataset;
      if (src) Object.assign(script, { src, onload: resolve, onerror: reject });
      else script.textContent = course.unpacked("live-script");
      document.head.append(script);
      if (!src) resolve();
    }).then(() => course.live);
    return loading;
  }

  course.rerun = async () => (await load()).rerun(course.values);
  course.stopRun = async () => loading && (await load()).stop();
  course.answer = async (...asked) => (await load()).answer(...asked);
  const run = async () => (await load()).change(course.values);
  root.addEventListener("valueschange", run);
  for (const type of ["pointerover", "focusin"])
    root.addEventListener(type, ({ target }) => target.closest?.(touched) && void load(), { passive: true });
}
