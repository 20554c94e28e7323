// plotly.js-dist holds every kind of chart. Those drawn on maps get their tiles and outlines from the network, so a
// page that must work without one cannot use them: they are two fifths of the script and half of its start-up time.

const HEAD = "var Plotly = (() => {";
const TAIL = "return require_index();\n})();";
const MAP_TRACE = /^\s*require_(scattergeo|choropleth|scattermap|choroplethmap|densitymap)\d*\(\),\n/gm;
const MAP_TRACES = 5;

/**
 * The distributed script as plain modules at the top level, in a form from which esbuild drops what is not reached:
 * modules are marked as free of side effects until called, and the map traces are not called.
 */
export function withoutMaps(source) {
  const start = source.indexOf(HEAD);
  const end = source.lastIndexOf(TAIL);
  const found = [...source.matchAll(MAP_TRACE)].length;
  if (start < 0 || end < 0 || found !== MAP_TRACES) {
    throw new Error(
      "this version of plotly.js-dist is laid out differently: adapt tools/jupyter/node/plotly-without-maps.mjs",
    );
  }
  const modules = source
    .slice(start + HEAD.length, end)
    .replaceAll(/= (__commonJS|__esm)\(/g, "= /* @__PURE__ */ $1(")
    .replaceAll(MAP_TRACE, "");
  return `${modules}\nwindow.Plotly = require_index();\n${source.slice(end + TAIL.length, source.lastIndexOf("window.Plotly = Plotly;"))}`;
}
