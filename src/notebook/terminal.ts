/** Where progress is drawn. */
export interface Bar {
  /** `curve` gives the SVG of what is reached so far, where there is any. */
  draw(label: string, share: number, detail: string, seconds: number, curve: () => string): void;
  /** Takes it away, and leaves a summary. */
  end(summary: string): void;
}

/** What a chart needs that is to be shown. */
export const NEEDS_NOTEBOOK =
  "show(figure) needs a notebook; elsewhere write toHtml(figure) to a file and open it in a browser.";

/** Prints a line. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** A progress bar on the last line of a terminal; undefined where there is none. */
export const terminalBar = (): Bar | undefined =>
  process.stderr.isTTY
    ? {
        draw: (label, share, detail) =>
          process.stderr.write(`\r\u001B[K${label} ${Math.round(100 * share)} % ${detail}`),
        end: (summary) => process.stderr.write(`\r\u001B[K${summary}\n`),
      }
    : undefined;
