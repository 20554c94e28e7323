import { delimiter, dirname, join } from "node:path";
import { homeIsWritable, privateJupyterData, root, state, venvPython } from "./paths.mjs";

/** The Python that runs Jupyter: the environment named by `VG_JUPYTER`, else the private one. */
export function python(env = process.env) {
  return env.VG_JUPYTER || venvPython;
}

/** Puts `first` in front of a search path that the user may already have set. */
const prepend = (first, existing) => [...first, ...(existing ? [existing] : [])].join(delimiter);

/** Where Jupyter writes its own files when it cannot write them to the home. */
function substituteHome() {
  if (homeIsWritable()) return {};
  const place = (name) => join(state, "home", name);
  return {
    JUPYTER_CONFIG_DIR: place("config"),
    JUPYTER_DATA_DIR: place("data"),
    JUPYTER_RUNTIME_DIR: place("runtime"),
    IPYTHONDIR: place("ipython"),
  };
}

/**
 * The environment in which Jupyter, nbconvert and the kernel run: the course's own configuration, export template
 * and Python helpers are found by path, so that nothing is written into the user's Jupyter configuration.
 */
export function jupyterEnvironment(env = process.env) {
  const jupyter = join(root, "tools", "jupyter");
  const data = [join(jupyter, "data"), ...(env.VG_JUPYTER ? [privateJupyterData] : [])];
  return {
    ...substituteHome(),
    ...env,
    PATH: prepend([dirname(python(env))], env.PATH),
    JUPYTER_CONFIG_PATH: prepend([join(jupyter, "config")], env.JUPYTER_CONFIG_PATH),
    JUPYTER_PATH: prepend(data, env.JUPYTER_PATH),
    PYTHONPATH: prepend([join(jupyter, "python")], env.PYTHONPATH),
    JUPYTER_PLATFORM_DIRS: "1",
    VG_NODE: process.execPath,
    TF_CPP_MIN_LOG_LEVEL: env.TF_CPP_MIN_LOG_LEVEL ?? "2",
  };
}
