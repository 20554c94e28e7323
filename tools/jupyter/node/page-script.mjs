import { bundled } from "./bundled.mjs";

/** A script of a page, minified: "values" or "guess", by the folder beside this one that has its modules. */
export const answer = (name) => bundled(`../${name}/page.mjs`, { target: "es2021" });
