import { createRequire } from "node:module";
import { join } from "node:path";
import type { Program } from "typescript";
import { beforeAll, expect, test } from "vitest";
import { parameterSets } from "../support/draw-parameters";
import { root } from "../support/jupyter";
import { inSuite } from "../support/long";
import { codeCells, stems } from "../support/run-cells";

/** The kernel's TypeScript. */
const ts = createRequire(import.meta.url)("typescript-5.0") as typeof import("typescript");
/** Sets of values per notebook, in which choices come in turn: all lower ends, all upper ends, and drawn ones in the soak. */
const SETS = inSuite(2, { inSoak: 10 });

const folder = join(root, "notebooks");
/** The cells of each notebook with each set of values, as one module. */
const modules = new Map(
  stems.flatMap((stem) =>
    parameterSets(stem, SETS).map((settings, i) => {
      const cells = ["export {};", ...codeCells(stem, settings).map(({ source }) => source)].join("\n");
      return [join(folder, `${stem}-${i}.ts`), { stem, settings, cells }] as const;
    }),
  ),
);

let program: Program;
beforeAll(() => {
  // As tslab has it.
  const options = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    types: ["node"],
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => modules.has(name) || fileExists(name);
  host.readFile = (name) => modules.get(name)?.cells ?? readFile(name);
  program = ts.createProgram([...modules.keys()], options, host);
});

test.each(stems)("%s compiles with whatever values of its ranges", (stem) => {
  for (const [name, { stem: of, settings }] of modules) {
    if (of !== stem) continue;
    const faults = ts.getPreEmitDiagnostics(program, program.getSourceFile(name));
    const said = faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    expect(said, JSON.stringify(settings)).toEqual([]);
  }
});
