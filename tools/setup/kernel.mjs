import { readFileSync } from "node:fs";
import { join } from "node:path";
import { privateJupyterData, root, venv } from "./paths.mjs";
import { writeWhole } from "./stamp.mjs";

/** The user's own Jupyter is not written to: its kernel specification lives in the repository and is found by JUPYTER_PATH. */
const data = () => (process.env.VG_JUPYTER ? privateJupyterData : join(venv, "share", "jupyter"));

export const kernelSpec = () => join(data(), "kernels", "tslab", "kernel.json");

/**
 * What `tslab install` writes, with three differences: the kernel runs with the very Node that ran the set-up (not with
 * whichever one PATH names when Jupyter starts), it is mended (tools/kernel/), and TensorFlow's start-up log stays silent.
 */
const specification = () =>
  `${JSON.stringify(
    {
      argv: [
        process.execPath,
        join(root, "tools", "kernel", "kernel.cjs"),
        "kernel",
        "--config-path",
        "{connection_file}",
      ],
      display_name: "TypeScript",
      language: "typescript",
      env: { TF_CPP_MIN_LOG_LEVEL: "2" },
    },
    null,
    2,
  )}\n`;

export function kernelFresh() {
  try {
    return readFileSync(kernelSpec(), "utf8") === specification();
  } catch {
    return false;
  }
}

export const installKernel = () => writeWhole(kernelSpec(), specification());
