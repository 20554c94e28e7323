import ts from "../../../parameters/typescript.mjs";

const OPTIONS = { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2022 };

/** Whether an identifier stands for a variable, not for a field, a key or a label. */
function isVariable(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false; // prettier-ignore
  return !(ts.isObjectLiteralElement(parent) || ts.isClassElement(parent)) || parent.name !== node || ts.isShorthandPropertyAssignment(parent); // prettier-ignore
}

const isAssignment = ({ kind }) =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
const steps = new Set([ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken]);

/** Whether the variable itself gets another value here. */
function isAssigned(node) {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return isAssignment(parent.operatorToken) && parent.left === node;
  return (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) && steps.has(parent.operator); // prettier-ignore
}

/** The names that a statement or a pattern declares. */
export function declared(node) {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(declared);
  if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) return declared(node.name);
  if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    return node.elements.filter(ts.isBindingElement).flatMap(declared);
  if (ts.isIdentifier(node)) return [node.text];
  const named = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
  return named && node.name ? [node.name.text] : [];
}

/**
 * For each of some pieces of JavaScript its syntax tree as `file`, the variables in it as `used`, those of them that it does not
 * declare as `free`, and those of these that it gives another value as `assigned`.
 */
export function namesIn(codes) {
  const names = codes.map((_, i) => `${i}.ts`);
  // What exports is a module, whose names are its own.
  const files = new Map(codes.map((code, i) => [names[i], parsed(names[i], `${code}\nexport {};`)]));
  const host = {
    ...ts.createCompilerHost(OPTIONS),
    getSourceFile: (name) => files.get(name),
    fileExists: (name) => files.has(name),
  };
  const checker = ts.createProgram(names, OPTIONS, host).getTypeChecker();
  return names.map((name) => ({ file: files.get(name), ...freeIn(files.get(name), checker) }));
}

const parsed = (name, code) => ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true);

function freeIn(file, checker) {
  const [used, free, assigned] = [new Set(), new Set(), new Set()];
  const visit = (node) => {
    node.forEachChild(visit);
    if (!ts.isIdentifier(node) || !isVariable(node)) return;
    used.add(node.text);
    if (checker.resolveName(node.text, node, ts.SymbolFlags.Value, false)) return;
    free.add(node.text);
    if (isAssigned(node)) assigned.add(node.text);
  };
  visit(file);
  return { used: [...used], free: [...free], assigned: [...assigned] };
}
