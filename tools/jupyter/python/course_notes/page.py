"""The preprocessor behind the template: everything on the page that is not plain layout.

It runs for `npm run notes`, for `jupyter nbconvert` and for JupyterLab's own export alike.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from . import glossary
from .characters import characters
from .citations import SOURCES, Citations, uncited
from .fold import fold
from .guess import guess_of
from .live import live_notebook
from .markdown import MARKED, PageMarkdown, filler
from .node import live_files, packed_plotly, page_script, render_math
from .sanitize import sanitize
from .words import words_by_section

PLOTLY = "application/vnd.plotly.v1+json"
MINUTES = re.compile(r"\b(?P<minutes>\d+) minutes\b")
SHEET = "<!-- one sheet -->"
"""The first line of a text that is printed on one sheet of paper."""
SAID = re.compile('<span class="said">[^<]*</span>')
DEFAULT_HEIGHT = 450
"""Plotly's own height in pixels of a chart that does not state one."""


class CoursePage(Preprocessor):
    """Renders the text of the cells, packs the charts, and gathers title, contents and assets as `resources.page`."""

    def preprocess(
        self, notebook: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Adds `html` to the cells and outputs that have some, and `resources.page`."""
        clean = sanitize if resources.get("should_sanitize_html") else str
        markdown = PageMarkdown(resources.get("metadata", {}).get("path", ""))
        texts = list(text_of(notebook))
        for node, source in texts:
            node.html = clean(markdown.render(source, node.get("attachments")))
        tex = [str(formula["tex"]) for formula in markdown.formulas]
        is_live = resources.get("live", True)
        live, controls = live_notebook(notebook, tex) if is_live else ("", {})
        front = uncited(next((node.html for node, _ in texts), ""))
        terms, cards = explain(texts, markdown, resources.get("metadata", {}))  # before there are titles of works
        rest = cite(texts, markdown.citations)
        styles: list[str] = []
        for output in outputs(notebook, "text/html"):
            output.html, rules = without_styles(clean(output.data["text/html"]), len(styles))
            styles += rules
        rendered, style = render_math(markdown.formulas)
        # Most of a page's elements are its formulas': page_of fills them in after nbconvert has gone through all others.
        fill = str if resources.get("fills_formulas") else filler(rendered)
        name = filler([escape(characters(html)) for html in rendered])
        words = words_by_section(name("\n".join(node.html for node, _ in texts)))
        for node, _ in texts:
            node.html = fill(SAID.sub(lambda found: name(found[0]), node.html))
        fold(notebook)
        figures = charts(notebook)
        asks = is_live and ask_for_guesses(notebook)
        shared = resources.get("shared", {})
        unpacker, plotly = packed_plotly() if figures or live else ("", "")
        resources["page"] = {
            **heading_of(front, markdown, name, resources),
            "contents": [
                {
                    "level": heading.level,
                    "anchor": heading.anchor,
                    "html": fill(heading.html),
                    "tex": markdown.delimited(plain(heading.html)),
                    "name": plain(name(heading.html)),
                    "words": words[heading.anchor],
                }
                for heading in markdown.headings
                if heading.level in (2, 3)
            ],
            "words": words.get(markdown.headings[0].anchor, "") if markdown.headings else words[""],
            "sheet": SHEET in (texts[0][1] if texts else ""),
            "minutes": minutes_of(texts[0][1] if texts else ""),
            "terms": [{key: plain(name(html)) for key, html in term.items()} for term in terms],
            "cards": [{**card, "html": fill(card["html"])} for card in cards],
            "sources": rest,
            "sources_listed": bool(markdown.citations.listed),
            "cites": bool(markdown.citations.marks),
            "formulas": rendered,
            "math_style": style,
            "output_style": "\n".join(styles),
            "charts": [output.chart for output in outputs(notebook, PLOTLY)],
            "guess_script": page_script("guess") if asks else "",
            "figures": pack(figures),
            "unpacker": unpacker,
            "plotly": "" if shared or not figures else plotly,
            "live": live,
            "live_script": live_files()["packed"].read_text(encoding="utf-8") if live and not shared else "",
            "shared": shared,
            "overrides": notebook.metadata.get("overrides", {}),
            "controls": controls,
        }
        return notebook, resources


def cite(texts: list[tuple[NotebookNode, str]], citations: Citations) -> str:
    """Puts numbers in place of the marks of citations, and references into the list of sources; returns the entries that no list has."""
    sources = [node for node, source in texts if SOURCES.match(source)]
    for node in sources:
        citations.list_entries(node.html)
    for node in sources:
        node.html = citations.entries(node.html)
    for node, _ in texts:
        node.html = citations.fill(node.html)
    return citations.rest()


def explain(
    texts: list[tuple[NotebookNode, str]], markdown: PageMarkdown, metadata: dict[str, str]
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Marks the terms of the folder's glossary; returns those that the page itself explains, and the cards of those that it uses."""
    if not metadata.get("path"):
        return [], []
    folder = Path(metadata["path"])
    rows, pages = glossary.read(folder), glossary.pages_by_number(folder)
    own = [row for row in rows if Path(row.file).stem == metadata.get("name")]
    if own:
        for node, _ in texts:
            node.html = glossary.linked_rows(node.html, own, pages)
        return [glossary.term(row, markdown) for row in own], []
    marker = glossary.Marker(rows, pages, metadata.get("name", "").partition("-")[0])
    for node, _ in texts:
        if node.get("cell_type") == "markdown":
            node.html = marker.mark(node.html)
    return [], marker.cards(markdown)


def outputs(notebook: NotebookNode, mime: str) -> list[NotebookNode]:
    """The outputs that carry this MIME type, in the order of the page."""
    return outputs_of(notebook.cells, mime)


def outputs_of(cells: list[NotebookNode], mime: str) -> list[NotebookNode]:
    """Those of some of its cells."""
    every = (output for cell in cells for output in cell.get("outputs", []))
    return [output for output in every if mime in output.get("data", {})]


def text_of(notebook: NotebookNode) -> list[tuple[NotebookNode, str]]:
    """All Markdown with the cell or output that it belongs to."""
    cells = [(cell, cell.source) for cell in notebook.cells if cell.cell_type == "markdown"]
    return cells + [(output, output.data["text/markdown"]) for output in outputs(notebook, "text/markdown")]


def without_styles(html: str, first: int) -> tuple[str, list[str]]:
    """The HTML of an output with its style attributes, which it needs in JupyterLab, as rules of a style sheet."""
    if "style=" not in html:
        return html, []
    soup = BeautifulSoup(html, "html.parser")
    rules = []
    for tag in soup.select("[style]"):
        tag["data-style"] = str(first + len(rules))
        declarations = str(tag.attrs.pop("style")).replace("<", "\\3c ")
        rules.append(f'#text [data-style="{tag["data-style"]}"] {{ {declarations} }}')
    return str(soup), rules


def charts(notebook: NotebookNode) -> list[Any]:
    """The figures, each numbered on its output so that the template can point at it."""
    found = outputs(notebook, PLOTLY)
    for number, output in enumerate(found):
        output.chart = {
            "number": number,
            "height": output.data[PLOTLY].get("layout", {}).get("height") or DEFAULT_HEIGHT,
            "text": output.data.get("text/plain", f"Chart {number + 1}"),
        }
    return [output.data[PLOTLY] for output in found]


def ask_for_guesses(notebook: NotebookNode) -> bool:
    """Notes at the first chart of each cell whether the reader is to draw it first; returns whether there are any."""
    first = [(cell, output) for cell in notebook.cells for output in outputs_of([cell], PLOTLY)[:1]]
    for cell, output in first:
        output.chart["guess"] = guess_of(cell)
    return any(output.chart["guess"] for _, output in first)


def pack(figures: list[Any]) -> str:
    """The figures as gzip-compressed JSON in base64; the fixed time stamp keeps a page the same from run to run."""
    text = json.dumps(figures, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def heading_of(
    front: str, markdown: PageMarkdown, name: Callable[[str], str], resources: dict[str, Any]
) -> dict[str, str]:
    """The title (first heading) and the question (the first words below it), the question also with its formulas as TeX."""
    soup = BeautifulSoup(front, "html.parser")
    for link in soup.select("a.anchor"):
        link.decompose()
    first = soup.find(re.compile("^h[1-6]$"))
    below = first.find_next_siblings(["p", "blockquote"]) if first else []
    texts = (" ".join(element.get_text().split()) for element in below)
    question = next((text for text in texts if re.search(r"\w", MARKED.sub("", text))), "")
    title = plain(name(first.decode_contents())) if first else ""
    return {
        "title": title or resources.get("metadata", {}).get("name", "Notebook"),
        "question": plain(name(escape(question))),
        "question_tex": markdown.delimited(question),
    }


def minutes_of(front: str) -> int | None:
    """How long a page takes, where its first text says so."""
    found = MINUTES.search(front)
    return int(found["minutes"]) if found else None


def plain(html: str) -> str:
    """The words of some HTML on one line."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())
