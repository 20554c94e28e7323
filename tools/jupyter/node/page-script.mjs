// Prints a script of a page: reads its name on stdin, "values" or "guess", which is the folder beside this one that has its modules.
import { text } from "node:stream/consumers";
import { bundled } from "./bundled.mjs";

process.stdout.write(await bundled(`../${await text(process.stdin)}/page.mjs`, { target: "es2021" }));
