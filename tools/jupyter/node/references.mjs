import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Cite } = require("@citation-js/core");
void require("@citation-js/plugin-bibtex"); // makes itself known to the core

const ARXIV = /^10\.48550\/arXiv\./i;

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (words) => String(words).replaceAll(/[&<>"]/g, (character) => ENTITIES[character]);
/** A title without what its markup makes of it. */
const words = (title) => escaped(title.replaceAll(/<\/?(span|i|b|su[bp]|sc)\b[^>]*>/g, ""));

const initials = (given) => given.replaceAll(/\p{Lu}[\p{L}’']*\.?/gu, (name) => `${name[0]}.`);
const nameOf = ({ given, "non-dropping-particle": particle, family }) =>
  [given && initials(given), particle, family].filter(Boolean).join(" ");

/** The names of all authors; "others" is BibTeX's word for those left out. */
function namesOf(people) {
  const names = people.map(nameOf);
  return names.at(-1) === "others" ? `${names.slice(0, -1).join(", ")} et al.` : names.join(", ");
}

/** Where a work can be read: by its DOI, in the arXiv, or at an address of its own. */
function link({ DOI: doi, URL: url }) {
  if (!doi && !url) return undefined;
  const name = doi
    ? ARXIV.test(doi)
      ? doi.replace(ARXIV, "arXiv:")
      : `doi:${doi}`
    : url.replace(/^https?:\/\/(www\.)?|\/$/g, "");
  return `<a href="${escaped(doi ? `https://doi.org/${doi}` : url)}">${escaped(name)}</a>`;
}

function place({ "container-title": whole, volume, genre, publisher, note }) {
  const journal = whole && `<i>${words(whole)}</i>${volume ? ` ${escaped(volume)}` : ""}`;
  return [journal, genre, publisher, note]
    .filter(Boolean)
    .map((part) => (part === journal ? part : escaped(part)))
    .join(", ");
}

/** A work in one line: authors, title, where it appeared, year, pages, address. */
function line(work) {
  const year = work.issued["date-parts"][0][0];
  const pages = work.page && escaped(work.page.replaceAll(/-+/g, "–"));
  const title = `“${words(work.title)}”`;
  const where = place(work);
  const parts = [work.author && escaped(namesOf(work.author)), where ? `${title}, ${where}` : title];
  return [`${parts.filter(Boolean).join(", ")} (${year})`, pages, link(work)].filter(Boolean).join(", ");
}

/** What nobody could find a work without. */
const lacking = (work) => [!work.title && "title", !work.issued && "year"].filter(Boolean);

function worksOf(source) {
  try {
    return { works: new Cite(source, { generateGraph: false }).data, problems: [] };
  } catch (error) {
    return { works: [], problems: [`this is not BibTeX: ${error.message}`] };
  }
}

/**
 * Reads a bibliography.
 * @param source its BibTeX
 * @returns `references`, a line of HTML of each work by its key, or `problems`, as messages
 */
export function answer(source) {
  const { works, problems } = worksOf(source);
  const keys = works.map((work) => work.id);
  problems.push(...keys.filter((key, i) => keys.indexOf(key) < i).map((key) => `${key} is there twice`));
  for (const work of works) for (const field of lacking(work)) problems.push(`${work.id} has no ${field}`);
  if (problems.length > 0) return { problems };
  return { references: Object.fromEntries(works.map((work) => [work.id, line(work)])) };
}
