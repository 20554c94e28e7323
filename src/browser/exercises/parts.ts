/** All that exercises are made of, by its names; tools/setup/page-bundle.mjs puts it in place of this file. */
export declare const parts: Readonly<Record<string, unknown>>;
