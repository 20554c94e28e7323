// Keeps what V8 has compiled of a large module, for the next kernel: TypeScript is 8 MB of source. Node 20 has no
// `module.enableCompileCache`.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join, resolve } = require("node:path");
const { Script } = require("node:vm");

const folder = resolve(__dirname, "..", "..", ".setup", "code");

/** V8 refuses what another version of it has made, but of the text it compares only the length. */
function keyOf(sources) {
  const parts = sources.map((path) => [path, statSync(path).size, statSync(path).mtimeMs]);
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

/** What was written under this key, if it was. */
function read(file, key) {
  try {
    const data = readFileSync(file);
    return key.equals(data.subarray(0, key.length)) ? data.subarray(key.length) : undefined;
  } catch {
    return undefined;
  }
}

/** Where it cannot be written, the next kernel compiles again. */
function write(file, parts) {
  const aside = `${file}-${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, Buffer.concat(parts));
    renameSync(aside, file);
  } catch {
    rmSync(aside, { force: true });
  }
}

/**
 * Loads the CommonJS module of a path, with this text for its source, which was made of the files `sources`; `keep()` of
 * the result keeps what has been compiled so far, unless it came from there.
 */
function loadModule(path, source, sources) {
  const file = join(folder, `${basename(path)}-${process.version}-${process.arch}`);
  const key = keyOf(sources);
  const cachedData = read(file, key);
  const script = new Script(Module.wrap(source), { filename: path, cachedData });
  const module = Object.assign(new Module(path), {
    filename: path,
    paths: Module._nodeModulePaths(dirname(path)),
  });
  require.cache[path] = module;
  const { exports } = module;
  script.runInThisContext().call(exports, exports, Module.createRequire(path), module, path, dirname(path));
  module.loaded = true;
  let kept = !!cachedData && !script.cachedDataRejected;
  const keep = () => {
    if (!kept) write(file, [key, script.createCachedData()]);
    kept = true;
  };
  return { module, keep };
}

module.exports = { loadModule };
