// A figure made for any width, adapted to the width that it gets.
{
  const NARROW = 560; // pixels
  const LINE = 1.3;
  const SMALL = 10; // pixels: letters of what is written into a chart on a phone
  const TITLE_PAD = 14; // pixels on both sides

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

  const canvas = document.createElement("canvas").getContext("2d");

  function lengthOf(line, font) {
    canvas.font = font;
    return canvas.measureText(line.replace(/<[^>]*>/g, "")).width;
  }

  /** A text broken into lines that fit the width, which plotly.js never does; its own lines are kept if they fit. */
  function wrapped(text, width, font) {
    const own = text.split(/<br\s*\/?>/);
    if (own.every((line) => lengthOf(line, font) <= width)) return own;
    const lines = [""];
    for (const word of text.replaceAll(/<br\s*\/?>/g, " ").match(/(?:<[^>]*>|[^\s<])+/g)) {
      const line = `${lines.at(-1)} ${word}`.trim();
      if (lines.at(-1) === "" || lengthOf(line, font) <= width) lines[lines.length - 1] = line;
      else lines.push(word);
    }
    return lines;
  }

  function withTitle(layout, width) {
    const template = layout.template.layout;
    const text = layout.title?.text;
    if (!text) return layout;
    const size = Math.min(
      layout.title.font?.size ?? template.title?.font?.size ?? 17,
      width < NARROW ? 15 : 20,
    );
    const family = layout.font?.family ?? template.font.family ?? "'Open Sans', verdana, arial, sans-serif";
    const weight = /<b>/.test(text) ? "bold " : "";
    const lines = wrapped(text, width - 2 * TITLE_PAD, `${weight}${size}px ${family}`);
    const extra = (lines.length - text.split(/<br\s*\/?>/).length) * size * LINE;
    return {
      ...layout,
      title: { ...layout.title, text: lines.join("<br>"), font: { ...layout.title.font, size } },
      margin: { ...layout.margin, t: (layout.margin?.t ?? template.margin?.t ?? 80) + extra },
      height: layout.height + extra,
    };
  }

  /** Whether a figure says where below the chart its legend is, because a slider or names of layers stand there too. */
  const hasPlaceForLegend = ({ sliders, legend }) => sliders?.length > 0 || legend?.yref === "container";

  /** On a phone the chart takes the whole width, a legend goes below it, and the headings of panels get room. */
  function withoutSides(layout) {
    const margin = { ...layout.template.layout.margin, ...layout.margin };
    const small = ({ font, ...rest }) => ({
      ...rest,
      font: { ...font, size: Math.min(font?.size ?? SMALL, SMALL) },
    });
    return {
      ...layout,
      ...(layout.annotations && { annotations: layout.annotations.map(small) }),
      margin: { ...layout.margin, l: Math.min(margin.l ?? 80, 48), r: Math.min(margin.r ?? 80, 16) },
      legend: hasPlaceForLegend(layout)
        ? layout.legend
        : { ...layout.legend, orientation: "h", x: 0, xanchor: "left", y: -0.22, yanchor: "top" },
    };
  }

  /** A copy of the figure for this width; its `layout` has the height that it needs. */
  window.course.fitted = (figure, width) => {
    const template = {
      ...figure.layout?.template,
      layout: merged(DEFAULTS, figure.layout?.template?.layout),
    };
    const layout = withTitle(
      { ...figure.layout, template, width, height: figure.layout?.height ?? 450 },
      width,
    );
    return { ...figure, layout: width < NARROW ? withoutSides(layout) : layout };
  };
}
