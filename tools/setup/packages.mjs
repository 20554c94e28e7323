import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { downloadFailure, SetupError } from "./failure.mjs";
import { homeIsWritable, nodeModules, root, state, which } from "./paths.mjs";
import { run } from "./run.mjs";
import { keyOf, keyOfFile, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

const quick = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000"];

/** Node's version is not part of the key: every native part here is N-API, the same for all versions of Node. */
const key = () => keyOf(keyOfFile(join(root, "package-lock.json")), process.platform, process.arch);

export const packagesFresh = () =>
  readStamp("packages")?.key === key() && existsSync(join(nodeModules, ".package-lock.json"));

/**
 * `npm ci` in a folder aside, then the new node_modules takes the place of the old one: a failure or a kill leaves
 * the old one as it was.
 */
export async function installPackages(signal) {
  if (!which("npm"))
    throw new SetupError("npm was not found.", ["It comes with Node.js; on Debian: apt install npm."]);
  const wanted = key();
  const staging = join(state, `npm-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  for (const file of ["package.json", "package-lock.json", ".npmrc"])
    copyFileSync(join(root, file), join(staging, file));
  const args = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    ...quick,
  ];
  const env = homeIsWritable()
    ? process.env
    : { npm_config_cache: join(root, ".cache", "npm"), ...process.env };
  await run("npm", args, { cwd: staging, env, signal }).catch((error) => {
    rmSync(staging, { recursive: true, force: true });
    throw downloadFailure("npm registry", "npm config set registry URL", error);
  });
  removeStamp("packages");
  exchange(join(staging, "node_modules"), staging);
  writeStamp("packages", { key: wanted });
  rmSync(staging, { recursive: true, force: true });
}

function exchange(fresh, staging) {
  if (existsSync(nodeModules)) renameSync(nodeModules, join(staging, "replaced"));
  renameSync(fresh, nodeModules);
}
