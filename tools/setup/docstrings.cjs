const ts = require("typescript");

/**
 * Declarations in which each option of a function carries its docstring: `@param options.rounds most scalings` documents
 * the property `rounds` of that parameter's type as well, where it has no words of its own. Editors and the kernel then
 * show it on the option's name.
 */
function documentOptions(text) {
  const functions = parse(text).statements.filter(ts.isFunctionDeclaration);
  return insert(text, functions.flatMap(missingDocs));
}

/** Declarations in which each namespace has the docstring of `export * as …` in the entry's text. */
function documentNamespaces(text, entry) {
  const docs = new Map(
    parse(entry)
      .statements.filter(({ exportClause }) => exportClause && ts.isNamespaceExport(exportClause))
      .map((statement) => [statement.exportClause.name.text, textOf(statement.jsDoc?.at(-1) ?? {})]),
  );
  const spaces = parse(text).statements.filter(ts.isModuleDeclaration);
  const insertions = spaces.map((space) => ({ at: space.getStart(), doc: docs.get(space.name.text) }));
  return insert(
    text,
    insertions.filter(({ doc }) => doc),
  );
}

const parse = (text) => ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest, true);

const insert = (text, insertions) =>
  insertions.reduceRight((done, { at, doc }) => `${done.slice(0, at)}/** ${doc} */ ${done.slice(at)}`, text);

/** What is to be inserted where, in the order of the text. */
function missingDocs(declaration) {
  const tags = new Map(
    ts.getAllJSDocTags(declaration, ts.isJSDocParameterTag).map((tag) => [tag.name.getText(), textOf(tag)]),
  );
  return declaration.parameters
    .flatMap(({ name, type }) =>
      membersOf(type)
        .filter((member) => member.name && ts.getJSDocCommentsAndTags(member).length === 0)
        .map((member) => ({
          at: member.getStart(),
          doc: tags.get(`${name.getText()}.${member.name.getText()}`),
        })),
    )
    .filter(({ doc }) => doc);
}

function membersOf(type) {
  if (!type) return [];
  if (ts.isIntersectionTypeNode(type) || ts.isUnionTypeNode(type)) return type.types.flatMap(membersOf);
  return ts.isTypeLiteralNode(type) ? type.members : [];
}

const textOf = ({ comment }) => ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, " ");

module.exports = { documentNamespaces, documentOptions };
