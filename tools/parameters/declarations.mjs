import ts from "./typescript.mjs";
import { literalNode, literalOf } from "./literal.mjs";

const UNPARSED = "is no TypeScript";

/**
 * Every statement of a piece of TypeScript as `{ line, text, name, value, start, end, comment }`: the name and value of
 * a declaration of one constant, where its literal stands, and the comment behind it with the comment lines right below.
 * A statement that declares no such constant, or does not parse, has a `problem` instead.
 */
export function declarationsIn(source, options) {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest, true);
  const broken = syntaxError(source, file);
  if (broken) return [broken];
  return file.statements.map((statement, i) => {
    const next = file.statements[i + 1] ?? file.endOfFileToken;
    const place = placeOf(file, statement.getStart());
    return { ...place, ...declarationOf(statement, options), comment: commentAfter(source, statement, next) };
  });
}

const placeOf = (file, position) => {
  const { line } = file.getLineAndCharacterOfPosition(position);
  return { line: line + 1, text: file.text.split(/\r?\n/)[line].trim() };
};

function syntaxError(source, file) {
  const [first] = ts.transpileModule(source, { reportDiagnostics: true }).diagnostics;
  if (!first) return undefined;
  const said = ts.flattenDiagnosticMessageText(first.messageText, " ");
  return { ...placeOf(file, first.start), problem: `${UNPARSED}: ${said}` };
}

function declarationOf(statement, options) {
  const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  if (declarations.length !== 1) return { problem: "does not declare one constant" };
  const [{ name, initializer }] = declarations;
  const value = initializer && literalOf(initializer, options);
  if (!ts.isIdentifier(name) || value === undefined) {
    return { problem: "does not give one name a number, string, boolean or list as value" };
  }
  const literal = literalNode(initializer);
  return { name: name.text, value, start: literal.getStart(), end: literal.end };
}

/** The words of the `//` behind a statement and of those on the lines directly below, as one line. */
function commentAfter(source, statement, next) {
  const behind = ts.getTrailingCommentRanges(source, statement.end) ?? [];
  if (behind.length === 0) return "";
  const below = ts.getLeadingCommentRanges(source, next.pos) ?? [];
  const ranges = [...behind, ...below.filter((range) => !behind.some(({ pos }) => pos === range.pos))];
  const gap = ranges.findIndex(
    ({ pos }, i) => i > 0 && source.slice(ranges[i - 1].end, pos).split("\n").length > 2,
  );
  const words = ranges.slice(0, gap < 0 ? undefined : gap).map(({ pos, end }) => source.slice(pos, end));
  return words.every((text) => text.startsWith("//"))
    ? words.map((text) => text.slice(2).trim()).join(" ")
    : "";
}
