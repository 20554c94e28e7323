// The TypeScript in tslab, made to tell what tslab drops: where each piece of emitted code stood in the cell, and whole
// diagnostics; and to look for modules again. Its exports cannot be assigned, so the module is replaced before tslab loads it.
const { createRequire, SourceMap } = require("node:module");
const { loadModule } = require("./code-cache.cjs");
const { typescriptSource } = require("./typescript-source.cjs");

const tslab = createRequire(require.resolve("tslab/dist/converter.js"));
const path = tslab.resolve("@tslab/typescript-for-tslab");
const { module: loaded, keep } = loadModule(path, typescriptSource(path), [
  path,
  require.resolve("./typescript-source.cjs"),
]);
const ts = loaded.exports;

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;

/** The maps of the code emitted last as JSON, from CommonJS to ES modules and on to TypeScript. */
let maps = [];
/** The program compiled last, and all that is wrong with it. */
let checked;

/** TypeScript's own, by which it looks anew for modules that it had not found: after files came or went where it looked. */
const LOOKUP = "invalidateResolutionsOfFailedLookup";

function createWatchCompilerHost(files, options, ...rest) {
  const host = ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest);
  const { setTimeout: hold, clearTimeout: drop } = host;
  const lookups = new Set();
  // tslab holds one timer, that of the program, and throws when TypeScript sets this one beside it: then, and in every cell after.
  return Object.assign(host, {
    setTimeout(callback, delay) {
      if (callback.name !== LOOKUP) return hold(callback, delay);
      const look = () => lookups.delete(timer) && callback();
      const timer = setTimeout(look, delay).unref();
      lookups.add(timer);
      return timer;
    },
    clearTimeout: (timer) => (lookups.delete(timer) ? clearTimeout(timer) : drop(timer)),
  });
}

function transpileModule(source, { compilerOptions, ...rest }) {
  const [, packed] = INLINE_MAP.exec(source) ?? [];
  const made = ts.transpileModule(source.replace(INLINE_MAP, ""), {
    ...rest,
    compilerOptions: { ...compilerOptions, sourceMap: true },
  });
  maps = [made.sourceMapText, ...(packed ? [Buffer.from(packed, "base64").toString()] : [])];
  return { ...made, outputText: made.outputText.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n") };
}

function getPreEmitDiagnosticsOfFiles(program, files) {
  const diagnostics = ts.getPreEmitDiagnosticsOfFiles(program, files);
  checked = { program, diagnostics };
  return diagnostics;
}

loaded.exports = {
  ...ts,
  createWatchCompilerHost,
  transpileModule,
  getPreEmitDiagnosticsOfFiles,
};

/** From a place in the code emitted last to its place in the TypeScript; both count from 0. Undefined where nothing was written. */
function origins() {
  const through = maps;
  return (line, column) => {
    for (const map of through) {
      const { originalLine, originalColumn } = new SourceMap(JSON.parse(map)).findEntry(line, column);
      if (originalLine === undefined) return undefined;
      [line, column] = [originalLine, originalColumn];
    }
    return { line, column };
  };
}

module.exports = { ts, origins, checked: () => checked, keepCompiled: keep };
