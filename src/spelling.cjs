// In JavaScript, because the kernel and the tools read it without a build.
const { distance } = require("fastest-levenshtein");

/** The candidate that `name` is most likely a misspelling of; undefined where none is near. */
function closest(name, candidates) {
  const far = (candidate) => changes(name.toLowerCase(), candidate.toLowerCase());
  const [best] = candidates
    .map((candidate) => ({ candidate, far: far(candidate) }))
    .sort((a, b) => a.far - b.far);
  // Of a short name hardly anything would be left.
  const limit = name.length < 4 ? Math.max(0, name.length - 2) : Math.max(2, Math.floor(name.length / 3));
  return best && best.far <= limit ? best.candidate : undefined;
}

/** Letters to put in, leave out or replace; any order of the same letters counts as one slip. */
const changes = (a, b) => (a !== b && sorted(a) === sorted(b) ? 1 : distance(a, b));

const sorted = (text) => [...text].sort().join("");

module.exports = { closest };
