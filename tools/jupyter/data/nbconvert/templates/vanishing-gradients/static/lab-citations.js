// JupyterLab shows marks such as `[@he2015, eq. 10]` as names and years that lead to the works, and in a list of sources the whole
// works, as the exported page does (citations.py). The works are those of `references.bib` beside the notebook.
{
  const FILE = "references.bib";
  const TEXTS = ".jp-RenderedMarkdown";
  const ONE = String.raw`@[\w:-]+(?:,[^\][;@]*)?`;
  const MARK = new RegExp(String.raw`\[(${ONE}(?:; ?${ONE})*)\]`);
  const WORK = /@(?<key>[\w:-]+)(?:,\s*(?<place>[^;]*))?/g;
  const ENTRY = /^@\w+\{\s*(?<key>[^,\s]+),(?<fields>[^]*?)^\}/gm;
  const FIELD = /(?<name>\w+)\s*=\s*(?:\{(?<braced>(?:[^{}]|\{[^{}]*\})*)\}|(?<number>\d+))/g;

  const shelves = new Map(); // the works by the folder's path

  /** "Maas, Andrew L." as it is said: "Maas", and as it is listed: "A. L. Maas". */
  function nameOf(author) {
    const [family, given = ""] = author.split(", ");
    const initials = given.replaceAll(/\p{Lu}[\p{L}’']*\.?/gu, (name) => `${name[0]}.`);
    return family === "others" ? undefined : { family, whole: `${initials} ${family}`.trim() };
  }

  function workOf({
    author = "",
    title,
    journal,
    booktitle,
    howpublished,
    publisher,
    volume,
    pages,
    year,
    doi,
    url,
  }) {
    const all = author.split(" and ").filter(Boolean);
    const names = all.map(nameOf).filter(Boolean);
    const families = names.map(({ family }) => family);
    const few = all.length < 3 ? families.join(" & ") : `${families[0]} et al.`;
    const others = names.length < all.length ? " et al." : "";
    const where = [[journal ?? booktitle, volume].filter(Boolean).join(" "), howpublished, publisher];
    const parts = [names.map(({ whole }) => whole).join(", ") + others, `“${title}”`, ...where];
    const printed = pages ? `, ${pages.replaceAll(/-+/g, "–")}` : "";
    return {
      short: `${few || howpublished || title} ${year}`,
      whole: `${parts.filter(Boolean).join(", ")} (${year})${printed}`,
      address: doi ? `https://doi.org/${doi}` : url,
    };
  }

  /** The works of a bibliography by their keys. */
  function worksOf(source) {
    const works = new Map();
    for (const { groups } of source.matchAll(ENTRY)) {
      const fields = {};
      for (const { groups: field } of groups.fields.matchAll(FIELD))
        fields[field.name] =
          field.number ?? field.braced.replaceAll(/[{}]|\s+/g, (found) => (found.trim() ? "" : " "));
      works.set(groups.key, workOf(fields));
    }
    return works;
  }

  async function fetched(folder) {
    const { baseUrl } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const answer = await fetch(`${baseUrl}files/${folder}${FILE}`);
    return answer.ok ? worksOf(await answer.text()) : new Map();
  }

  function shelf(folder) {
    if (!shelves.has(folder))
      shelves.set(
        folder,
        fetched(folder).catch(() => new Map()),
      );
    return shelves.get(folder);
  }

  /** Words that lead to a work. */
  function link(words, { whole, address }) {
    const to = address && { href: address, target: "_blank", rel: "noopener" };
    return Object.assign(document.createElement(address ? "a" : "span"), {
      textContent: words,
      title: whole,
      ...to,
    });
  }

  /** What stands in place of a mark, or undefined where a work is missing. */
  function said(mark, works, whole) {
    const cited = [...mark.matchAll(WORK)].map(({ groups }) => ({ ...groups, work: works.get(groups.key) }));
    if (cited.some(({ work }) => !work)) return undefined;
    if (whole) return [link(cited[0].work.whole, cited[0].work)];
    const parts = cited.flatMap(({ work, place }, i) => [
      i > 0 ? "; " : "[",
      link(work.short, work),
      place ? `, ${place}` : "",
    ]);
    return [...parts, "]"];
  }

  /** Whether a text is the first of an item of a list below the heading "Sources". */
  function isFirstOfSource(node) {
    const item = node.parentElement.closest("li");
    if (!item?.textContent.trimStart().startsWith(node.data.trimStart())) return false;
    let above = item.parentElement;
    while (above && !/^H[1-6]$/.test(above.tagName)) above = above.previousElementSibling;
    return /^(\d+ · )?Sources\b/.test(above?.textContent ?? "");
  }

  function fill(text, works) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode())
      if (!walker.currentNode.parentElement.closest("code")) nodes.push(walker.currentNode);
    for (let node of nodes)
      for (let found = MARK.exec(node.data); found; found = MARK.exec(node.data)) {
        const opens = node.data.slice(0, found.index).trim() === "" && isFirstOfSource(node);
        const parts = said(found[1], works, opens);
        if (!parts) break;
        const after = node.splitText(found.index + found[0].length);
        node.data = node.data.slice(0, found.index);
        node.after(...parts);
        node = after;
      }
  }

  async function read(app, text) {
    if (!MARK.test(text.textContent)) return;
    const holder = [...app.shell.widgets("main")].find(({ node }) => node.contains(text));
    const path = holder?.context?.path;
    if (path !== undefined) fill(text, await shelf(path.slice(0, path.lastIndexOf("/") + 1)));
  }

  /** Reads the marks of all texts, now and whenever one is shown. */
  window.course.readCitations = (app) => {
    const readIn = (node) => {
      const around = node.closest(TEXTS);
      for (const text of around ? [around] : node.querySelectorAll(TEXTS)) void read(app, text);
    };
    readIn(document.body);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node instanceof Element) readIn(node);
    }).observe(document.body, { childList: true, subtree: true });
  };
}
