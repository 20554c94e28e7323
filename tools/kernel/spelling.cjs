const { distance } = require("fastest-levenshtein");

/** The candidate that `name` is most likely a misspelling of; undefined where none is near. */
function closest(name, candidates) {
  const far = (candidate) => distance(name.toLowerCase(), candidate.toLowerCase());
  const [best] = candidates
    .map((candidate) => ({ candidate, far: far(candidate) }))
    .sort((a, b) => a.far - b.far);
  // Two swapped letters count as 2; of a name of three letters or fewer hardly anything would be left.
  const limit = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3));
  return best && best.far <= limit ? best.candidate : undefined;
}

module.exports = { closest };
