// A figure made for any width, adapted to the width that it gets.
{
  const NARROW = 560; // pixels
  const LINE = 1.3;
  const GLYPH = 0.52; // mean width of a letter over the size of the font

  // What plotly.js would draw where nothing is stated: said here, so that the theme can change it.
  const DEFAULTS = {
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    font: { color: "#444444" },
    legend: { bgcolor: "#ffffff" },
    modebar: { bgcolor: "rgba(255, 255, 255, 0)", color: "#999999", activecolor: "#444444" },
    updatemenudefaults: { bgcolor: "#ffffff", bordercolor: "#bbbbbb", font: { color: "#444444" } },
    sliderdefaults: {
      bgcolor: "#f4f4f4",
      bordercolor: "#bbbbbb",
      activebgcolor: "#dddddd",
      tickcolor: "#444444",
    },
    xaxis: { gridcolor: "#eeeeee", linecolor: "#444444", zerolinecolor: "#444444" },
    yaxis: { gridcolor: "#eeeeee", linecolor: "#444444", zerolinecolor: "#444444" },
  };

  const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  function merged(base, over) {
    if (!isRecord(base) || !isRecord(over)) return over === undefined ? base : over;
    const names = new Set([...Object.keys(base), ...Object.keys(over)]);
    return Object.fromEntries([...names].map((name) => [name, merged(base[name], over[name])]));
  }

  /** A title broken into lines that fit the width; plotly.js never breaks one. */
  function wrapped(text, width, size) {
    const perLine = Math.floor(width / (size * GLYPH));
    const lines = [""];
    for (const word of text.split(" ")) {
      const line = `${lines.at(-1)} ${word}`.trim();
      if (line.replace(/<[^>]*>/g, "").length <= perLine || lines.at(-1) === "")
        lines[lines.length - 1] = line;
      else lines.push(word);
    }
    return lines;
  }

  function withTitle(layout, width) {
    const template = layout.template.layout;
    const text = layout.title?.text;
    if (!text || text.includes("<br>")) return layout;
    const size = Math.min(
      layout.title.font?.size ?? template.title?.font?.size ?? 17,
      width < NARROW ? 15 : 20,
    );
    const lines = wrapped(text, width - 40, size);
    const extra = (lines.length - 1) * size * LINE;
    return {
      ...layout,
      title: { ...layout.title, text: lines.join("<br>"), font: { ...layout.title.font, size } },
      margin: { ...layout.margin, t: (layout.margin?.t ?? template.margin?.t ?? 80) + extra },
      height: layout.height + extra,
    };
  }

  /** On a phone the chart takes the whole width, and a legend goes below it. */
  function withoutSides(layout) {
    const margin = { ...layout.template.layout.margin, ...layout.margin };
    return {
      ...layout,
      margin: { ...layout.margin, l: Math.min(margin.l ?? 80, 48), r: Math.min(margin.r ?? 80, 16) },
      legend: layout.sliders?.length
        ? layout.legend
        : { ...layout.legend, orientation: "h", x: 0, xanchor: "left", y: -0.22, yanchor: "top" },
    };
  }

  /** A copy of the figure for a page of this width; its `layout.height` is the height that it needs. */
  window.course.fitted = (figure, width, height) => {
    const template = {
      ...figure.layout?.template,
      layout: merged(DEFAULTS, figure.layout?.template?.layout),
    };
    const layout = withTitle({ ...figure.layout, template, height }, width);
    return { ...figure, layout: width < NARROW ? withoutSides(layout) : layout };
  };
}
