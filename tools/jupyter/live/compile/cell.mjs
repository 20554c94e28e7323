import ts from "../../../parameters/typescript.mjs";
import { blankTypes } from "./blank-types.mjs";
import { declared } from "./names.mjs";

const PACKAGE = "vanishing-gradients";
/** What only Node has. */
const NODE = new Set("process require module exports Buffer global __dirname __filename setImmediate".split(" ")); // prettier-ignore

/** The cell's code as JavaScript with every piece at its place, and what has no meaning without TypeScript's compiler. */
export function withoutTypes(source) {
  const more = [];
  const code = blankTypes(source, ({ pos, end }) => more.push(source.slice(pos, end).trim().split("\n")[0]));
  const problem = more.length > 0 ? `it has TypeScript that is more than types: ${more[0]}` : undefined;
  return { code, problem };
}

/** A text without what stands from `start` to `end`, line breaks aside. */
const blank = (text, { start, end }) =>
  text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, " ") + text.slice(end);

const insert = (text, { at, what }) => text.slice(0, at) + what + text.slice(at);

/** What a cell imports: names of the package by those that it has here, and what keeps it out of a page. */
function importsOf(file) {
  const imports = {};
  let problem;
  for (const { importClause: clause, moduleSpecifier } of file.statements.filter(ts.isImportDeclaration)) {
    if (moduleSpecifier.text !== PACKAGE) problem ??= `it imports from "${moduleSpecifier.text}"`;
    if (clause?.name) imports[clause.name.text] = "default";
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) imports[bindings.name.text] = "*";
    for (const { name, propertyName } of bindings?.elements ?? [])
      imports[name.text] = (propertyName ?? name).text;
  }
  return { imports, problem };
}

/** The id of the exercise that a cell asks, where it does nothing else: `check("00.fifty");`. */
function exerciseOf({ statements }) {
  const own = statements.filter((statement) => !ts.isExportDeclaration(statement));
  const call = own.length === 1 && ts.isExpressionStatement(own[0]) && own[0].expression;
  const asks = call && ts.isCallExpression(call) && call.expression.getText() === "check" && call.arguments.length === 1; // prettier-ignore
  return asks && ts.isStringLiteral(call.arguments[0]) ? call.arguments[0].text : undefined;
}

/** What makes the last line's value, which a notebook shows, that of `$value`. */
function keepingValue({ statements }) {
  const last = statements.at(-2); // before what makes it a module
  if (!last || !ts.isExpressionStatement(last)) return [];
  const { expression } = last;
  return [
    { at: expression.end, what: ")" },
    { at: expression.getStart(), what: "$value=(" },
  ];
}

/**
 * A cell as the body of an asynchronous function, of as many lines: what it `imports` from the package, the names that it `gives`
 * and those that are `free` in it, and the `problem` that keeps it out of a page, if there is one.
 */
export function compiled({ id }, { code, problem }, { file, free, assigned }) {
  const { imports, problem: foreign } = importsOf(file);
  const nodes = free.find((name) => NODE.has(name));
  const drop = file.statements
    .map((node) =>
      ts.isImportDeclaration(node)
        ? node
        : node.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    ) // prettier-ignore
    .filter(Boolean)
    .map((node) => ({ start: node.getStart(), end: node.end }));
  const body = keepingValue(file).reduce(insert, drop.reduce(blank, code));
  const wrong = problem ?? foreign ?? (nodes && `it uses ${nodes}, which only Node has`);
  return {
    id,
    body,
    imports,
    gives: file.statements.flatMap(declared),
    free,
    assigned,
    ...(exerciseOf(file) && { exercise: exerciseOf(file) }),
    ...(wrong && { problem: wrong }),
  };
}
