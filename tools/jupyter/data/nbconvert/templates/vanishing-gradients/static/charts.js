// Unpacks plotly.js and the figures, draws every chart, and keeps them in step with the theme and the printer.
{
  const PRINT_WIDTH = 640; // pixels: fits A4 and Letter between their margins
  const root = document.documentElement;
  const plots = [...document.querySelectorAll(".chart .plot")];
  const themeOf = new Map();

  function unpacked(id) {
    const packed = atob(document.getElementById(id).textContent);
    const bytes = new Uint8Array(packed.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = packed.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  function trouble(message) {
    const notice = document.getElementById("chart-trouble");
    notice.textContent = message;
    notice.hidden = false;
    root.dataset.charts = "failed";
  }

  function draw(plot, figure) {
    const { theme, fitted, recoloured } = window.course;
    const { data, layout, frames } = recoloured(
      fitted(figure, plot.clientWidth, plot.clientHeight),
      "light",
      theme(),
    );
    plot.style.height = `${layout.height}px`;
    themeOf.set(plot, theme());
    const config = { displaylogo: false, showSendToCloud: false, ...figure.config, responsive: true };
    return window.Plotly.newPlot(plot, { data, layout: { ...layout, height: undefined }, frames, config });
  }

  /** Redraws a chart as it stands now, menus and sliders included, in the colours of a theme. */
  function repaint(plot, theme) {
    const now = { data: plot.data, layout: plot.layout, frames: plot._transitionData?._frames ?? [] };
    const next = window.course.recoloured(now, themeOf.get(plot), theme);
    themeOf.set(plot, theme);
    return window.Plotly.react(plot, next);
  }

  function resize(width) {
    for (const plot of themeOf.keys()) {
      plot.style.width = width;
      window.Plotly.Plots.resize(plot);
    }
  }

  /** The charts in the order in which a reader meets them from where the page stands now. */
  function byDistance() {
    const distance = (plot) => {
      const { top, bottom } = plot.getBoundingClientRect();
      return Math.max(0, top - innerHeight, -bottom);
    };
    return plots.map((plot, index) => ({ index, far: distance(plot) })).sort((a, b) => a.far - b.far);
  }

  async function drawAll() {
    if (!("DecompressionStream" in window)) {
      trouble("This browser is too old to unpack the charts; a sentence stands in place of each.");
      return;
    }
    const [code, figures] = await Promise.all([unpacked("plotly"), unpacked("figures").then(JSON.parse)]);
    document.head.append(Object.assign(document.createElement("script"), { textContent: code }));
    let seen = false;
    for (const { index, far } of byDistance()) {
      if (far > 0 && !seen) performance.mark("charts-in-view");
      seen ||= far > 0;
      await draw(plots[index], figures[index]);
      plots[index].closest(".chart").classList.add("drawn");
      await new Promise((resolve) => setTimeout(resolve)); // the page stays alive between two charts
    }
    root.dataset.charts = "drawn";
    performance.mark("charts-drawn");
  }

  root.addEventListener("themechange", ({ detail }) => {
    for (const plot of themeOf.keys()) repaint(plot, detail);
  });
  addEventListener("beforeprint", () => resize(`${PRINT_WIDTH}px`));
  addEventListener("afterprint", () => resize(""));
  drawAll().catch((error) => {
    trouble("The charts could not be drawn; a sentence stands in place of each.");
    throw error;
  });
}
