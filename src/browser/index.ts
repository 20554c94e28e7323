/**
 * The package in a page or a worker: all that `import … from "vanishing-gradients"` gives, and four names besides, as
 * `vanishingGradients` where dist/browser.js has run. It needs no document, and nets run by WebAssembly kernels.
 *
 * `outputTo` says who gets what `show`, `check` and progress put below a cell; `stop` is Jupyter's interrupt; `check` knows the
 * exercises that a page brings by `addExercises`; and what only Node has throws a `NeedsNode`.
 */
export * from "../index";
export { addExercises } from "./exercises";
export { outputTo, type Output } from "./notebook/tslab";
export { NeedsNode } from "./needs-node";
export { stop } from "./training/interrupt";
