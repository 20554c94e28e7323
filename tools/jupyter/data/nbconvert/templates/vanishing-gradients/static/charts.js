// Unpacks plotly.js, where the page holds it, and the figures, draws the charts, and keeps them in step with the theme, the window and the printer.
{
  const PRINT_WIDTH = 640; // pixels: fits A4 and Letter between their margins
  const { course } = window;
  const root = document.documentElement;
  const waiting = [...document.querySelectorAll(".chart .plot")].map((plot, index) => ({ plot, index }));
  /** For each drawn chart its figure as the notebook made it, and the theme, width and title that it has now. */
  const drawn = new Map();
  let figures;

  function start() {
    if (document.getElementById("plotly")) {
      document.head.append(course.created("script", {}, course.unpacked("plotly")));
    }
    figures = JSON.parse(course.unpacked("figures"));
  }

  const text = document.getElementById("text");
  // A chart in a folded section has no width of its own before that is opened.
  const wantedWidth = (plot) => (course.printing ? PRINT_WIDTH : plot.clientWidth || text.clientWidth);
  const isHidden = (plot) => plot.getClientRects().length === 0;

  /** Tells whoever adds to a chart that it is drawn, for the first time or again. */
  const tell = (plot) => plot.dispatchEvent(new Event("chartdrawn"));

  /** A figure as it is drawn now: in the colours of the theme, for this width; its layout is a copy, since plotly.js writes into it. */
  function fit(plot, figure, theme, width) {
    const own = { ...figure, layout: structuredClone(figure.layout) };
    const fitted = course.recoloured(course.fitted(own, width), "light", theme);
    plot.style.height = `${fitted.layout.height}px`;
    return fitted;
  }

  /** What plotly.js gets for a figure; the same `uirevision` keeps what the reader has moved. */
  function toDraw(plot, figure) {
    const [theme, width] = [course.theme(), wantedWidth(plot)];
    const { data, layout, frames } = fit(plot, figure, theme, width);
    drawn.set(plot, { figure, theme, width, title: layout.title?.text });
    // A menu writes into the traces, too.
    return { data: structuredClone(data), layout: { ...layout, uirevision: "reader" }, frames };
  }

  function draw(plot, figure) {
    const config = { displaylogo: false, showSendToCloud: false, ...figure.config, responsive: false };
    window.Plotly.newPlot(plot, { ...toDraw(plot, figure), config });
    for (const svg of plot.querySelectorAll(".main-svg")) svg.setAttribute("aria-hidden", "true");
    course.addControls(plot);
    plot.closest(".chart").classList.add("drawn");
    tell(plot);
  }

  /** Draws another figure in place of the one that stands there; zoom, menus and sliders stay as the reader has set them. */
  async function redraw(plot, figure) {
    const restore = course.choices(plot, drawn.get(plot).figure);
    await window.Plotly.react(plot, toDraw(plot, figure));
    await restore();
    tell(plot);
  }

  /** The figure that a chart shows, as the notebook makes it. */
  course.figureOf = (plot) => drawn.get(plot)?.figure;

  /** For each chart what is to be drawn on it next; of figures that come faster than they can be drawn, the last counts. */
  const newest = new Map();
  let drawing = Promise.resolve();
  course.draw = (plot, figure) => {
    newest.set(plot, figure);
    drawing = drawing
      .then(() => newest.get(plot) === figure && (drawn.has(plot) ? redraw : draw)(plot, figure))
      .catch((error) => reportError(error));
    return drawing;
  };

  /** Redraws a chart as it stands now, menus and sliders included, for the theme and the width of this moment. */
  function refresh(plot) {
    const was = drawn.get(plot);
    const [theme, width] = [course.theme(), wantedWidth(plot)];
    if ((isHidden(plot) && !course.printing) || (theme === was.theme && width === was.width)) return;
    const now = { data: plot.data, layout: plot.layout, frames: plot._transitionData?._frames ?? [] };
    const next = course.recoloured(now, was.theme, theme);
    // A menu may have put another title in place of the figure's.
    const text = plot.layout.title?.text;
    const title = text === was.title ? was.figure.layout.title : { ...was.figure.layout.title, text };
    const figure = { ...was.figure, layout: { ...was.figure.layout, title } };
    const { layout: fitted } = fit(plot, figure, theme, width);
    const { margin, legend, height } = fitted;
    drawn.set(plot, { figure, theme, width, title: fitted.title?.text });
    const annotations = next.layout.annotations?.map((annotation, i) => ({
      ...annotation,
      font: { ...annotation.font, size: fitted.annotations?.[i]?.font?.size },
    }));
    const layout = { ...next.layout, title: fitted.title, margin, legend, annotations, height, width };
    window.Plotly.react(plot, { ...next, layout });
    tell(plot);
  }

  function refreshAll() {
    if (course.printing) while (waiting.length > 0) course.drawNext();
    for (const plot of drawn.keys()) refresh(plot);
  }

  /** How far a chart is from where the page stands now, in pixels; those of folded sections come last. */
  function distance({ plot }) {
    if (isHidden(plot)) return Infinity;
    const { top, bottom } = plot.getBoundingClientRect();
    return Math.max(0, top - innerHeight, -bottom);
  }

  /**
   * Draws the chart that a reader will meet next. The page calls it once for each chart, in scripts of their own: it can
   * be read and scrolled between two of them, and counts as loaded, for a printer too, when all are drawn.
   */
  course.drawNext = () => {
    const far = waiting.map(distance);
    const next = far.indexOf(Math.min(...far));
    if (far[next] > 0 && performance.getEntriesByName("charts-in-view").length === 0)
      performance.mark("charts-in-view");
    const [chart] = waiting.splice(next, 1);
    try {
      if (!figures) start();
      draw(chart.plot, figures[chart.index]);
    } catch (error) {
      root.dataset.charts = "failed";
      reportError(error);
    }
    if (waiting.length > 0) return;
    root.dataset.charts ??= "drawn";
    performance.mark("charts-drawn");
  };

  root.addEventListener("themechange", refreshAll);
  new ResizeObserver(() => requestAnimationFrame(refreshAll)).observe(document.querySelector("main"));
}
