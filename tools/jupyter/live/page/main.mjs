// The script that a page loads at the first touch of what a reader can change: runs cells again, in a worker made of `course.worker`.
import { Live } from "./live.mjs";

const { course } = window;
const worker = URL.createObjectURL(new Blob([course.worker], { type: "text/javascript" }));
const notebook = JSON.parse(document.getElementById("live-cells").textContent);

course.live = new Live(notebook, () => new Worker(worker));
