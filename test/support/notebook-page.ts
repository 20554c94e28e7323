import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Figure, Json } from "../../src/charts/style/figure";
import type { Asked } from "../../tools/jupyter/guess/question.mjs";

/** A chart as the notebook made it. */
export interface PlottedFigure extends Figure {
  data: (Json & { name?: string; type: string; x?: unknown[]; y?: unknown[]; z?: unknown[] })[];
  layout: Json & { title?: { text?: string } };
}

/** What an executed notebook shows. */
export interface NotebookContent {
  figures: PlottedFigure[];
  /** Printed text, an entry per cell that printed. */
  printed: string[];
}

/** What an exported page holds, read from its source. */
export interface NotebookPage extends NotebookContent {
  path: string;
  bytes: number;
  html: string;
  /** The charts that the reader is asked to draw first, and what the tags of their cells ask for. */
  guesses: { figure: PlottedFigure; asked: Asked }[];
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };

/** Plain text of escaped HTML. */
const unescape = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => NAMED[name]);

const matches = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map((found) => found[1]);

/** Reads an exported page without a browser. */
export function readPage(path: string): NotebookPage {
  const html = readFileSync(path, "utf8");
  const packed = /<script id="figures"[^>]*>([^<]*)</.exec(html)?.[1];
  const figures = packed ? JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString()) : [];
  const descriptions = matches(html, /<figcaption>([^]*?)<\/figcaption>/g).map(unescape);
  const described = figures.map((figure: object, i: number) => ({ ...figure, description: descriptions[i] }));
  const asked = matches(html, /<figure class="chart"([^>]*)>/g).map((attributes) => /data-guess='([^']*)'|data-guess="([^"]*)"/.exec(attributes)?.slice(1).find(Boolean)); // prettier-ignore
  return {
    path,
    bytes: Buffer.byteLength(html),
    figures: described,
    guesses: asked.flatMap((text, i) =>
      text ? [{ figure: described[i], asked: JSON.parse(unescape(text)) }] : [],
    ),
    printed: matches(html, /<pre class="output"[^>]*>([^]*?)<\/pre>/g).map(unescape),
    html,
  };
}
