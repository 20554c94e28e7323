const ts = require("typescript");

/**
 * Declarations in which each option of a function carries its docstring: `@param options.rounds most scalings` documents
 * the property `rounds` of that parameter's type as well, where it has no words of its own. Editors and the kernel then
 * show it on the option's name.
 */
function documentOptions(text) {
  const file = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.Latest, true);
  const insertions = file.statements.filter(ts.isFunctionDeclaration).flatMap(missingDocs);
  return insertions.reduceRight(
    (done, { at, doc }) => `${done.slice(0, at)}/** ${doc} */ ${done.slice(at)}`,
    text,
  );
}

/** What is to be inserted where, in the order of the text. */
function missingDocs(declaration) {
  const tags = new Map(
    ts.getAllJSDocTags(declaration, ts.isJSDocParameterTag).map((tag) => [tag.name.getText(), textOf(tag)]),
  );
  return declaration.parameters
    .filter(({ type }) => type && ts.isTypeLiteralNode(type))
    .flatMap(({ name, type }) =>
      type.members
        .filter((member) => member.name && ts.getJSDocCommentsAndTags(member).length === 0)
        .map((member) => ({
          at: member.getStart(),
          doc: tags.get(`${name.getText()}.${member.name.getText()}`),
        })),
    )
    .filter(({ doc }) => doc);
}

const textOf = ({ comment }) => ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, " ");

module.exports = { documentOptions };
