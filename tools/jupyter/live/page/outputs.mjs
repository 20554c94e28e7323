const PLOTLY = "application/vnd.plotly.v1+json";
const IMAGES = ["image/svg+xml", "image/png", "image/jpeg"];

/** What stands below a cell's outputs. */
const BELOW = ":scope > :is(.answer, .live-note)";

const { created } = window.course;

/** What is printed, or said; Markdown as it is written: only the export has its parser. */
const text = (className) => ({
  make: () => created("pre", { className }),
  show: (element, data) => void (element.textContent = data["text/markdown"] ?? data["text/plain"]),
});

/** What the page can show: how its element is made, and how it comes to show a bundle of MIME types. */
const KINDS = {
  chart: {
    make: () =>
      created("figure", { className: "chart" }, created("div", { className: "plot" }), created("figcaption")),
    show(element, data) {
      element.querySelector("figcaption").textContent = data["text/plain"] ?? "";
      return window.course.draw(element.querySelector(".plot"), data[PLOTLY]);
    },
  },
  html: {
    make: () => created("div", { className: "output html" }),
    show: (element, data) => void (element.innerHTML = data["text/html"]),
  },
  image: {
    make: () => created("div", { className: "output" }, created("img", { alt: "" })),
    show(element, data) {
      const type = IMAGES.find((name) => name in data);
      const packed = type === "image/svg+xml" ? btoa(unescape(encodeURIComponent(data[type]))) : data[type];
      element.firstElementChild.src = `data:${type};base64,${packed}`;
    },
  },
  stdout: text("output"),
  stderr: text("output stderr"),
};

/** The best form that a bundle has. */
function kindOf(data) {
  if (PLOTLY in data && window.course.draw) return "chart";
  if ("text/html" in data) return "html";
  return IMAGES.some((type) => type in data) ? "image" : "stdout";
}

/** The kind of an element that stands on the page, from the export or from a run. */
function kindOfElement({ classList, firstElementChild }) {
  if (classList.contains("chart")) return "chart";
  if (classList.contains("html")) return "html";
  if (classList.contains("stderr")) return "stderr";
  if (classList.contains("prose")) return "markdown"; // the export's alone
  return firstElementChild?.tagName === "IMG" ? "image" : "stdout";
}

/** What stands below a cell: each new output takes the place of the next of its kind, so that a chart stays the chart that it was. */
export class Outputs {
  #section;
  #box;
  #old = [];
  #last;
  #stream;
  #displays = new Map();

  /** @param section that of the cell, or of its verdict */
  constructor(section) {
    this.#section = section;
    this.#box = section.querySelector(":scope > .outputs");
  }

  /** From here on outputs are those of another run. */
  begin() {
    this.#old = [...(this.#box?.children ?? [])];
    this.#displays.clear();
    this.#last = this.#stream = undefined;
  }

  /** Shows an output, or what takes the place of one of the same name. */
  output({ data, display, update }) {
    const kind = kindOf(data);
    const standing = update && this.#displays.get(display);
    if (standing) return KINDS[kind].show(standing, data);
    const element = this.#place(kind);
    if (display !== undefined) this.#displays.set(display, element);
    this.#stream = undefined;
    return KINDS[kind].show(element, data);
  }

  /** Adds text, or elements, to what the cell prints. */
  print(stream, ...parts) {
    if (this.#stream !== stream) this.#place(stream).replaceChildren();
    this.#last.append(...parts);
    this.#stream = stream;
  }

  /** Takes back what the run has put out. */
  clear() {
    this.#old = [...(this.#box?.children ?? [])];
    this.#last = this.#stream = undefined;
  }

  /** Hides what has no successor; a later run may need it again. */
  end() {
    for (const element of this.#old) element.hidden = true;
    this.#old = [];
  }

  #place(kind) {
    const at = this.#old.findIndex((element) => kindOfElement(element) === kind);
    const [element] = at >= 0 ? this.#old.splice(at, 1) : [KINDS[kind].make()];
    element.hidden = false;
    this.#box ??= this.#section.insertBefore(
      created("div", { className: "outputs" }),
      this.#section.querySelector(BELOW),
    );
    // Where it stands already it is not moved: that would cost it scrolling and focus.
    const next = this.#last ? this.#last.nextElementSibling : this.#box.firstElementChild;
    if (element !== next) this.#box.insertBefore(element, next);
    this.#last = element;
    return element;
  }
}
