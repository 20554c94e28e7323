import { spawnSync } from "node:child_process";
import { SetupError } from "./failure.mjs";

const newest = 14;
const oldest = 10;
const numbered = Array.from({ length: newest - oldest + 1 }, (_, index) => `python3.${newest - index}`);

const probe = `
import importlib.util, json, sys
print(json.dumps({"version": list(sys.version_info[:2]), "path": sys.executable,
  "venv": all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))}))`;

/** What a Python program is: `{ version: [3, 11], path, venv }`; undefined where it does not run. */
export function inspectPython(program) {
  const { status, stdout } = spawnSync(program, ["-c", probe], { encoding: "utf8", timeout: 20_000 });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

const recent = ({ version: [major, minor] }) => major > 3 || (major === 3 && minor >= oldest);

/** Recent enough, and able to make a virtual environment. */
export const isUsable = (python) => recent(python) && python.venv;

/** Every Python that can be found, in the order of preference; only the one named by `VG_PYTHON` where that is set. */
export const pythons = (env = process.env) =>
  (env.VG_PYTHON ? [env.VG_PYTHON] : ["python3", "python", ...numbered]).map(inspectPython).filter(Boolean);

const howTo = [
  "Debian, Ubuntu: sudo apt install python3 python3-venv",
  "Fedora: sudo dnf install python3 · Arch: sudo pacman -S python",
  "macOS: brew install python",
  "Any system: conda create -n course python=3.12, then VG_PYTHON=<its python> (see environment.md)",
];

/** A Python >= 3.10 with venv; throws an error that says how to get one. */
export function findPython(env = process.env) {
  const found = pythons(env);
  const usable = found.find(isUsable);
  if (usable) return usable;
  if (env.VG_PYTHON && found.length === 0)
    throw new SetupError(`VG_PYTHON names ${env.VG_PYTHON}, which does not run.`, howTo);
  const withoutVenv = found.find(recent);
  if (withoutVenv) {
    const [major, minor] = withoutVenv.version;
    throw new SetupError(
      `Python ${major}.${minor} (${withoutVenv.path}) lacks the modules venv and ensurepip.`,
      [
        `Debian, Ubuntu: sudo apt install python${major}.${minor}-venv`,
        "Elsewhere: install a complete Python, or name one with VG_PYTHON.",
      ],
    );
  }
  const old = found.map(({ version, path }) => `${version.join(".")} (${path})`).join(", ");
  throw new SetupError(
    `Python 3.10 or newer is needed${old ? `; found only ${old}` : " and none was found"}.`,
    howTo,
  );
}
