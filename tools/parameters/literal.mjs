import ts from "./typescript.mjs";

/** What stands around a literal without changing its value: `(1)`, `"tanh" as const`, `[] satisfies number[]`. */
const isWrapper = (node) =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node);

/** The node of the literal inside its wrappers, whose text another value may replace. */
export const literalNode = (node) => (isWrapper(node) ? literalNode(node.expression) : node);

const finite = (value) => (Number.isFinite(value) ? value : undefined);

function numberOf(node) {
  if (ts.isNumericLiteral(node)) return finite(Number(node.text));
  if (!ts.isPrefixUnaryExpression(node) || !ts.isNumericLiteral(node.operand)) return undefined;
  const size = finite(Number(node.operand.text));
  if (node.operator === ts.SyntaxKind.PlusToken) return size;
  // Without 0 −, −0 would be told from 0.
  return node.operator === ts.SyntaxKind.MinusToken && size !== undefined ? 0 - size : undefined;
}

/**
 * The value of a TypeScript expression that is a number, string, boolean or list of such; undefined for any other.
 * @param bare whether a name stands for a string, as in `[sigmoid, tanh]`
 */
export function literalOf(wrapped, { bare = false } = {}) {
  const node = literalNode(wrapped);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (bare && ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (!ts.isArrayLiteralExpression(node)) return numberOf(node);
  const values = node.elements.map((element) => literalOf(element, { bare }));
  return values.every((value) => value !== undefined && !Array.isArray(value)) ? values : undefined;
}
