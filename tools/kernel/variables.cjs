// Which of the reader's variables holds the value that a function refused.
const { inspect } = require("node:util");
const { declarationOf, offsetOf, placeOf } = require("./cells.cjs");
const { ts } = require("./typescript.cjs");

/** The outermost call, within one statement, whose text holds the offset. */
function callAt(file, offset) {
  let found;
  const visit = (node) => {
    if (offset < node.getStart(file) || offset > node.end) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The variables that an expression reads. */
function identifiers(node) {
  const names = [];
  const visit = (child) => {
    if (ts.isIdentifier(child)) names.push(child.text);
    else if (ts.isPropertyAccessExpression(child)) visit(child.expression);
    else if (ts.isPropertyAssignment(child)) visit(child.initializer);
    else if (ts.isShorthandPropertyAssignment(child)) visit(child.name);
    else ts.forEachChild(child, visit);
  };
  visit(node);
  return [...new Set(names)];
}

/** The property called `name` in the options that a call is given, however deep. */
function optionNamed(call, name) {
  let found;
  const visit = (node) => {
    if (found) return;
    const named = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node);
    if (named && node.name.text === name) found = node;
    else ts.forEachChild(node, visit);
  };
  for (const argument of call.arguments ?? []) visit(argument);
  return found;
}

/** The names that the functions around a node declare: they hide the variables of cells. */
function hiddenAt(node) {
  const names = new Set();
  const visit = (child) => {
    const declares = ts.isVariableDeclaration(child) || ts.isParameter(child) || ts.isBindingElement(child);
    if (declares && ts.isIdentifier(child.name)) names.add(child.name.text);
    ts.forEachChild(child, visit);
  };
  for (let at = node; at; at = at.parent) if (ts.isFunctionLike(at)) visit(at);
  return names;
}

const isPlain = (value) => value === null || !["object", "function"].includes(typeof value);

/** "depth = -1, declared in cell [1], line 4". */
function sentence(name, value) {
  const at = declarationOf(name);
  const where = at ? `, declared in ${at.cell.script}, line ${at.line + 1}` : "";
  return `${name} = ${typeof value === "string" ? JSON.stringify(value) : inspect(value)}${where}`;
}

/** What the plain variables hold that an expression reads, a sentence each. */
function held(node, values, telling = () => true) {
  const hidden = hiddenAt(node);
  return identifiers(node)
    .filter((name) => Object.hasOwn(values, name) && !hidden.has(name))
    .filter((name) => isPlain(values[name]) && telling(values[name]))
    .map((name) => sentence(name, values[name]));
}

/**
 * For an InvalidArgument that passed through a reader's line: the place of the option it is about, where the call has one,
 * and what the variables hold that gave the value.
 */
function culprit({ argument, value }, { cell, line, column }, values) {
  const file = ts.createSourceFile("cell.ts", cell.source, ts.ScriptTarget.Latest, true);
  const call = callAt(file, offsetOf(cell.source, { line, column }));
  if (!call) return { sentences: [] };
  const option = optionNamed(call, argument.split(" ").at(-1)) ?? optionNamed(call, value);
  // A single name may have been given another value since; then it explains nothing.
  const given = option?.initializer ?? option?.name;
  const single = !given || ts.isIdentifier(given);
  return {
    place: option && { cell, ...placeOf(cell.source, option.getStart(file)) },
    sentences: held(given ?? call, values, (held) => !single || Object.is(held, value)),
  };
}

module.exports = { culprit, held };
