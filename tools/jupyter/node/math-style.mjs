// KaTeX's style sheet with only those fonts, as data URLs, that a page's formulas use.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const folder = dirname(createRequire(import.meta.url).resolve("katex/dist/katex.min.css"));

/** The font file behind each class that KaTeX gives to text which is not in its main roman face. */
const FONT_OF_CLASS = {
  mathnormal: ["Math-Italic"],
  mathit: ["Main-Italic"],
  textit: ["Main-Italic", "Main-BoldItalic"],
  mathbf: ["Main-Bold"],
  textbf: ["Main-Bold", "Main-BoldItalic"],
  boldsymbol: ["Math-BoldItalic"],
  mathboldsf: ["SansSerif-Bold"],
  textboldsf: ["SansSerif-Bold"],
  mathsf: ["SansSerif-Regular"],
  textsf: ["SansSerif-Regular"],
  mathsfit: ["SansSerif-Italic"],
  mathitsf: ["SansSerif-Italic"],
  textitsf: ["SansSerif-Italic"],
  amsrm: ["AMS-Regular"],
  mathbb: ["AMS-Regular"],
  textbb: ["AMS-Regular"],
  mathcal: ["Caligraphic-Regular"],
  mathfrak: ["Fraktur-Regular"],
  textfrak: ["Fraktur-Regular"],
  mathboldfrak: ["Fraktur-Bold"],
  textboldfrak: ["Fraktur-Bold"],
  mathtt: ["Typewriter-Regular"],
  texttt: ["Typewriter-Regular"],
  mathscr: ["Script-Regular"],
  textscr: ["Script-Regular"],
  "small-op": ["Size1-Regular"],
  "large-op": ["Size2-Regular"],
  "delim-size1": ["Size1-Regular"],
  "delim-size4": ["Size4-Regular"],
};

/** The class list decides the font, except for delimiters, whose size class means a font only beside `delimsizing`. */
export function fontsUsed(html) {
  const fonts = new Set(["Main-Regular"]);
  for (const [, list] of html.matchAll(/class="([^"]*)"/g)) {
    const classes = list.split(" ");
    for (const name of classes) for (const font of FONT_OF_CLASS[name] ?? []) fonts.add(font);
    if (!classes.includes("delimsizing")) continue;
    for (const name of classes) if (/^size[1-4]$/.test(name)) fonts.add(`Size${name.at(-1)}-Regular`);
  }
  return fonts;
}

/** Keeps the used @font-face rules, each with its woff2 file inlined, and drops the others. */
export function mathStyle(html) {
  const fonts = fontsUsed(html);
  const css = readFileSync(join(folder, "katex.min.css"), "utf8");
  return css.replaceAll(/@font-face\{[^}]*\}/g, (rule) => {
    const font = /fonts\/KaTeX_([\w-]+)\.woff2/.exec(rule)[1];
    if (!fonts.has(font)) return "";
    const data = readFileSync(join(folder, "fonts", `KaTeX_${font}.woff2`)).toString("base64");
    return rule.replace(/src:[^}]*/, `src:url(data:font/woff2;base64,${data}) format("woff2")`);
  });
}
