// The buttons of the bar, the mark of the section being read, wide formulas and tables, and code that is open on paper.
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
    // A worked solution in an output stays closed on paper too.
    closed = [...document.querySelectorAll("main details:not([open])")].filter(
      (block) => !block.closest(".outputs") && !(block.matches(".code") && root.matches(".slides")),
    );
    for (const block of closed) block.open = true;
  });
  addEventListener("afterprint", () => {
    for (const block of closed) block.open = false;
  });

  const { target } = window.course;

  /** Opens the folded section that a link leads into. */
  function unfold() {
    const place = target(location.hash);
    const closed = place?.closest("details:not([open])");
    if (!closed) return;
    closed.open = true;
    place.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();

  /** Marks the link of the section being read: the last whose heading has come up to a quarter of the window. */
  function follow(contents) {
    const links = [...contents.querySelectorAll("a")];
    const headings = links.map((link) => target(link.hash));
    const nav = contents.parentElement;
    let marked;
    function mark() {
      const atEnd = innerHeight + scrollY >= root.scrollHeight - 2;
      const isRead = (heading) =>
        heading.getClientRects().length > 0 && heading.getBoundingClientRect().top < innerHeight / 4;
      const read = headings.findLastIndex(isRead);
      const link = links[atEnd ? links.length - 1 : read];
      if (link === marked) return;
      marked?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      marked = link;
      const { top, bottom } = (link ?? nav.firstElementChild).getBoundingClientRect();
      if (top < 0 || bottom > nav.clientHeight) nav.scrollTop += top - nav.clientHeight / 2;
    }
    addEventListener("scroll", mark, { passive: true });
    new ResizeObserver(mark).observe(document.body);
  }

  const SMALLEST = 0.7; // of its size, for a formula that is too wide for its line

  const text = document.getElementById("text");
  const formulas = [...document.querySelectorAll(".katex-display")];
  const boxes = [...document.querySelectorAll(".katex-display, main pre, .highlight, .wide, .output")];
  let fittedWidth;

  /** Wide formulas get smaller; what still does not fit scrolls, and takes the keyboard's focus so that arrow keys do it. */
  function fit() {
    if (text.clientWidth === fittedWidth) return;
    fittedWidth = text.clientWidth;
    // All is read before anything is written: a page has hundreds of formulas, and each change of hands is a layout.
    for (const formula of formulas) formula.style.fontSize = "";
    const shares = formulas.map((formula) => formula.clientWidth / formula.scrollWidth);
    shares.forEach((share, i) => {
      if (share < 1) formulas[i].style.fontSize = `${100 * Math.max(SMALLEST, share - 0.01)}%`;
    });
    const scrolls = boxes.map((box) => box.scrollWidth > box.clientWidth);
    boxes.forEach((box, i) => (scrolls[i] ? (box.tabIndex = 0) : box.removeAttribute("tabindex")));
  }

  new ResizeObserver(fit).observe(text);
  // What was folded away had no width before.
  text.addEventListener("toggle", () => fit((fittedWidth = undefined)), true);

  const contents = document.querySelector(".toc details");
  if (contents) {
    contents.open = matchMedia("(min-width: 70rem)").matches;
    follow(contents);
  }
}
