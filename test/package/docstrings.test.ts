import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { exportsOf, parse } from "../support/declarations";

const file = join(resolve(import.meta.dirname, "../.."), "dist", "index.d.ts");
const { source, module, checker } = parse(file);

const isHidden = (node: ts.Node): boolean =>
  (ts.getCombinedModifierFlags(node as ts.Declaration) &
    (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !==
  0;

/** The members of all types that are written within a declaration, by their path. */
function membersOf(node: ts.Node, path: string): [string, ts.Node][] {
  const members =
    ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeLiteralNode(node)
      ? [...(node.members as ts.NodeArray<ts.TypeElement | ts.ClassElement>)]
      : undefined;
  if (!members) {
    const found: [string, ts.Node][] = [];
    ts.forEachChild(node, (child) => void found.push(...membersOf(child, path)));
    return found;
  }
  return members
    .filter((member) => member.name && !isHidden(member))
    .flatMap((member) => {
      const name = `${path}.${member.name!.getText()}`;
      const found: [string, ts.Node][] = [[name, member]];
      ts.forEachChild(member, (child) => void found.push(...membersOf(child, name)));
      return found;
    });
}

const hasWords = (node: ts.Node): boolean =>
  ts.getJSDocCommentsAndTags(node).some((doc) => ts.getTextOfJSDocComment(doc.comment)?.trim());

const exported = exportsOf(checker, module);
const named = source.statements.filter(
  (statement) =>
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement),
);

describe("the published types say of each name what it is", () => {
  test("each function, constant, class and type that is exported, in theory and charts too", () => {
    const silent = exported.filter(({ symbol }) => symbol.getDocumentationComment(checker).length === 0);
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(exported.length).toBeGreaterThan(200);
  });

  test("each member of each type, and each option within a signature", () => {
    const members = named.flatMap((statement) => membersOf(statement, statement.name!.text));
    expect(members.filter(([, node]) => !hasWords(node)).map(([name]) => name)).toEqual([]);
    expect(members.length).toBeGreaterThan(800);
  });
});
