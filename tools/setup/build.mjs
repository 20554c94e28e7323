import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./failure.mjs";
import { compileKernels, kernelsFresh } from "./kernels.mjs";
import { dist, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { keyOf, keyOfFile, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const bundler = join(here, "bundle.mjs");
const parts = [
  bundler,
  ...["page-bundle.mjs", "roll-up.cjs", "docstrings.cjs", "tfjs-in-types.d.ts"].map((name) =>
    join(here, name),
  ),
];

function sources() {
  const inSrc = readdirSync(join(root, "src"), { recursive: true }).map((name) => join("src", name));
  return [
    ...inSrc.filter((name) => /\.c?[jt]s$/.test(name)).toSorted(),
    "package-lock.json",
    "tsconfig.json",
  ];
}

const key = () =>
  keyOf(
    sources().map((name) => [name, keyOfFile(join(root, name))]),
    parts.map(keyOfFile),
  );

const outputs = ["index.js", "index.d.ts", "browser.js", "exercises.json"].map((name) => join(dist, name));

export const buildFresh = () =>
  kernelsFresh() && readStamp("build")?.key === key() && outputs.every((file) => existsSync(file));

/** Builds dist/; an error in the sources leaves the last good dist/ in place. */
export async function build(signal) {
  await compileKernels(signal);
  const wanted = key();
  removeStamp("build");
  await run(process.execPath, [bundler], { signal }).catch((error) => {
    throw new SetupError(
      "The build of dist/ failed (all output: .setup/setup.log).",
      (error.output ?? "").trim().split("\n").slice(0, 20),
    );
  });
  writeStamp("build", { key: wanted });
}
