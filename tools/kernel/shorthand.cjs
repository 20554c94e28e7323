/** The names that stand in `source` as shorthand properties, as nodes. */
function shorthandNames(ts, source) {
  const names = [];
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node)) names.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest));
  return names;
}

/** TypeScript source with `{ a, b }` written as `{ a: a, b: b }`, which means the same; everything else stays in place. */
const spellOutShorthand = (ts, source) =>
  shorthandNames(ts, source).reduceRight(
    (text, { end, text: name }) => `${text.slice(0, end)}: ${name}${text.slice(end)}`,
    source,
  );

/** From an offset in what `spellOutShorthand` gives to the offset in `source`. */
function offsetBeforeSpelling(ts, source) {
  const names = shorthandNames(ts, source);
  return (offset) => {
    let added = 0;
    for (const { end, text } of names) {
      const start = end + added;
      if (offset < start) break;
      const length = text.length + 2;
      // Within what was added, the value stands for the name that it repeats.
      if (offset < start + length) return Math.max(end - text.length, end - (start + length - offset));
      added += length;
    }
    return offset - added;
  };
}

module.exports = { spellOutShorthand, offsetBeforeSpelling };
