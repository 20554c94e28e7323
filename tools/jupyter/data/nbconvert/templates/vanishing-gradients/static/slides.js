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
  const SHEET = "@page { size: 360mm 254.5mm; margin: 14mm; }";

  const created = (tag, properties) => Object.assign(document.createElement(tag), properties);

  /** The parts of the page in slides; every heading of the first three levels begins one, and so does a folded section. */
  function divided() {
    const slides = [];
    let above = "";
    const begin = () => slides.push(created("section", { className: "slide" }));
    const add = (part) => slides.at(-1).append(part);
    begin();
    for (const part of main.querySelectorAll(":scope > :is(section, details)")) {
      if (part.matches(".fold")) {
        begin();
        part.open = true;
      }
      if (!part.matches(".prose")) {
        add(part);
        continue;
      }
      let prose;
      for (const element of part.querySelectorAll(":scope > *")) {
        const heads = element.matches("h1, h2, h3");
        if (!prose || heads) {
          if (heads && slides.at(-1).childElementCount > 0) begin();
          if (element.matches("h3")) slides.at(-1).dataset.above = above;
          if (element.matches("h2")) above = element.textContent.replace(/#$/, "");
          add((prose = created("div", { className: "prose" })));
        }
        prose.append(element);
      }
      part.remove();
    }
    return slides;
  }

  function present() {
    root.classList.add("slides");
    document.head.append(created("style", { textContent: SHEET }));
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
    const bar = created("nav", { className: "slide-bar", ariaLabel: "Slides" });
    bar.append(back, place, on);
    document.body.append(bar);
    let at = 0;

    function show(next) {
      at = Math.min(Math.max(next, 0), slides.length - 1);
      slides.forEach((slide, i) => slide.classList.toggle("shown", i === at));
      place.textContent = `${at + 1} of ${slides.length}`;
      [back.disabled, on.disabled] = [at === 0, at === slides.length - 1];
      title.hidden = at === 0;
      section.textContent = slides[at].dataset.above ?? "";
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
