import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openFile } from "../support/browser";
import { temporaryFolder } from "../support/folders";
import { runExporter } from "../support/notes";

/** What the exporter makes of the course's own texts, without running a cell. */
const program = `
import json, re, sys
from course_notes import citations, glossary, notebooks, paths
from course_notes.markdown import PageMarkdown
rows = glossary.read(paths.NOTEBOOKS)
pages = glossary.pages_by_number(paths.NOTEBOOKS)
used, cited, lists, references, places, links = {}, set(), {}, {}, {}, []
course = notebooks.find(paths.NOTEBOOKS)
texts = [notebooks.Notebook(path) for path in sorted(paths.NOTEBOOKS.glob("*.md"))]
for notebook in [*course, *texts]:
    markdown = PageMarkdown(str(paths.NOTEBOOKS))
    number = notebook.stem[:2]
    marker = glossary.Marker(rows, pages, number)
    for cell in notebook.read().cells:
        if cell.cell_type != "markdown": continue
        html = marker.mark(markdown.render(cell.source))
        links += [[notebook.stem, *found] for found in re.findall(r'href="([\\w-]+)[.]html(?:#([^"]*))?"', html)]
        if citations.SOURCES.match(cell.source):
            lists[number] = [cell.source.count("[@"), len(re.findall(r"<li>", html)), len(citations.ENTRY.findall(html))]
    places[notebook.stem] = [heading.anchor for heading in markdown.headings]
    used[number] = sorted(marker.used)
    if markdown.citations.marks:
        cited |= set(markdown.citations.numbers)
        references = markdown.citations.references
json.dump({"used": used, "cited": sorted(cited), "lists": lists, "references": references,
  "places": places, "links": links,
  "terms": [[name, number] for row in rows for name, number in row.introduced]}, sys.stdout)
`;

/** Writes the page of the sheet, for which no cell is run. */
const sheet = `
import sys
from pathlib import Path
from course_notes import notebooks, paths
from course_notes.export import page_of
text = notebooks.Notebook(paths.NOTEBOOKS / "what-to-remember.md")
html, page = page_of(text.read(), text.path)
(Path(sys.argv[1]) / page.file).write_bytes(html)
`;

interface Course {
  used: Record<string, string[]>;
  cited: string[];
  lists: Record<string, [marks: number, items: number, entries: number]>;
  references: Record<string, string>;
  terms: [term: string, number: string][];
  places: Record<string, string[]>;
  links: [from: string, page: string, place: string][];
}
let course: Course;
beforeAll(async () => {
  const { code, stdout, stderr } = await runExporter(program);
  expect(code, stderr).toBe(0);
  course = JSON.parse(stdout);
});

describe("the course's links", () => {
  test("lead to pages and headings that are there", () => {
    const places: Record<string, string[]> = { index: [], ...course.places };
    const broken = course.links.filter(([, page, place]) => place && !places[page]?.includes(place));
    expect(course.links.filter(([, , place]) => place).length).toBeGreaterThan(15);
    expect([...broken, ...course.links.filter(([, page]) => !(page in places))]).toEqual([]);
  });
});

describe("what to remember", () => {
  test("has at least a line on every notebook, each of which leads to its place", () => {
    const lines = course.links.filter(([from]) => from === "what-to-remember");
    expect(lines.filter(([, , place]) => !place)).toEqual([]);
    const notebooks = Object.keys(course.places).filter((name) => /^\d\d-/.test(name));
    expect(lines.map(([, page]) => page)).toEqual(expect.arrayContaining(notebooks));
  });
  test("is printed on one sheet of A4", async () => {
    const output = temporaryFolder();
    const { code, stderr } = await runExporter(sheet, [output]);
    expect(code, stderr).toBe(0);
    const browser = await launchBrowser();
    const { page } = await openFile(browser, join(output, "what-to-remember.html"));
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    await page.context().close();
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect([width, height].map((points) => Math.round(Number(points) / (72 / 25.4)))).toEqual([210, 297]);
  });
});

/** Works that nobody has given an address. */
const ON_PAPER = ["verhulst1838"];

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
