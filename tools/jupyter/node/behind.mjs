import ts from "typescript";

function* identifiers(node) {
  if (ts.isIdentifier(node)) yield node;
  const children = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) yield* identifiers(child);
}

const isKey = (node) =>
  (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent)) &&
  node.parent.name === node;

/** The nodes of the names that a statement of a cell declares. */
const declared = (statement) =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.flatMap(({ name }) => [...identifiers(name)])
    : [statement.name].filter((name) => name && ts.isIdentifier(name));

const texts = (nodes) => nodes.map(({ text }) => text);

/**
 * The parameters behind each cell of a notebook: those that it names, and those behind the cells above whose constants and functions it names.
 * @param cells the sources of the code cells, in their order
 * @param parameters their names
 */
export function behind(cells, parameters) {
  const known = new Map(parameters.map((name) => [name, [name]]));
  return cells.map((source) => {
    const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
    const names = texts([...identifiers(file)].filter((node) => !isKey(node)));
    const found = new Set(names.flatMap((name) => known.get(name) ?? []));
    for (const name of texts(file.statements.flatMap(declared)))
      if (!parameters.includes(name)) known.set(name, [...found]);
    return parameters.filter((name) => found.has(name));
  });
}
