// Help on the code around the cursor. tslab 1.0.22 asks TypeScript for what stands at the very cursor, and so knows nothing
// within the brackets of a call, where JupyterLab asks. Here the next thing outward answers: the option whose value is
// being written, then the function that is being called. tslab also prints documentation tags without their names.
const { ts } = require("./typescript.cjs");

/**
 * What TypeScript says of the name at the cursor or of what encloses it; undefined where there is nothing. Right after a
 * bracket the call is asked for, not the argument that begins there.
 */
function help(executor, code, position) {
  const around = enclosing(code, position);
  const places = code[position - 1] === "(" ? [...around, position] : [position, ...around];
  for (const place of places) {
    const info = executor.inspect(code, place);
    if (info?.displayParts?.length > 0) return info;
  }
}

/** Where the names of the options and functions around a position are, the innermost first, up to the function that is being written. */
function enclosing(code, position) {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true);
  const names = [];
  let node = ts.findPrecedingToken(position, file);
  for (; node && !ts.isFunctionLike(node); node = node.parent) {
    const name = nameOf(node, position);
    if (name) names.push(name.getStart(file));
  }
  return names;
}

function nameOf(node, position) {
  if (ts.isPropertyAssignment(node)) return node.name;
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
  const { expression, arguments: list } = node;
  const closed = node.getLastToken()?.kind === ts.SyntaxKind.CloseParenToken && position >= node.end;
  if (!list || closed || position < list.pos) return;
  return ts.isPropertyAccessExpression(expression) ? expression.name : expression;
}

const words = (parts = []) => parts.map(({ text }) => text).join("");

/** The signature without what only TypeScript needs: how it was imported, long type arguments, an option's home. */
function signature({ kind, displayParts = [] }) {
  const name = kind === "property" ? displayParts.findLastIndex((part) => part.kind === "propertyName") : 0;
  return words(displayParts.slice(Math.max(0, name)))
    .replace(/^\(alias\) (.*)\n(import|export) [^\n]*$/s, "$1")
    .replaceAll(/<[^<>]{60,}>/g, "<…>");
}

const titles = {
  throws: "Throws ",
  returns: "Returns ",
  see: "See ",
  default: "Default: ",
  deprecated: "Deprecated: ",
};

function tagText({ name, text }) {
  if (name === "param") return words(text).replace(/^(\S+)\s+/, "$1: ");
  return `${titles[name] ?? ""}${words(text)}`;
}

/** Help as plain text: the signature, what it is, then its parameters, result and errors, one a line. */
function printHelp(info) {
  const tags = (info.tags ?? []).filter(({ text }) => text).map(tagText);
  return [signature(info), words(info.documentation), tags.join("\n")].filter(Boolean).join("\n\n");
}

module.exports = { help, printHelp };
