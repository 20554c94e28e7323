// A citation shows its work beside it while a pointer or the keyboard's focus is on it; pressed, it leads to the list.
{
  const WAIT = 200; // milliseconds: a pointer that only passes opens nothing
  const card = document.getElementById("cited");
  let shown;
  let timer;

  function show(link) {
    if (shown === link) return;
    hide();
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    card.replaceChildren(...entry.cloneNode(true).childNodes);
    link.style.setProperty("anchor-name", "--cited");
    card.showPopover();
    shown = link;
  }

  function hide() {
    clearTimeout(timer);
    shown?.style.removeProperty("anchor-name");
    if (shown) card.hidePopover();
    shown = undefined;
  }

  const later = (action) => {
    clearTimeout(timer);
    timer = setTimeout(action, WAIT);
  };

  for (const link of card.showPopover ? document.querySelectorAll(".cite") : []) {
    link.addEventListener("pointerenter", () => later(() => show(link)));
    link.addEventListener("pointerleave", () => later(hide));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("click", hide);
  }
  // The pointer may go into the card, whose text has a link.
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(hide));
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}
