// Compiles the engine's kernels to WebAssembly, and writes the bytes as a module of TypeScript, which needs no file at run time.
// In hexadecimal digits, which gzip packs by a sixth better than base64: it sees whole bytes.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./failure.mjs";
import { nodeModules, root, state } from "./paths.mjs";
import { run } from "./run.mjs";
import { keyOf, keyOfFile, writeWhole } from "./stamp.mjs";

const folder = join(root, "src/engine/kernels");
const assembly = join(folder, "assembly");
const output = join(folder, "binary.ts");
const compiler = join(nodeModules, "assemblyscript");
/**
 * Plain SIMD alone, whose bits are the same on every processor. What is worth inlining says so by itself: without
 * shrinking, all is, for a third more bytes and 3 % of a product's time. Memory comes from outside, since two threads may share
 * it. The last one is a warning of vectors in exported functions.
 */
const options = ["--enable", "simd", "-O3", "--shrinkLevel", "1", "--runtime", "stub", "--use", "abort=", "--noAssert", "--importMemory", "--maximumMemory", "32767", "--disableWarning", "112"]; // prettier-ignore

const ENCODING = "hex";

const key = () =>
  keyOf(
    readdirSync(assembly)
      .toSorted()
      .map((name) => [name, keyOfFile(join(assembly, name))]),
    keyOfFile(join(compiler, "package.json")),
    options,
    ENCODING,
  );

function written() {
  try {
    return readFileSync(output, "utf8").split("\n", 1)[0];
  } catch {
    return "";
  }
}

const headOf = (key) => `// Compiled from assembly/ (${key}).`;

export const kernelsFresh = () => written() === headOf(key());

/** Compiles the kernels, for float64 and for float32, unless that is done. */
export async function compileKernels(signal) {
  if (kernelsFresh()) return;
  const head = headOf(key());
  const [double, single] = await Promise.all([0, 1].map((one) => compiled(one, signal)));
  // As one text, because gzip finds in the second what it has seen in the first.
  writeWhole(
    output,
    `${head}\nexport const BINARY =\n  "${double}${single}";\nexport const SPLIT = ${double.length};\n`,
  );
}

/** @param single whether numbers are of float32: 0 or 1 */
async function compiled(single, signal) {
  const file = join(state, `kernels-${process.pid}-${single}.wasm`);
  const args = [join(compiler, "bin/asc.js"), join(assembly, "index.ts"), ...options, "--use", `SINGLE=${single}`, "--outFile", file]; // prettier-ignore
  await run(process.execPath, args, { signal }).catch((error) => {
    throw new SetupError(
      "The kernels did not compile (all output: .setup/setup.log).",
      (error.output ?? "").trim().split("\n").slice(0, 20),
    );
  });
  const bytes = readFileSync(file);
  rmSync(file);
  return bytes.toString(ENCODING);
}
