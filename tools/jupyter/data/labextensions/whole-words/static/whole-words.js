// JupyterLab breaks what a cell prints, errors among it, between any two letters (`word-break: break-all`). No setting turns
// that off, so this extension does: lines break between words, and within a word only where it is longer than a line.
{
  const css = "body .jp-RenderedText pre { word-break: normal; overflow-wrap: anywhere; }";
  const plugin = {
    id: "whole-words:plugin",
    description: "Lines break between words",
    autoStart: true,
    activate: () =>
      document.head.append(Object.assign(document.createElement("style"), { textContent: css })),
  };
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["whole-words"] = {
    init() {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
}
