// TypeScript, by `require`: `import` would look through its nine megabytes twice before, for what format it has and what it exports,
// which takes twice as long as all else that a page asks of it.
import { createRequire } from "node:module";

export default createRequire(import.meta.url)("typescript");
