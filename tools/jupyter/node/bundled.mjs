// What pages carry: modules with all that they import as one script, and texts in little room.
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * A module and what it imports, minified.
 * @param module its path from here
 * @param options other ones of esbuild's
 */
export async function bundled(module, options = {}) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(module, import.meta.url))],
    bundle: true,
    minify: true,
    charset: "utf8",
    platform: "browser",
    target: "es2022",
    format: "iife",
    write: false,
    ...options,
  });
  return outputFiles[0].text;
}

/** A text gzip-compressed and in base64. */
export const packed = (text) => gzipSync(text, { level: constants.Z_BEST_COMPRESSION }).toString("base64");
