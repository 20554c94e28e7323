// What TypeScript finds wrong in a cell, in a reader's words: the innermost message, for a misspelt name the nearest one
// and all that would do, the line, and what the variables in it hold.
const { declarationOf, placeOf } = require("./cells.cjs");
const { PREFIX } = require("./compile.cjs");
const { ts } = require("./typescript.cjs");
const { report } = require("./error-report.cjs");
const { offsetBeforeSpelling } = require("./shorthand.cjs");
const { sourceLine } = require("./source-line.cjs");
const { closest } = require("../../src/spelling.cjs");
const { held } = require("./variables.cjs");

/** More than these tell the reader nothing new. */
const SHOWN = 3;
/** tslab's name for a cell. */
const CELL = "__tslab__.ts";
const LISTED = 40;
/** Longer expressions are not said again. */
const LONGEST = 40;

/** The last, most precise link of a chain of messages. */
const innermost = (link) => (link.next?.[0] ? innermost(link.next[0]) : link);

/** Its words; object types are too long to read. */
const words = (text) => (innermost(text).messageText ?? text).replaceAll(/'\{[^']{30,}\}'/g, "'{ … }'");

/** TypeScript's message, about the option or variable `name` where there is one. */
const message = (text, name) =>
  words(text)
    .replaceAll(/ArrayLike<(\w+)>|readonly (\w+)\[\]/g, "$1$2[]")
    .replace(/^Type '(.+)' is not assignable to type '(.+)'\.$/, (said, got, wanted) =>
      name ? `${name} must be of type ${wanted}; got ${got}.` : said,
    )
    .replace(
      /^Property '(.+)' is missing in type '\{.*\}' but required in type '(.+)'\.$/,
      "$2 needs the option $1.",
    );

/** The innermost node that spans an offset; undefined between statements. */
function nodeAt(file, offset) {
  let found;
  const visit = (node) => {
    if (offset < node.getStart(file) || offset >= node.end) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

const members = (type) => (type?.isUnion() ? type.types : type ? [type] : []);
const literals = (type) => members(type).flatMap((t) => (t.isStringLiteral() ? [t.value] : []));
const namesOf = (type) => members(type).flatMap((t) => t.getProperties().map(({ name }) => name));

/** The names that the reader or the packages gave, not those of JavaScript itself. */
function namesInScope(node, program) {
  const own = ({ declarations = [] }) =>
    declarations.some((declaration) => {
      const file = declaration.getSourceFile();
      return !program.isSourceFileDefaultLibrary(file) && !file.fileName.includes("/@types/");
    });
  return program
    .getTypeChecker()
    .getSymbolsInScope(node, ts.SymbolFlags.Value | ts.SymbolFlags.Alias)
    .filter(own)
    .map(({ name }) => name);
}

/** The value that is given where `node` stands: that of an option, of a variable, or an argument itself. */
const valueAt = (node) =>
  node &&
  (ts.isPropertyAssignment(node.parent) || ts.isVariableDeclaration(node.parent)) &&
  node.parent.name === node
    ? node.parent.initializer
    : node;

/** What is said of a misspelling: the nearest valid name, and a list of all. */
function misspelling(said, name, valid, lead, quote = String) {
  const all = [...new Set(valid)].filter((choice) => choice !== name);
  const near = closest(name, all);
  const listed = lead && all.length > 0 && all.length <= LISTED;
  return {
    said: near ? `${said} Did you mean ${quote(near)}?` : said,
    list: listed ? [`${lead}: ${all.map(quote).join(", ")}`] : [],
  };
}

/** What is wrong with a name, and all that might stand in its place; undefined where the fault is another. */
function explained({ code: outer, messageText, start, length, file }, program) {
  const code = innermost(messageText).code ?? outer;
  const checker = program.getTypeChecker();
  const node = nodeAt(file, start);
  if (!node) return undefined;
  const { parent, text: name } = node;
  if (code === 2304 || code === 2552) {
    // tslab knows the variables of a cell only once it has run to its end.
    const declared = declarationOf(name)?.cell.script;
    if (declared) return { said: `${declared}, which declares ${name}, did not run to its end: run it again.`, list: [] }; // prettier-ignore
    const found = misspelling(`There is no ${name}.`, name, namesInScope(node, program));
    const suggests = found.said.includes("Did you mean");
    return suggests ? found : { ...found, said: `${found.said} Has the cell that declares it been run?` };
  }
  if ((code === 2339 || code === 2551) && ts.isPropertyAccessExpression(parent)) {
    const owner = parent.expression;
    if (isPromise(checker.getTypeAtLocation(owner))) return unawaited(owner, file);
    const valid = namesOf(checker.getTypeAtLocation(owner));
    return misspelling(`${owner.getText(file)} has no ${name}.`, name, valid, "It has");
  }
  if ((code === 2353 || code === 2561) && parent.parent && ts.isObjectLiteralExpression(parent.parent)) {
    const valid = namesOf(checker.getContextualType(parent.parent));
    return misspelling(`There is no option ${name}.`, name, valid, "Options");
  }
  const whole = ts.findAncestor(node, (one) => one.end >= start + length);
  if (NOT_ASSIGNABLE.has(outer) && ts.isExpression(whole) && isPromise(checker.getTypeAtLocation(whole)))
    return unawaited(whole, file);
  return wrongChoice(node, checker);
}

/** TypeScript's numbers for an argument, a value and a call that do not fit. */
const NOT_ASSIGNABLE = new Set([2345, 2322, 2769]);

const isPromise = (type) => type?.symbol?.name === "Promise";

/** A result that is used before it is there. */
function unawaited(node, file) {
  const text = node.getText(file);
  return { said: `${text.length > LONGEST ? "This" : text} is a promise of a result: write await before it.`, list: [] }; // prettier-ignore
}

/** A text that is none of the names that its place takes. */
function wrongChoice(node, checker) {
  const value = valueAt(node);
  if (!value || !ts.isExpression(value)) return undefined;
  const given = checker.getTypeAtLocation(value);
  const valid = literals(checker.getContextualType(value));
  if (!given.isStringLiteral() || valid.length === 0) return undefined;
  const target = value === node ? "" : ` for ${node.text}`;
  const said = `${JSON.stringify(given.value)} is not a known name${target}.`;
  return misspelling(said, given.value, valid, "Choose one of", JSON.stringify);
}

/** One fault: what is said, and the lines below it. */
function fault(diagnostic, program, cell, values) {
  const { file, start, messageText } = diagnostic;
  const name = file.fileName.split("/").at(-1);
  const node = nodeAt(file, start);
  const value = valueAt(node);
  const { said, list } = explained(diagnostic, program) ?? {
    said: message(messageText, value !== node && node.text),
    list: [],
  };
  if (name !== CELL) {
    const { line } = file.getLineAndCharacterOfPosition(start);
    return { said, lines: [...list, `${name}, line ${line + 1}`] };
  }
  const place = placeOf(cell.source, offsetBeforeSpelling(ts, cell.source)(start - PREFIX.length));
  return { said, lines: [...list, ...sourceLine({ cell, ...place }), ...(value ? held(value, values) : [])] };
}

/** The report of a cell that does not compile; `values` are the variables of all cells. */
function diagnosticsReport({ program, diagnostics }, cell, values) {
  // A variable that this cell would have declared anew has its old value only.
  const own = new Set(cell.declarations.map(([name]) => name));
  const earlier = Object.fromEntries(Object.entries(values).filter(([name]) => !own.has(name)));
  const faults = diagnostics.map((diagnostic) => fault(diagnostic, program, cell, earlier));
  const [first, ...others] = faults.slice(0, SHOWN);
  const more = faults.length - SHOWN;
  return report("TypeScript", first.said, [
    ...first.lines,
    ...others.flatMap(({ said, lines }) => ["", said, ...lines]),
    ...(more > 0 ? ["", `and ${more} more`] : []),
  ]);
}

module.exports = { diagnosticsReport };
