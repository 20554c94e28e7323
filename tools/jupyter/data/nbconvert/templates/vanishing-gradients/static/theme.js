// Runs before the first paint: marks that scripts run, picks the theme that the reader chose last, or the system's, and begins window.course.
{
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // a page opened from disk or in a sandbox may have no storage
    }
  };
  const chosen = () => stored() ?? (system.matches ? "dark" : "light");
  const set = (theme) => {
    root.dataset.theme = theme;
    root.dispatchEvent(new CustomEvent("themechange", { detail: theme }));
  };
  window.course = {
    printing: false,
    theme: () => root.dataset.theme,
    chooseTheme(theme) {
      try {
        localStorage.setItem("theme", theme);
      } catch {
        // the choice then lasts as long as the page
      }
      set(theme);
    },
    /** A new element with some properties and content. */
    created(tag, properties, ...content) {
      const element = Object.assign(document.createElement(tag), properties);
      element.append(...content);
      return element;
    },
    /** The words of a heading without its link, each formula once, as it is read. */
    wordsOf(heading) {
      const copy = heading.cloneNode(true);
      for (const part of copy.querySelectorAll(".anchor, .katex-html, annotation")) part.remove();
      return copy.textContent;
    },
    /** The element that a hash leads to; behind its anchor it may hold values: #what-to-try&depth=40. */
    target(hash) {
      try {
        return document.getElementById(decodeURIComponent(hash.slice(1).split("&")[0]));
      } catch {
        return null; // a % that stands for itself
      }
    },
  };
  let beforePrint;
  system.addEventListener("change", () => set(chosen()));
  addEventListener("beforeprint", () => {
    beforePrint = root.dataset.theme;
    window.course.printing = true;
    set("light");
  });
  addEventListener("afterprint", () => {
    window.course.printing = false;
    set(beforePrint);
  });
  set(chosen());
}
