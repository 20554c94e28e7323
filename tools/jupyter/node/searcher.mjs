// What searches the pages of a folder, in the browser: headings count more than titles, and both more than text.
import MiniSearch from "minisearch";

const MOST = 24; // results
const EXCERPT = 160; // characters

/** ê as e, χ₁ as χ1; letters of other alphabets and signs of formulas as they are. */
const folded = (term) =>
  term
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "");

/** The words around the first of those found, cut at spaces. */
function excerpt(words, found) {
  const at = Math.max(
    0,
    Math.min(...found.map((term) => words.search(term)).filter((place) => place >= 0)) || 0,
  );
  const from = at > EXCERPT / 3 ? words.indexOf(" ", at - EXCERPT / 3) + 1 : 0;
  const part = words.slice(from, from + EXCERPT);
  const cut = from + EXCERPT < words.length ? part.slice(0, part.lastIndexOf(" ")) : part;
  return `${from > 0 ? "… " : ""}${cut}${cut.length < part.length ? " …" : ""}`;
}

/**
 * A function from words to what was found.
 * @param documents {file, page, anchor, heading, words, term} of each section
 */
window.course.searcher = (documents) => {
  const search = new MiniSearch({
    fields: ["heading", "page", "words"],
    processTerm: (term) => folded(term) || null,
    searchOptions: {
      boost: { heading: 4, page: 2 },
      boostDocument: (id) => (documents[id].term ? 2 : 1),
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    },
  });
  search.addAll(documents.map((document, id) => ({ id, ...document })));
  return (query) => {
    const all = search.search(query, { combineWith: "AND" });
    const results = all.length > 0 ? all : search.search(query, { combineWith: "OR" });
    return results.slice(0, MOST).map(({ id, terms }) => {
      // Under u, only what means something to a pattern may be escaped.
      const found = terms.map(
        (term) => new RegExp(term.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`), "iu"),
      );
      return { ...documents[id], found, words: excerpt(documents[id].words, found) };
    });
  };
};
