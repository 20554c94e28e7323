import { requireChoice } from "../errors";
import { loadCpu } from "./cpu";
import { loadNode } from "./node";
import type { TensorFlow } from "./tfjs";
import { loadWasm } from "./wasm";

export type { TensorFlow };
/** What runs the tensors: TensorFlow's C library, WebAssembly or plain JavaScript. */
export type BackendName = "node" | "wasm" | "cpu";

/** What runs the tensors, and why it was chosen. */
export interface BackendReport {
  /** `node`: TensorFlow's C library; `wasm`: WebAssembly; `cpu`: plain JavaScript. */
  name: BackendName;
  /** One sentence: why this one. */
  reason: string;
  /** TensorFlow's version for `node`, tfjs's for the others. */
  version: string;
}

/** Which nets the kernels run. */
export type KernelShare = "all" | "small" | "none";

interface Backend extends BackendReport {
  tf: TensorFlow;
  /** TensorFlow needs longer to be called than a small net takes, and runs them only where `VG_BACKEND` asks for it. */
  kernels: KernelShare;
}

const LOADERS: Record<BackendName, () => { tf: TensorFlow; version: string }> = {
  node: loadNode,
  wasm: loadWasm,
  cpu: loadCpu,
};

let chosen: Backend | undefined;

/** The backend of this process, loaded at the first call: `VG_BACKEND` where it is set, else the first of `node`, `wasm` and `cpu` that loads. */
export function backend(): Backend {
  return (chosen ??= choose(process.env["VG_BACKEND"]));
}

/**
 * Says which backend runs the tensors and why.
 * @throws InvalidArgument when the environment variable `VG_BACKEND` is not `node`, `wasm` or `cpu`
 */
export function backendReport(): BackendReport {
  const { name, reason, version } = backend();
  return { name, reason, version };
}

function choose(wanted: string | undefined): Backend {
  if (wanted) {
    const name = requireChoice("VG_BACKEND", wanted, Object.keys(LOADERS) as BackendName[]);
    const kernels = name === "node" ? "none" : "all";
    return { name, reason: `VG_BACKEND=${name} asks for it`, kernels, ...LOADERS[name]() };
  }
  const node = attempt("node", "TensorFlow's native library");
  if (!("why" in node))
    return { ...node, reason: "TensorFlow's native library is installed", kernels: "small" };
  const wasm = attempt("wasm", "WebAssembly");
  const chosen: Backend =
    "why" in wasm
      ? { name: "cpu", reason: `${node.why}; ${wasm.why}`, kernels: "all", ...LOADERS.cpu() }
      : { ...wasm, reason: node.why, kernels: "all" };
  const title = chosen.name === "wasm" ? "WebAssembly" : "plain JavaScript";
  process.stderr.write(
    `vanishing-gradients: running on ${title}; ${chosen.reason}. \`npx vanishing-gradients native\` gets the library.\n`,
  );
  return chosen;
}

function attempt(name: BackendName, title: string): Omit<Backend, "reason" | "kernels"> | { why: string } {
  try {
    return { name, ...LOADERS[name]() };
  } catch (error) {
    return { why: `${title} did not load (${firstLine(error)})` };
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n")[0].slice(0, 160).replace(/\.$/, "");
}
