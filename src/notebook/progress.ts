import { escapeHtml } from "../html";
import { curve } from "./curve";
import { type Bar, terminalBar } from "./terminal";
import { tslab } from "./tslab";

/** A progress report that shows itself only when the work takes long enough for one to wonder. */
export interface Progress {
  /**
   * `share` from 0 to 1 is done; `detail` is a short text such as "loss 0.69", `value` the next point of a curve that a notebook
   * draws. `atOnce`: shown without patience, as nothing comes for long.
   */
  update(share: number, detail?: string, value?: number, atOnce?: boolean): void;
  /** Removes the bar and leaves `summary` in its place, also where no bar was shown if it `matters`. */
  finish(summary: string, matters?: boolean): void;
}

const PATIENCE_MS = 400;
const INTERVAL_MS = 200;

/** A progress bar: in the notebook below the cell, in a terminal on its last line, elsewhere silent. */
export function progress(label: string): Progress {
  const kernel = tslab();
  const bar = kernel ? notebookBar(kernel.newDisplay()) : terminalBar();
  const start = Date.now();
  const values = curve();
  let last = 0;
  return {
    update(share, detail = "", value = Number.NaN, atOnce = false) {
      values.add(share, value);
      const now = Date.now();
      if (!atOnce && (now - start < PATIENCE_MS || now - last < INTERVAL_MS)) return;
      last = now;
      bar?.draw(label, Math.min(1, Math.max(0, share)), detail, (now - start) / 1000, values.drawn);
    },
    finish(summary, matters = false) {
      if (last > 0 || matters) bar?.end(summary);
    },
  };
}

function notebookBar(display: { html(html: string): void }): Bar {
  return {
    draw(label, share, detail, seconds, drawn) {
      const left = share > 0.02 ? `, about ${Math.ceil((seconds / share) * (1 - share))} s left` : "";
      display.html(
        `<div role="status"><progress max="1" value="${share.toFixed(3)}" style="width:16em;vertical-align:middle"></progress> ` +
          `${escapeHtml(label)} ${Math.round(100 * share)} %${left} <small>${escapeHtml(detail)}</small></div>${drawn()}`,
      );
    },
    end: (summary) => display.html(`<small>${escapeHtml(summary)}</small>`),
  };
}
