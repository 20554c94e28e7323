// With ?slides in its address a page is shown one section at a time, each on a screen and, printed, on a sheet of its own.
{
  const root = document.documentElement;
  const main = document.getElementById("text");
  const isOn = new URLSearchParams(location.search).has("slides");
  const toggle = document.getElementById("toggle-slides");
  toggle.hidden = false;
  if (isOn) {
    toggle.textContent = "Page";
    toggle.href = location.pathname.split("/").pop();
  }

  // The shape of A4, but larger, so that the tallest chart stands on one below its heading.
  const SHEET = "@page { size: 400mm 282.8mm; margin: 14mm; }";

  const BELOW = 62; // pixels below a slide, where the bar stands
  const AGAIN = 40; // for the heading above what goes on

  const { created, wordsOf } = window.course;

  /** The sections of the page, with those of folded ones in their place below a heading of their own. */
  function sections(whole) {
    return [...whole.querySelectorAll(":scope > :is(section, details)")].flatMap((part) => {
      if (!part.matches(".fold")) return [part];
      const heading = part.querySelector(":scope > summary").childNodes;
      const head = created("section", { className: "prose" }, ...heading);
      part.before(head);
      const inside = sections(part);
      head.after(...inside);
      part.remove();
      return [head, ...inside];
    });
  }

  /** How much of a column each of its elements takes, margins included. */
  function heightsOf(elements) {
    const boxes = elements.map((element) => element.getBoundingClientRect());
    return new Map(
      elements.map((element, i) => [element, (boxes[i + 1]?.top ?? boxes[i].bottom) - boxes[i].top]),
    );
  }

  /**
   * The parts of the page in slides. Every heading of the first three levels begins one; what has no room on the screen below it goes
   * on in the next, and takes the paragraph along that introduces it.
   */
  function divided() {
    const parts = sections(main);
    const elements = parts.flatMap((part) => (part.matches(".prose") ? [...part.children] : [part]));
    const heights = heightsOf(elements);
    const room = innerHeight - main.getBoundingClientRect().top - scrollY - BELOW;
    const slides = [];
    let [above, heading, last, prose] = ["", ""];
    let left, isFresh;
    function begin(continues) {
      const slide = created("section", { className: "slide" });
      if (continues) slide.dataset.continues = continues;
      slides.push(slide);
      [left, isFresh, prose] = [room - (continues ? AGAIN : 0), true, undefined];
    }
    function add(element) {
      if (!element.parentElement.matches(".prose")) prose = undefined;
      else if (!prose) slides.at(-1).append((prose = created("div", { className: "prose" })));
      (prose ?? slides.at(-1)).append(element);
      left -= heights.get(element);
    }
    begin();
    for (const element of elements) {
      const heads = element.matches("h1, h2, h3");
      if (heads) {
        if (slides.at(-1).childElementCount > 0) begin();
        if (element.matches("h3")) slides.at(-1).dataset.above = above;
        heading = wordsOf(element);
        if (element.matches("h2")) above = heading;
      } else if (heights.get(element) > left && !isFresh) {
        const leads = last?.matches("p") && !last.matches(":only-child");
        const along = leads && heights.get(last) + heights.get(element) <= room;
        begin(heading);
        if (along) add(last);
      }
      add(element);
      [last, isFresh] = [element, heads];
    }
    for (const part of parts) if (part.matches(".prose")) part.remove();
    return slides;
  }

  function present() {
    root.classList.add("slides");
    document.head.append(created("style", { textContent: SHEET }));
    // Code has no room beside its chart; the button of the bar above opens it.
    for (const code of main.querySelectorAll(".cell:not(.parameters) > details.code")) code.open = false;
    document.getElementById("toggle-code")?.setAttribute("aria-pressed", "false");
    const slides = divided();
    // The headings above a slide's own for those who listen, where the slides that show them are away.
    const title = created("h1", { className: "said", textContent: document.title });
    const section = created("h2", { className: "said" });
    main.prepend(title, section, ...slides);
    const [back, place, on] = [
      created("button", { type: "button", textContent: "← Back" }),
      created("span", { role: "status" }),
      created("button", { type: "button", textContent: "On →" }),
    ];
    document.body.append(created("nav", { className: "slide-bar", ariaLabel: "Slides" }, back, place, on));
    let at = 0;

    function show(next) {
      at = Math.min(Math.max(next, 0), slides.length - 1);
      slides.forEach((slide, i) => slide.classList.toggle("shown", i === at));
      place.textContent = `${at + 1} of ${slides.length}`;
      [back.disabled, on.disabled] = [at === 0, at === slides.length - 1];
      title.hidden = at === 0;
      section.textContent = slides[at].dataset.above ?? slides[at].dataset.continues ?? "";
      section.hidden = section.textContent === "";
      scrollTo(0, 0);
      main.dispatchEvent(new Event("toggle")); // as a fold does that opens: what was hidden had no width before
    }
    /** The slide that holds what the address leads to. */
    function follow() {
      const target = window.course.target(location.hash);
      const holds = slides.findIndex((slide) => slide.contains(target));
      show(target ? holds : at); // what no slide holds is above them all
      target?.scrollIntoView();
    }
    const steps = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
    addEventListener("keydown", (event) => {
      const busy = event.target.closest?.(
        "input, select, textarea, dialog, .modebar, .wide, .output, pre, [popover]",
      );
      if (busy || event.ctrlKey || event.metaKey || event.altKey || !(event.key in steps)) return;
      event.preventDefault();
      show(at + steps[event.key]);
    });
    back.addEventListener("click", () => show(at - 1));
    on.addEventListener("click", () => show(at + 1));
    addEventListener("hashchange", follow);
    follow();
  }

  if (isOn) present();
}
