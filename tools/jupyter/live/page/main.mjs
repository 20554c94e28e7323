// The script that a page loads at the first touch of what a reader can change: runs cells again, in a worker made of `course.worker`.
import { Live } from "./live.mjs";

const { course } = window;
const source = new Blob([`(${course.worker})();`], { type: "text/javascript" });

course.live = new Live(
  JSON.parse(document.getElementById("live-cells").textContent),
  () => new Worker(URL.createObjectURL(source)),
);
