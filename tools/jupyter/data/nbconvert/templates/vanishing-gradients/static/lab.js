// JupyterLab draws charts with the extension of PyPI's plotly. This one adapts each figure on its way there to its width
// and to the theme, and again whenever these change, with the scripts of the exported page (fit.js, colours.js, pick.js). And what a cell
// prints breaks between words, and marks of works are shown as words (lab-citations.js).
{
  const PLOTLY = "application/vnd.plotly.v1+json";
  const PLOTLYS_HEIGHT = 360; // what its extension takes where a figure has none
  const NARROW = 800; // pixels of a window in which the list of files would leave the notebook no room
  const MENU = { size: 13, smallest: 9, glyph: 0.58, frame: 44, edge: 6 }; // pixels, but for the mean width of a letter
  // Lab breaks printed lines, errors among them, between any two letters (`word-break: break-all`), and has no setting for it.
  const WHOLE_WORDS = "body .jp-RenderedText pre { word-break: normal; overflow-wrap: anywhere; }";
  // plotly.js colours the arrow of a menu once, when it draws the first theme.
  const ARROWS = "body .updatemenu-header-arrow { fill: var(--jp-content-font-color1) !important; }";
  const own = document.currentScript.src;
  const charts = new Set();

  const theme = () => (document.body.dataset.jpThemeLight === "false" ? "dark" : "light");
  const isPaper = (colour) => colour === undefined || /^(#fff(fff)?|white)$/i.test(colour);

  function load(name) {
    const script = Object.assign(document.createElement("script"), { src: new URL(name, own).href });
    document.head.append(script);
    return new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
  }

  /** The page shows through a chart's paper, unless its author coloured that. */
  function withoutPaper({ template, ...layout }) {
    const clear = (name) =>
      isPaper(layout[name] ?? template.layout[name]) ? { [name]: "rgba(0, 0, 0, 0)" } : {};
    return { ...layout, template, ...clear("paper_bgcolor"), ...clear("plot_bgcolor") };
  }

  /** A menu that would reach over an edge begins at the left one, in letters small enough to end before the other. */
  function withinEdges(menu, layout, width) {
    const { l, r } = { l: 80, r: 80, ...layout.template.layout.margin, ...layout.margin };
    const size = menu.font?.size ?? MENU.size;
    const letters = Math.max(
      ...(menu.buttons ?? []).map(({ label = "" }) => label.replace(/<[^>]*>/g, "").length),
    );
    const needed = (pixels) => letters * pixels * MENU.glyph + MENU.frame;
    const start = l + (menu.x ?? 0) * (width - l - r);
    const [left, right] =
      menu.xanchor === "left" ? [start, start + needed(size)] : [start - needed(size), start];
    if (!(left < MENU.edge || right > width - MENU.edge)) return menu;
    const fits = Math.floor((width - 2 * MENU.edge - MENU.frame) / (letters * MENU.glyph));
    const font = { ...menu.font, size: Math.max(MENU.smallest, Math.min(size, fits)) };
    return { ...menu, font, x: (MENU.edge - l) / Math.max(1, width - l - r), xanchor: "left" };
  }

  /** A chart's figure in the theme of that name, for the width that it has. */
  function adapted({ figure, node }, to) {
    const width = node.clientWidth || document.querySelector(".jp-Notebook")?.clientWidth || NARROW;
    const { fitted, recoloured } = window.course;
    // A copy: plotly.js writes into the layout that it gets.
    const stated = structuredClone({ height: PLOTLYS_HEIGHT, ...figure.layout });
    const fit = fitted({ ...figure, layout: stated }, width);
    // A stated width keeps plotly.js and its extension from resizing the chart on their own, later.
    const layout = { ...withoutPaper(fit.layout), width: node.clientWidth || undefined };
    if (layout.updatemenus)
      layout.updatemenus = layout.updatemenus.map((menu) => withinEdges(menu, layout, width));
    return recoloured({ ...fit, layout }, "light", to);
  }

  /** Whether plotly.js has drawn the chart; its extension loads it with the first one. */
  const plotlyOf = ({ node, widget }) => (node.data ? widget.constructor.Plotly : undefined);

  /** Does what plotly.js does when a button of `updatemenus` or a step of `sliders` is chosen. */
  async function choose(chart, kind, { _index: control }, { _index: active, method, args }) {
    await plotlyOf(chart)[method](chart.node, ...args);
    await plotlyOf(chart).relayout(chart.node, { [`${kind}[${control}].active`]: active });
  }

  /** What a reader did to the chart (menus, sliders, zoom) stays. */
  function repaint(chart) {
    const { node, theme: from } = chart;
    const now = { data: node.data, layout: node.layout, frames: node._transitionData?._frames ?? [] };
    chart.theme = theme();
    return plotlyOf(chart)?.react(node, window.course.recoloured(now, from, chart.theme));
  }

  function refit(chart) {
    const { figure, node } = chart;
    // A menu may have put another title in place of the figure's.
    const text = node.layout.title?.text;
    const title = text === chart.title ? figure.layout?.title : { ...figure.layout?.title, text };
    const { layout } = adapted(
      { node, figure: { ...figure, layout: { ...figure.layout, title } } },
      chart.theme,
    );
    const { margin, legend, width, height, annotations = [], updatemenus = [] } = layout;
    chart.title = layout.title?.text;
    const fonts = annotations.map((annotation, i) => [`annotations[${i}].font`, annotation.font]);
    const menus = updatemenus.flatMap((menu, i) =>
      ["x", "xanchor", "font"].map((name) => [`updatemenus[${i}].${name}`, menu[name] ?? null]),
    );
    const changes = {
      title: layout.title,
      margin,
      legend,
      width,
      height,
      ...Object.fromEntries([...fonts, ...menus]),
    };
    return plotlyOf(chart)?.relayout(node, changes);
  }

  /** Puts the adaptation between Lab and one of the extension's renderers. */
  function adaptive(widget) {
    const render = widget.renderModel.bind(widget);
    const chart = { widget, node: widget.node, figure: undefined, theme: undefined, title: undefined };
    let width;
    const observer = new ResizeObserver(() => {
      if (chart.node.clientWidth === 0 || chart.node.clientWidth === width || !plotlyOf(chart)) return;
      width = chart.node.clientWidth;
      refit(chart);
    });
    observer.observe(chart.node);
    charts.add(chart);
    widget.disposed.connect(() => {
      observer.disconnect();
      charts.delete(chart);
    });
    widget.renderModel = async ({ data, metadata, trusted }) => {
      chart.figure = data[PLOTLY];
      chart.theme = theme();
      const figure = adapted(chart, chart.theme);
      chart.title = figure.layout.title?.text;
      const plotly = plotlyOf(chart);
      if (plotly) return void (await plotly.react(chart.node, figure));
      // The extension would store a picture of the chart in the notebook, and show that when it is opened again.
      await render({ data: { [PLOTLY]: figure }, metadata, trusted, setData() {} });
      window.course.pickable(chart.node, (...chosen) => choose(chart, ...chosen));
      width = chart.node.clientWidth;
      if (width > 0) await refit(chart);
    };
    return widget;
  }

  async function adaptPlotly() {
    await Promise.all(["fit.js", "colours.js", "pick.js"].map(load));
    const factory = await window._JUPYTERLAB["jupyterlab-plotly"].get("./mimeExtension");
    for (const { rendererFactory } of [factory().default].flat()) {
      const { createRenderer } = rendererFactory;
      rendererFactory.createRenderer = (options) => adaptive(createRenderer(options));
    }
    new MutationObserver(() => {
      for (const chart of charts) if (chart.theme !== theme()) repaint(chart);
    }).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  }

  const plugin = {
    id: "vanishing-gradients:lab",
    description:
      "Charts that fit their width and the theme; printed lines that break between words; works by name",
    autoStart: true,
    activate(app) {
      document.head.append(
        Object.assign(document.createElement("style"), { textContent: WHOLE_WORDS + ARROWS }),
      );
      const narrow = matchMedia(`(width < ${NARROW}px)`);
      const collapse = () => narrow.matches && app.shell.collapseLeft();
      narrow.addEventListener("change", collapse);
      window.course.readCitations?.(app);
      // Not awaited: Lab restores its layout once every extension is active.
      void app.restored.then(collapse);
    },
  };

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["vanishing-gradients"] = {
    init() {},
    async get() {
      window.course ??= {};
      // Lab without this shows charts and marks all the same.
      const parts = await Promise.allSettled([adaptPlotly(), load("lab-citations.js")]);
      for (const { reason } of parts) if (reason) console.error(reason);
      return () => ({ __esModule: true, default: plugin });
    },
  };
}
