import type { BuildResult } from "esbuild";

/** Bundles the package for a page; writes it where `outfile` is given. */
export function bundleForPages(outfile?: string): Promise<BuildResult<{ metafile: true; write: false }>>;
