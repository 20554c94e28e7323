// Unpacks plotly.js and the figures, draws every chart, and keeps them in step with the theme and the printer.
(() => {
  const PRINT_WIDTH = 640; // pixels: fits A4 and Letter between their margins
  const NARROW = 560;
  const root = document.documentElement;
  const plots = [...document.querySelectorAll(".chart .plot")];
  const themeOf = new WeakMap();

  async function unpacked(id) {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  function trouble(message) {
    const notice = document.getElementById("chart-trouble");
    notice.textContent = message;
    notice.hidden = false;
    root.dataset.charts = "failed";
  }

  /** Breaks a title into lines that fit the width; plotly.js itself never does. */
  function wrapped(text, width, size) {
    const perLine = Math.floor(width / (size * 0.52));
    let length = 0;
    return text
      .split(" ")
      .map((word) => {
        const shown = word.replace(/<[^>]*>/g, "").length;
        const fits = length + shown <= perLine;
        length = (fits ? length : 0) + shown + 1;
        return fits || length === 0 ? word : `<br>${word}`;
      })
      .join(" ");
  }

  /** The figure with a title and a legend that fit a page of this width. */
  function fitted(figure, width) {
    const layout = { ...figure.layout };
    const size = width < NARROW ? 15 : (layout.title?.font?.size ?? layout.template?.layout?.title?.font?.size ?? 17);
    if (layout.title?.text && !layout.title.text.includes("<br>")) {
      const text = wrapped(layout.title.text, width - 40, size);
      layout.title = { ...layout.title, text, font: { ...layout.title.font, size } };
      const lines = text.split("<br>").length;
      const top = layout.margin?.t ?? layout.template?.layout?.margin?.t ?? 60;
      layout.margin = { ...layout.margin, t: top + (lines - 1) * size * 1.3 };
      if (layout.height) layout.height += (lines - 1) * size * 1.3;
    }
    return { ...figure, layout };
  }

  function draw(plot, figure) {
    const fresh = window.course.recoloured(fitted(figure, plot.clientWidth), "light", window.course.theme());
    const config = { responsive: true, displaylogo: false, showSendToCloud: false, ...figure.config };
    themeOf.set(plot, window.course.theme());
    return window.Plotly.newPlot(plot, { ...fresh, config });
  }

  /** Redraws a chart as it stands now, menus and sliders included, in the colours of the theme. */
  function repaint(plot, theme) {
    const now = { data: plot.data, layout: plot.layout, frames: plot._transitionData?._frames ?? [] };
    const next = window.course.recoloured(now, themeOf.get(plot), theme);
    themeOf.set(plot, theme);
    return window.Plotly.react(plot, next);
  }

  const drawn = () => plots.filter((plot) => themeOf.has(plot));

  function onPrint() {
    for (const plot of drawn()) {
      repaint(plot, "light");
      window.Plotly.relayout(plot, { width: PRINT_WIDTH });
    }
  }

  function afterPrint() {
    for (const plot of drawn()) {
      repaint(plot, window.course.theme());
      window.Plotly.relayout(plot, { width: null, autosize: true });
    }
  }

  async function drawAll() {
    if (!("DecompressionStream" in window)) {
      trouble("This browser is too old to unpack the charts; a sentence stands in place of each.");
      return;
    }
    const [code, figures] = await Promise.all([unpacked("plotly"), unpacked("figures").then(JSON.parse)]);
    document.head.append(Object.assign(document.createElement("script"), { textContent: code }));
    const onScreen = (plot) => Math.max(0, plot.getBoundingClientRect().top - innerHeight, -plot.getBoundingClientRect().bottom);
    const order = plots.map((_, i) => i).sort((a, b) => onScreen(plots[a]) - onScreen(plots[b]));
    for (const index of order) {
      await draw(plots[index], figures[index]);
      plots[index].closest(".chart").classList.add("drawn");
      await new Promise((resolve) => setTimeout(resolve)); // the page stays alive between two charts
    }
    root.dataset.charts = "drawn";
    performance.mark("charts-drawn");
  }

  root.addEventListener("themechange", ({ detail }) => drawn().forEach((plot) => repaint(plot, detail)));
  addEventListener("beforeprint", onPrint);
  addEventListener("afterprint", afterPrint);
  drawAll().catch((error) => {
    trouble("The charts could not be drawn; a sentence stands in place of each.");
    throw error;
  });
})();
