// `npm run bench -- page`: how fast a page computes by itself, from disk and in a worker, as a reader's does.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "../../tools/jupyter/node/browsers.mjs";
import { machine } from "../training/machine";
import { program } from "../training/program";
import { spreadOf, verdict } from "../training/rounds";
import { temporaryFolder } from "../training/temporary";
import { textTable, withQuartiles } from "../training/text-table";
import { exportPage, type ReaderTimes, timeReader } from "./exported";
import { timeTraining, type WorkerTimes } from "./in-worker";

/** The most that each may take (issue 14), in milliseconds. */
const GOALS: Partial<WorkerTimes & ReaderTimes> = {
  first: 60,
  step: 1.2,
  touch: 300,
  depth: 100,
  training: 2000,
};
const WORKER: Record<keyof WorkerTimes, string> = {
  script: "evaluate the package",
  first: "build a net and take its first step",
  step: "a training step with all norms",
};
const READER: Record<keyof ReaderTimes, string> = {
  touch: "the first change of depth, to the profile drawn",
  depth: "a later change of depth, to the profile drawn",
  training: "another rate, to the chart of 600 steps",
};

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { rounds: { type: "string", default: "9" } } });
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error("This benchmark needs Chromium: install it, or set VG_CHROMIUM to its path."); // prettier-ignore
  const code = readFileSync(join("dist", "browser.js"), "utf8");
  const folder = temporaryFolder();
  const file = join(folder, "page.html");
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><script>${code}</script>`);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const rounds: WorkerTimes[] = [];
    for (let round = 0; round < Number(values.rounds); round++)
      rounds.push(await page.evaluate(inNewWorker, timeTraining.toString()));
    const { cpu, cores } = machine();
    const sizes = [code, gzipSync(code, { level: 9 })].map(({ length }) => `${(length / 1e3).toFixed(0)} KB`);
    console.log(`${cpu}, ${cores} cores, Chromium ${browser.version()}; the package is ${sizes[0]}, ${sizes[1]} gzipped.`); // prettier-ignore
    console.log("20 hidden layers of 32 units, batches of 64: median of the rounds (quartiles).\n");
    console.log(tableOf(WORKER, rounds));
    const path = exportPage(folder);
    const readers: ReaderTimes[] = [];
    for (let round = 0; round < Number(values.rounds); round++) readers.push(await timeReader(browser, path));
    console.log("\nA reader of an exported page; the profile of the same net at 400 points.\n");
    console.log(tableOf(READER, readers));
  } finally {
    await browser.close();
  }
}

/** What was timed, in words, with its goal. */
function tableOf<Times extends object>(words: Record<keyof Times, string>, rounds: readonly Times[]): string {
  const rows = Object.entries<string>(words).map(([key, said]) => {
    const spread = spreadOf(rounds.map((round) => round[key as keyof Times] as number));
    const goal = GOALS[key as keyof typeof GOALS];
    return [said, withQuartiles(spread), goal === undefined ? "" : `≤ ${goal} ${verdict(goal, spread)}`];
  });
  return textTable([["", "ms", "goal"], ...rows]);
}

/** Times in a worker that is made for it, of the page's own script. */
function inNewWorker(source: string): Promise<WorkerTimes> {
  const script = document.querySelector("script")!.textContent;
  const parts = [
    "const began = performance.now();",
    script,
    `const script = performance.now() - began; (${source})(vanishingGradients, script).then(postMessage);`,
  ];
  const worker = new Worker(URL.createObjectURL(new Blob([parts.join("\n")])));
  return new Promise<WorkerTimes>((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => resolve(data as WorkerTimes));
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
  }).finally(() => worker.terminate());
}

await program(main);
