import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../support/jupyter";

const load = createRequire(join(root, "package.json"));
const path = createRequire(load.resolve("tslab/dist/converter.js")).resolve("@tslab/typescript-for-tslab");
const plain = load(path);
const { ts: changed } = load("./tools/kernel/typescript.cjs");

const node = dirname(load.resolve("@types/node/package.json"));
const files = [join(root, "dist/index.d.ts"), ...["events", "fs"].map((name) => join(node, `${name}.d.ts`))];

/** What TypeScript has read in a file: every node in its order with its comments, down to their tags and links, and its symbol. */
function read(ts: any, file: string): string {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  ts.bindSourceFile(source, { target: ts.ScriptTarget.ES2022 });
  if (source.unread) source.read({ target: ts.ScriptTarget.ES2022 });
  const lines: string[] = [];
  const visit = (at: any, parent: any): void => {
    const text = typeof at.comment === "string" ? at.comment : (at.escapedText ?? "");
    lines.push(
      [
        at.kind,
        at.pos,
        at.end,
        at.flags,
        text,
        at.symbol?.escapedName,
        at.symbol?.flags,
        at.parent === parent,
      ].join(" "),
    );
    for (const comment of at.jsDoc ?? []) visit(comment, at);
    ts.forEachChild(at, (child: any) => visit(child, at));
  };
  visit(source, undefined);
  return lines.join("\n");
}

/** For each TypeScript, the files that it has in its programs: what a cell had read stays, as in a kernel. */
const kept = new Map([plain, changed].map((ts) => [ts, new Map<string, unknown>()]));

/** A program of one cell with Node's types, compiled as tslab compiles it. */
function programOf(ts: any, cell: string): any {
  const options = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  const files = kept.get(ts)!;
  host.getSourceFile = (path: string, ...rest: any[]) => {
    if (path === "cell.ts") return ts.createSourceFile(path, cell, ...rest);
    if (!files.has(path)) files.set(path, getSourceFile(path, ...rest));
    return files.get(path);
  };
  return ts.createProgram(["cell.ts"], options, host);
}

/** The files of Node's types that were read, without their folder. */
const filesRead = (program: any): string[] =>
  program
    .getSourceFiles()
    .filter((file: any) => file.fileName.startsWith(node) && file.statements.length > 0)
    .map((file: any) => file.fileName.slice(node.length + 1));

/** What is wrong with a cell, and the types of its variables. */
function said(ts: any, cell: string): string[] {
  const program = programOf(ts, cell);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile("cell.ts");
  const faults = program.getSemanticDiagnostics(file);
  const variables = file.statements.flatMap(
    (statement: any) => statement.declarationList?.declarations ?? [],
  );
  return [
    ...faults.map(({ messageText }: any) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ...variables.map((one: any) => checker.typeToString(checker.getTypeAtLocation(one), one, 1)),
  ];
}

/** All modules that a program knows, with what each exports. */
function modules(ts: any): string[] {
  const checker = programOf(ts, "").getTypeChecker();
  const exported = (module: any): string[] =>
    checker.getExportsOfModule(module).map(({ name, flags }: any) => `${name} ${flags}`);
  return checker.getAmbientModules().map((module: any) => [module.name, ...exported(module)].join("\n"));
}

describe("The TypeScript of the kernel", () => {
  it("is changed: comments in declarations wait until they are looked into", () => {
    const source = changed.createSourceFile("a.d.ts", "/** One. */ declare const a: number;", 99);
    const [comment] = source.statements[0].jsDoc;
    expect(Object.keys(comment)).not.toContain("comment");
    expect(comment.getText(source)).toBe("/** One. */");
    expect(Object.keys(comment)).not.toContain("comment");
    expect(comment.comment).toBe("One.");
    expect(Object.keys(comment)).toContain("comment");
    const cell = changed.createSourceFile("a.ts", "/** One. */ const a = 1;", 99);
    expect(Object.keys(cell.statements[0].jsDoc[0])).toContain("comment");
  });

  it.each(files)("reads %s as it would unchanged: all nodes, comments, deprecations and symbols", (file) => {
    expect(read(changed, file)).toBe(read(plain, file));
  });

  it("reads those files of Node's types that only declare modules when a cell first needs one of them", () => {
    const few = programOf(changed, "const one = 1;");
    few.getSemanticDiagnostics();
    expect(filesRead(few)).toEqual(expect.arrayContaining(["globals.d.ts", "buffer.d.ts", "process.d.ts"]));
    for (const file of ["fs.d.ts", "http2.d.ts", "tty.d.ts"]) expect(filesRead(few)).not.toContain(file);
    const more = programOf(
      changed,
      'import { statSync } from "node:fs"; process.stdout.write(statSync(".").dev);',
    );
    more.getSemanticDiagnostics(more.getSourceFile("cell.ts"));
    expect(filesRead(more)).toEqual(expect.arrayContaining(["fs.d.ts", "tty.d.ts"]));
    expect(filesRead(more)).not.toContain("http2.d.ts");
  });

  it.each([
    'import { readFileSync } from "node:fs"; const text = readFileSync("a", "utf8"); text.none;',
    'import fs from "fs"; import * as web from "node:http2"; const a = fs.statSync("a"); const b = web.connect("b"); fs.none();',
    'const { columns } = process.stdout; process.stdout.write(1); const f: import("inspector").Session = 1;',
    'import { none } from "node:zlib"; import all from "node:none"; const files = (await import("node:fs/promises")).readdir;',
    'declare module "tls" { interface TLSSocket { mine: 7 } } let s: import("node:tls").TLSSocket; const mine = s.mine;',
    'declare module "os" { export const mine: 8; } import { mine, EOL } from "os"; const both = [mine, EOL]; export {};',
    'const response = fetch("a"); const bytes = Buffer.from("a"); const id = setTimeout(() => {}, 1); const e = new EventTarget();',
  ])("says the same of %s", (cell) => {
    const expected = said(plain, cell);
    expect(said(changed, cell)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it("knows the same modules, with the same exports", () => {
    const expected = modules(plain).sort();
    expect(modules(changed).sort()).toEqual(expected);
    expect(expected.length).toBeGreaterThan(100);
  });
});
