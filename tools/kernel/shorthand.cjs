/** TypeScript source with `{ a, b }` written as `{ a: a, b: b }`, which means the same; everything else stays in place. */
function spellOutShorthand(ts, source) {
  const names = [];
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node)) names.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest));
  return names.reduceRight(
    (text, { end, text: name }) => `${text.slice(0, end)}: ${name}${text.slice(end)}`,
    source,
  );
}

module.exports = { spellOutShorthand };
