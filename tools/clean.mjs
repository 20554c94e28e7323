// `npm run clean`: removes everything that set-up and the commands made in the repository.
import { existsSync, lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import util from "node:util";
import { root, userCache } from "./setup/paths.mjs";

const help = `Usage: npm run clean [-- --cache]

Removes .venv, node_modules, dist, notes, .setup, .cache and the compiled kernels. --cache also removes the downloads kept for this user
(${userCache()}), which other clones may share.`;

function bytes(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return readdirSync(path).reduce((sum, name) => sum + bytes(join(path, name)), 0);
}

const { values } = util.parseArgs({
  options: { cache: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (values.help) {
  console.log(help);
} else {
  const made = [".venv", "node_modules", "dist", "notes", ".setup", ".cache", "src/engine/kernels/binary.ts"];
  const inRepository = made.map((name) => join(root, name));
  const places = [...inRepository, ...(values.cache ? [userCache()] : [])].filter((place) =>
    existsSync(place),
  );
  for (const place of places) {
    const size = (bytes(place) / 1e6).toFixed(0);
    rmSync(place, { recursive: true, force: true });
    console.log(`removed ${place} (${size} MB)`);
  }
  if (places.length === 0) console.log("Nothing to remove.");
}
