import { beforeAll, describe, expect, test } from "vitest";
import { ended, startPython } from "../support/jupyter";

/** What the exporter makes of the course's own texts, without running a cell. */
const program = `
import json, re, sys
from course_notes import citations, glossary, notebooks, paths
from course_notes.markdown import PageMarkdown
rows = glossary.read(paths.NOTEBOOKS)
pages = glossary.pages_by_number(paths.NOTEBOOKS)
used, cited, lists, references = {}, set(), {}, {}
for notebook in notebooks.find(paths.NOTEBOOKS):
    markdown = PageMarkdown(str(paths.NOTEBOOKS))
    number = notebook.stem[:2]
    marker = glossary.Marker(rows, pages, number)
    for cell in notebook.read().cells:
        if cell.cell_type != "markdown": continue
        html = marker.mark(markdown.render(cell.source))
        if citations.SOURCES.match(cell.source):
            lists[number] = [cell.source.count("[@"), len(re.findall(r"<li>", html)), len(citations.ENTRY.findall(html))]
    used[number] = sorted(marker.used)
    if markdown.citations.marks:
        cited |= set(markdown.citations.numbers)
        references = markdown.citations.references
json.dump({"used": used, "cited": sorted(cited), "lists": lists, "references": references,
  "terms": [[name, number] for row in rows for name, number in row.introduced]}, sys.stdout)
`;

interface Course {
  used: Record<string, string[]>;
  cited: string[];
  lists: Record<string, [marks: number, items: number, entries: number]>;
  references: Record<string, string>;
  terms: [term: string, number: string][];
}
let course: Course;
beforeAll(async () => {
  const { code, stdout, stderr } = await ended(startPython(["-c", program]));
  expect(code, stderr).toBe(0);
  course = JSON.parse(stdout);
});

/** Works that nobody has given an address. */
const ON_PAPER = ["challenger1986", "crossvalidated2020", "hochreiter1991", "verhulst1838"];

describe("the course's glossary", () => {
  test("has each term on the page that it names as the first", () => {
    expect(course.terms.length).toBeGreaterThan(20);
    const numbers = new Set(Object.keys(course.used));
    const missing = course.terms.filter(
      ([term, number]) => numbers.has(number) && !course.used[number].includes(term),
    );
    expect(missing).toEqual([]);
  });
});

describe("the course's bibliography", () => {
  test("has no work that no notebook cites", () => {
    expect(course.cited).toEqual(Object.keys(course.references).toSorted());
  });
  test("says where each work can be read, but for those that are on paper alone", () => {
    const without = Object.keys(course.references).filter(
      (key) => !course.references[key].includes("<a href="),
    );
    expect(without.toSorted()).toEqual(ON_PAPER);
  });
  test("is what every list of sources is made of that has any mark", () => {
    for (const [number, [marks, items, entries]] of Object.entries(course.lists))
      if (marks > 0) expect(entries, `list of notebook ${number}`).toBe(items);
  });
});
