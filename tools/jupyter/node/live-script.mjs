import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundled, packed } from "./bundled.mjs";
import { cached, keep } from "./cache.mjs";

const NOTICE = { legalComments: "inline", banner: { js: "/* With node-inspect-extracted, MIT License */" } };

/**
 * The script that runs cells in a page, with the package (dist/browser.js) in it as the text of its worker, kept in .cache/.
 * @returns the paths of the `script`, for pages that share it, and of the same gzip-compressed and in base64, `packed`
 */
export async function answer() {
  const [page, worker] = await Promise.all(
    ["page", "worker"].map((side) => bundled(`../live/${side}/main.mjs`, NOTICE)),
  );
  const library = readFileSync(fileURLToPath(new URL("../../../dist/browser.js", import.meta.url)), "utf8");
  // A string: of a function the page would parse all that its worker then parses again.
  const text = `window.course.worker = ${JSON.stringify(`(() => {${library}\n${worker}})();`)};\n${page}`;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const [script, small] = [cached(`live-${hash}.js`), cached(`live-${hash}.txt`)];
  if (!existsSync(script) || !existsSync(small)) {
    keep(script, text);
    keep(small, packed(text));
  }
  return { script, packed: small };
}
