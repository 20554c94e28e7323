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
});
