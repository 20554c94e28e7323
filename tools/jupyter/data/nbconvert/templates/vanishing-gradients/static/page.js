// The buttons of the bar, the mark of the section being read, and code that is open on paper.
{
  const root = document.documentElement;

  const theme = document.getElementById("toggle-theme");
  const showTheme = () => theme.setAttribute("aria-pressed", String(window.course.theme() === "dark"));
  theme.hidden = false;
  theme.addEventListener("click", () =>
    window.course.chooseTheme(window.course.theme() === "dark" ? "light" : "dark"),
  );
  root.addEventListener("themechange", showTheme);
  showTheme();

  const code = document.getElementById("toggle-code");
  const blocks = [...document.querySelectorAll(".cell:not(.parameters) > details.code")];
  if (code && blocks.length > 0) {
    code.hidden = false;
    code.addEventListener("click", () => {
      const open = code.getAttribute("aria-pressed") !== "true";
      code.setAttribute("aria-pressed", String(open));
      for (const block of blocks) block.open = open;
    });
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("main details:not([open])")];
    for (const block of closed) block.open = true;
  });
  addEventListener("afterprint", () => {
    for (const block of closed) block.open = false;
  });

  /** Marks the link of the section at the top of the window. */
  function follow(contents) {
    const links = new Map(
      [...contents.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
    );
    const mark = ({ target }) => {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(target.id).setAttribute("aria-current", "true");
    };
    const watcher = new IntersectionObserver(
      (entries) => entries.filter((entry) => entry.isIntersecting).forEach(mark),
      { rootMargin: "0px 0px -75% 0px" },
    );
    for (const id of links.keys()) watcher.observe(document.getElementById(id));
  }

  const contents = document.querySelector(".toc details");
  if (contents) {
    contents.open = matchMedia("(min-width: 70rem)").matches;
    follow(contents);
  }
}
