import ts from "typescript";

/** A code cell of a notebook. */
interface Cell {
  id: string;
  source: string;
}

/** Methods that change what they are called on. */
const CHANGING = new Set(
  "push pop shift unshift splice sort reverse fill set copyWithin add delete clear setParameters onGradients dispose".split(" "), // prettier-ignore
);
/** Functions that change the net that they are given. */
const TRAINING = new Set(["train", "trainRecurrent", "lsuv"]);
/** What only Node has, and what a page has under the same name for something else. */
const ELSEWHERE = new Set(
  "process require module exports Buffer global __dirname __filename setImmediate performance escape unescape".split(" "), // prettier-ignore
);

const parsed = ({ id, source }: Cell): ts.SourceFile =>
  ts.createSourceFile(`${id}.ts`, source, ts.ScriptTarget.ES2022, true);

/** The names that a statement or a pattern declares. */
function declared(node: ts.Node): string[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(declared);
  if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) return declared(node.name);
  if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    return node.elements.flatMap(declared);
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isImportDeclaration(node)) {
    const bindings = node.importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : [];
  }
  const named = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node); // prettier-ignore
  return named && node.name ? [node.name.text] : [];
}

/** The name that an expression such as `net.parameters[0].weights` begins with. */
function rootOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNonNullExpression(node)) return rootOf(node.expression); // prettier-ignore
  return undefined;
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** What another name stands for: `layer` for `net` in `for (const layer of net.parameters)` and in `const layer = net.parameters[0]`. */
function alias(node: ts.Node): [string, string] | undefined {
  if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
    const [{ name }] = node.initializer.declarations;
    const root = rootOf(node.expression);
    return ts.isIdentifier(name) && root !== undefined ? [name.text, root] : undefined;
  }
  if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) return undefined;
  const root = rootOf(node.initializer);
  return root === undefined ? undefined : [node.name.text, root];
}

/** What an expression changes in place: the name that it begins with. */
function changed(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return rootOf(node.left);
  if (ts.isPostfixUnaryExpression(node)) return rootOf(node.operand);
  if (ts.isPrefixUnaryExpression(node)) {
    const steps = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken; // prettier-ignore
    return steps ? rootOf(node.operand) : undefined;
  }
  if (ts.isDeleteExpression(node)) return rootOf(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: given } = node;
  if (ts.isIdentifier(expression) && TRAINING.has(expression.text) && given.length > 0)
    return rootOf(given[0]);
  return ts.isPropertyAccessExpression(expression) && CHANGING.has(expression.name.text) ? rootOf(expression.expression) : undefined; // prettier-ignore
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** Whether an identifier is read as a name, not as a field or a key. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(ts.isPropertyAssignment(parent) && parent.name === node);
}

/**
 * What keeps a notebook's cells from running again by themselves, in a page: names declared twice, a cell that changes another's
 * object, a net trained in another cell than it was made in, imports from elsewhere, and what only Node has.
 */
export function obstacles(cells: readonly Cell[]): string[] {
  const found: string[] = [];
  const owner = new Map<string, string>();
  const files = cells.map((cell) => ({ id: cell.id, file: parsed(cell) }));
  for (const { id, file } of files) {
    for (const name of file.statements.flatMap(declared)) {
      if (owner.has(name)) found.push(`${id}: ${name} is declared in ${owner.get(name)} already`);
      owner.set(name, id);
    }
  }
  for (const { id, file } of files) {
    const aliases = new Map<string, string>();
    walk(file, (node) => {
      const [name, stands] = alias(node) ?? [];
      if (name !== undefined && stands !== undefined) aliases.set(name, aliases.get(stands) ?? stands);
      if (ts.isImportDeclaration(node) && node.moduleSpecifier.getText(file) !== '"vanishing-gradients"') found.push(`${id}: imports from ${node.moduleSpecifier.getText(file)}`); // prettier-ignore
      const root = changed(node);
      const target = root === undefined ? undefined : (aliases.get(root) ?? root);
      if (target !== undefined && owner.has(target) && owner.get(target) !== id) found.push(`${id}: changes ${target} of ${owner.get(target)}`); // prettier-ignore
      if (ts.isIdentifier(node) && ELSEWHERE.has(node.text) && isName(node)) found.push(`${id}: uses ${node.text}`); // prettier-ignore
    });
  }
  return found;
}
