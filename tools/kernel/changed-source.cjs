// The source of a module of others with some of its texts changed: what a pinned version does is mended where it does it.
const { readFileSync } = require("node:fs");

/**
 * The source with all changes, or as it is where one of their places is not in it: some name what others define.
 * @param changes texts in their order, and what stands in their place
 */
function changedSource(path, changes) {
  const text = readFileSync(path, "utf8");
  const parts = [];
  let done = 0;
  for (const [from, to] of changes) {
    const start = text.indexOf(from, done);
    if (start < 0) return text;
    parts.push(text.slice(done, start), to);
    done = start + from.length;
  }
  return [...parts, text.slice(done)].join("");
}

module.exports = { changedSource };
