/** The modules that exercises are made of, by their paths in src/; tools/setup/page-bundle.mjs puts them in place of this file. */
export declare const parts: Readonly<Record<string, unknown>>;
