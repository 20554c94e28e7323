import { readFileSync } from "node:fs";
import type { TensorFlow } from "./tfjs";

type Factory = (config: EmscriptenModule) => unknown;

interface EmscriptenModule {
  cwrap: (name: string, result: null, parameters: string[]) => (...values: number[]) => void;
  tfjs: Record<string, unknown>;
  instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => unknown;
}

/**
 * Loads tfjs with its WebAssembly backend, synchronously.
 * tfjs's own start-up is asynchronous, which would make every measurement a promise; the module is
 * compiled here instead and handed to the same backend class.
 */
export function loadWasm(): { tf: TensorFlow; version: string } {
  const tf = require("@tensorflow/tfjs") as TensorFlow;
  const { BackendWasm } = require("@tensorflow/tfjs-backend-wasm") as {
    BackendWasm: new (module: EmscriptenModule) => ReturnType<TensorFlow["backend"]>;
  };
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", () => new BackendWasm(instantiate()) as never);
  void tf.setBackend("wasm");
  return { tf, version: tf.version_core };
}

function instantiate(): EmscriptenModule {
  const folder = "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm";
  const factory = require(`${folder}.js`) as Factory & { default?: Factory };
  const binary = readFileSync(require.resolve(`${folder}-simd.wasm`));
  const module = {
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), imports);
      done(instance);
      return instance.exports;
    },
  } as EmscriptenModule;
  withoutListeners(() => (factory.default ?? factory)(module));
  module.tfjs = {
    init: module.cwrap("init", null, []),
    initWithThreadsCount: module.cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: module.cwrap("get_threads_count", null, []),
    registerTensor: module.cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: module.cwrap("dispose_data", null, ["number"]),
    dispose: module.cwrap("dispose", null, []),
  };
  return module;
}

/**
 * Takes off what a program puts on the process meanwhile: Emscripten's handlers throw an error on from where the minified
 * module stands, so that Node prints its 20 KB of source before the error of a reader's own script.
 */
function withoutListeners(run: () => void): void {
  const kinds = ["uncaughtException", "unhandledRejection"];
  const before = kinds.map((kind) => process.rawListeners(kind));
  run();
  kinds.forEach((kind, k) => {
    for (const listener of process.rawListeners(kind))
      if (!before[k].includes(listener)) process.off(kind, listener as () => void);
  });
}
