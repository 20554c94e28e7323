// A chart in the dark: greys move along the scale from paper to ink, hues (the data) stay as they are.
{
  const SCALES = {
    light: { paper: [255, 255, 255], ink: [0, 0, 0] },
    dark: { paper: [21, 24, 28], ink: [240, 240, 236] },
  };
  const GREYNESS = 24; // the largest distance between the channels of what still counts as grey
  const SKIPPED = new Set(["colorscale", "colorway"]);
  const mean = (channels) => channels.reduce((sum, channel) => sum + channel, 0) / channels.length;
  const canvas = document.createElement("canvas").getContext("2d");

  /** [r, g, b, alpha] of any CSS colour; undefined for what is none. */
  function channelsOf(colour) {
    const unlikely = "#010203";
    canvas.fillStyle = unlikely;
    canvas.fillStyle = colour;
    const seen = canvas.fillStyle;
    if (seen === unlikely) return undefined;
    if (!seen.startsWith("#")) return seen.match(/[\d.]+/g).map(Number);
    return [...[1, 3, 5].map((at) => parseInt(seen.slice(at, at + 2), 16)), 1];
  }

  function recolour(colour, from, to) {
    const [red, green, blue, alpha] = channelsOf(colour) ?? [0, 0, 0, 0];
    if (alpha === 0 || Math.max(red, green, blue) - Math.min(red, green, blue) > GREYNESS) return colour;
    const share = (mean([red, green, blue]) - mean(from.ink)) / (mean(from.paper) - mean(from.ink));
    const mixed = to.ink.map((ink, i) => Math.round(ink + (to.paper[i] - ink) * share));
    return `rgba(${mixed.map((channel) => Math.min(255, Math.max(0, channel))).join(", ")}, ${alpha})`;
  }

  function walk(value, key, from, to) {
    if (typeof value === "string") return /color$/i.test(key) ? recolour(value, from, to) : value;
    if (value === null || typeof value !== "object" || ArrayBuffer.isView(value) || SKIPPED.has(key))
      return value;
    if (Array.isArray(value)) return value.map((item) => walk(item, key, from, to));
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, walk(item, name, from, to)]),
    );
  }

  /** Whether traces lie on a colour scale, which stays as bright in the dark and would swallow recoloured lines. */
  const isFilled = ({ type, contours }) =>
    /^(heatmap|surface|image|histogram2d)/.test(type) ||
    (type === "contour" && contours?.coloring !== "none");

  /** A copy of a figure that was made for one theme, in the greys of another. */
  window.course.recoloured = (figure, from, to) => {
    if (from === to) return figure;
    const next = walk(figure, "", SCALES[from], SCALES[to]);
    if (!figure.data.some(isFilled)) return next;
    return { ...next, data: figure.data, layout: { ...next.layout, shapes: figure.layout.shapes } };
  };
}
