// Plotly paints menus and sliders into its picture, where only a mouse finds them. On the page real controls lie over
// them: they take the keyboard, a finger and a screen reader as every other control does.
{
  const parser = new DOMParser();
  const plain = (text) =>
    parser.parseFromString(text.replaceAll(/<br\s*\/?>/g, " "), "text/html").body.textContent.trim();

  const { created } = window.course;

  /** How many choices Plotly has not finished with: until then a control is ahead of the picture, and stays so. */
  let pending = 0;
  /** For each chart what brings its controls up to the picture. */
  const syncs = new Map();

  /** Does what Plotly does when a button of `updatemenus` or a stop of `sliders` is chosen. */
  async function choose(plot, kind, { _index }, { _index: active, method, args, execute }) {
    pending++;
    try {
      if (execute && method !== "skip") await window.Plotly[method](plot, ...args);
    } finally {
      pending--;
    }
    if (pending > 0) return;
    await window.Plotly.relayout(plot, { [`${kind}[${_index}].active`]: active });
    syncs.get(plot)();
  }

  const choicesOf = ({ buttons, steps }) => buttons ?? steps;
  const labelsOf = (options) => choicesOf(options).map(({ label }) => label);
  const visible = (items) => items.filter((item) => item.visible);

  /** Each kind of control: its elements, the parts of the picture that they cover, and what they show. */
  const kinds = {
    dropdown: {
      parts: (group) => [group.querySelector("rect")],
      make(plot, group) {
        const options = visible(group.__data__.buttons).map(
          ({ label, _index }) => new Option(plain(label), _index),
        );
        const select = created("select", { ariaLabel: "What the chart shows" }, ...options);
        select.addEventListener("change", () =>
          choose(plot, "updatemenus", group.__data__, group.__data__.buttons[select.value]),
        );
        return [select];
      },
      update: ([select], { active }) => (select.value = String(active)),
    },
    buttons: {
      parts: (group) => [...group.querySelectorAll(".updatemenu-button > rect")],
      make: (plot, group) =>
        visible(group.__data__.buttons).map(({ label, _index }) => {
          const onclick = () => {
            const { active, buttons } = group.__data__;
            const button = buttons[_index];
            const undone = button.args2 && active === _index;
            const next = undone ? { ...button, args: button.args2, _index: -1 } : button;
            choose(plot, "updatemenus", group.__data__, next);
          };
          return created("button", { type: "button", textContent: plain(label), value: _index, onclick });
        }),
      update: (buttons, { active, showactive }) =>
        buttons.forEach(
          (button) => (button.ariaPressed = showactive ? Number(button.value) === active : null),
        ),
    },
    slider: {
      parts: (group) => [group.querySelector(".slider-rail-rect")],
      make(plot, group) {
        const stops = () => visible(group.__data__.steps);
        const range = created("input", { type: "range", min: 0, max: stops().length - 1 });
        range.addEventListener("input", () => choose(plot, "sliders", group.__data__, stops()[range.value]));
        return [range];
      },
      update([range], { active, steps, currentvalue: { prefix, suffix } }) {
        const at = visible(steps).findIndex(({ _index }) => _index === active);
        range.value = at;
        range.ariaLabel = plain(prefix ?? "").replace(/[\s=:]+$/, "") || "What the chart shows";
        range.ariaValueText = plain(`${prefix ?? ""}${steps[active].label}${suffix ?? ""}`);
      },
    },
  };

  /** The bar of tools as one stop of the tab key, within which arrow keys move: a page has hundreds of its buttons. */
  function addToolbar(plot) {
    const buttons = () => [...plot.querySelectorAll(".modebar-btn")];
    const stopAt = (stop) => buttons().forEach((button) => (button.tabIndex = button === stop ? 0 : -1));
    plot.addEventListener("focusin", ({ target }) => {
      if (target.matches(".modebar-btn")) stopAt(target);
    });
    plot.addEventListener("keydown", (event) => {
      const all = buttons();
      const at = all.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      all.at(to % all.length).focus();
    });
    return () => {
      const all = buttons();
      plot.querySelector(".modebar")?.setAttribute("aria-label", "Tools of the chart");
      stopAt(all.find((button) => button === document.activeElement) ?? all[0]);
    };
  }

  /**
   * What the reader has chosen in menus and sliders of a chart, other than its figure does: a function that chooses the same
   * labels again when the chart has another figure.
   */
  window.course.choices = (plot, { layout }) => {
    const chosen = ["updatemenus", "sliders"].flatMap((kind) =>
      (plot._fullLayout[kind] ?? [])
        .filter(({ active, _index }) => active !== (layout[kind][_index].active ?? 0))
        .map((options) => ({ kind, at: options._index, label: labelsOf(options)[options.active] })),
    );
    return async () => {
      for (const { kind, at, label } of chosen) {
        const options = plot._fullLayout[kind]?.[at];
        const choice = options && choicesOf(options)[labelsOf(options).indexOf(label)];
        if (choice) await choose(plot, kind, options, choice);
      }
    };
  };

  /** Lays the controls of a drawn chart over their parts of the picture, and again whenever Plotly moves those. */
  window.course.addControls = (plot) => {
    const box = created("div", { className: "controls" });
    const made = new Map();
    const syncToolbar = addToolbar(plot);
    plot.before(box);
    const sync = () => {
      syncToolbar();
      const origin = plot.getBoundingClientRect();
      const gone = new Set(made.keys());
      for (const group of plot.querySelectorAll(".updatemenu-header-group, .slider-group")) {
        const options = group.__data__;
        const kind = options.type ?? "slider";
        const key = `${kind}-${options._index}`;
        const labels = JSON.stringify(labelsOf(options));
        gone.delete(key);
        if (made.get(key)?.labels !== labels) {
          // Another figure may have other choices.
          for (const old of made.get(key)?.elements ?? []) old.remove();
          made.set(key, { labels, elements: kinds[kind].make(plot, group) });
          box.append(...made.get(key).elements);
        }
        const { elements } = made.get(key);
        kinds[kind].parts(group).forEach((part, i) => {
          const { left, top, width, height } = part.getBoundingClientRect();
          const place = { left: left - origin.left, top: top - origin.top, width, height };
          for (const [name, pixels] of Object.entries(place))
            elements[i].style.setProperty(`--${name}`, `${pixels}px`);
        });
        if (pending === 0) kinds[kind].update(elements, options);
      }
      for (const key of gone) {
        for (const element of made.get(key).elements) element.remove();
        made.delete(key);
      }
    };
    syncs.set(plot, sync);
    sync();
    plot.on("plotly_afterplot", sync);
    plot.on("plotly_sliderchange", sync);
    // The parts of a chart that is out of sight, on another slide or in a folded section, have no place yet.
    new ResizeObserver(sync).observe(plot);
    window.course.pickable(plot, (kind, control, choice) => choose(plot, kind, control, choice));
  };
}
