import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compiler } from "./addon.mjs";
import { backendFresh, backendLine, backendStamp } from "./backend.mjs";
import { buildFresh } from "./build.mjs";
import { isUsable, pythons } from "./find-python.mjs";
import { python } from "./jupyter-env.mjs";
import { jupyterFresh, jupyterVersions, lacking } from "./jupyter.mjs";
import { kernelFresh, kernelSpec } from "./kernel.mjs";
import { packagesFresh } from "./packages.mjs";
import { dist, nativeCommand, nodeModules, which } from "./paths.mjs";
import { tensorflowFolder } from "./tensorflow.mjs";

/** The command that installs all that is missing, once Node and Python are there. */
export const repair = "node tools/setup.mjs";
const found = (text) => ({ ok: true, text });
const lacks = (text, command = repair) => ({ ok: false, text, command });
/** Something without which the course still runs. */
const optional = (text, command) => ({ ok: true, text, command });

export function node() {
  const { version, execPath } = process;
  return Number(process.versions.node.split(".")[0]) >= 20
    ? found(`${version} (${execPath})`)
    : lacks(`${version} is too old; 20 or newer is needed`, "install Node 20 or newer (https://nodejs.org/)");
}

const versionOf = (name) => {
  try {
    return JSON.parse(readFileSync(join(nodeModules, name, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
};

export function packages() {
  if (!existsSync(nodeModules)) return lacks("not installed");
  if (!packagesFresh()) return lacks("do not match package-lock.json");
  return found(
    `match package-lock.json (tslab ${versionOf("tslab")}, tfjs ${versionOf("@tensorflow/tfjs")})`,
  );
}

export function pythonItself() {
  if (process.env.VG_JUPYTER) return found(`not needed: VG_JUPYTER=${process.env.VG_JUPYTER}`);
  const usable = pythons().find(isUsable);
  if (usable) return found(`${usable.version.join(".")} (${usable.path})`);
  if (jupyterFresh()) return found("none outside .venv");
  return lacks(
    "no Python >= 3.10 with venv was found",
    "Debian, Ubuntu: sudo apt install python3-venv (else: environment.md)",
  );
}

export function jupyter() {
  const versions = jupyterVersions(python());
  const where = process.env.VG_JUPYTER ? "the environment of VG_JUPYTER" : ".venv";
  if (!versions) return lacks("not installed");
  const missing = lacking(versions);
  if (missing.length > 0 || !jupyterFresh())
    return lacks(`${where} is incomplete${missing.map((name) => `, lacks ${name}`).join("")}`);
  return found(
    `${Object.entries(versions)
      .map((pair) => pair.join(" "))
      .join(", ")} in ${where}`,
  );
}

export const kernel = () =>
  kernelFresh() ? found(`TypeScript (${kernelSpec()})`) : lacks("not registered with this Node");

export function build() {
  if (!existsSync(join(dist, "index.js"))) return lacks("not built");
  return found(
    buildFresh()
      ? "dist/ is built from the present sources"
      : "older than the sources; the next command builds it",
  );
}

export function nativeLibrary() {
  const stamp = backendStamp();
  if (!stamp) return lacks("not set up");
  if (stamp.source === "none")
    return optional(
      `none, because ${stamp.why}`,
      stamp.why === "VG_TENSORFLOW=none" ? undefined : nativeCommand,
    );
  if (!backendFresh()) return lacks(`${stamp.tensorflow}: its files or settings have changed`);
  const where = stamp.source === "pypi" ? ` in ${tensorflowFolder()}` : "";
  return found(`${backendLine(stamp).replace(/^Backend: native, TensorFlow |\.$/g, "")}${where}`);
}

/** Asks the built package, in a process of its own. */
export function backend() {
  const code = `console.log(JSON.stringify(require(${JSON.stringify(dist)}).backendReport()))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], {
    encoding: "utf8",
    timeout: 60_000,
  });
  if (status !== 0) return lacks(`the package does not load: ${firstError(stderr)}`);
  const { name, reason, version } = JSON.parse(stdout.trim().split("\n").at(-1));
  return found(`${name} ${version}, because ${reason}`);
}

const firstError = (text) =>
  text
    .split("\n")
    .find((line) => /error|cannot/i.test(line))
    ?.trim() ?? "no reason given";

export function cxx() {
  const program = compiler();
  return program ? found(program) : optional("none (only needed to build the native backend)");
}

export function chromium() {
  const program = ["chromium", "chromium-browser", "google-chrome"].map((name) => which(name)).find(Boolean);
  return program
    ? found(program)
    : optional("none (only npm test needs it)", "Debian: sudo apt install chromium");
}
