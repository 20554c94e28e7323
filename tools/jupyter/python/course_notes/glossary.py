"""The glossary of a folder of notebooks: tables of its Markdown files, such as `notation.md`, whose last column is headed "first in".

A row's terms are what its meaning has in bold, or its first cell where that is words. On a page the first use of each opens a card
with the row, and the row leads to the page and the place where its term is first used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from .markdown import PageMarkdown

FIRST_IN = "first in"
BOLD = re.compile(r"\*\*(?P<name>[^*]+)\*\*")
RULE = re.compile(r":?-+:?")
TAG = re.compile(r"(<[^>]*>)")
SILENT = {"a", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "script", "style", "summary", "svg", "th"}
"""Elements in which a term stays plain: what leads elsewhere or opens something already, headings and code."""


@dataclass(frozen=True)
class Row:
    """A row of the glossary: what is explained and how, in Markdown, and the numbers of the notebooks that begin with it."""

    file: str
    symbol: str
    meaning: str
    first_in: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The terms of the row."""
        bold = [found["name"] for found in BOLD.finditer(self.meaning)]
        return tuple(bold) if bold else () if "$" in self.symbol else tuple(self.symbol.split(", "))

    @property
    def introduced(self) -> list[tuple[str, str]]:
        """Each term with the number of the notebook that it is first used in, the last of both where one has fewer."""
        count = max(len(self.names), len(self.first_in)) if self.names else 0
        at = range(count)
        return [(self.names[min(i, len(self.names) - 1)], self.first_in[min(i, len(self.first_in) - 1)]) for i in at]

    @property
    def anchor(self) -> str:
        """The row's place on its page; rows without a term have none."""
        return f"term-{slug(self.names[0])}" if self.names else ""


def slug(name: str) -> str:
    """A term as part of an anchor."""
    return "-".join(re.findall(r"\w+", name.lower()))


def read(folder: Path) -> list[Row]:
    """All rows of the folder's glossaries."""
    return [row for path in sorted(folder.glob("*.md")) for row in rows_of(path.name, path.read_text(encoding="utf-8"))]


def rows_of(file: str, text: str) -> Iterator[Row]:
    """The rows of the tables with such a column in one Markdown text."""
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[-1] == FIRST_IN:
            inside = True
        elif inside and not RULE.fullmatch(cells[0]):
            yield Row(file, cells[0], " | ".join(cells[1:-1]), tuple(cells[-1].split(", ")))


class Marker:
    """Marks the first use of each term on a page, and gathers the cards that they open."""

    def __init__(self, rows: Iterable[Row], pages: Mapping[str, str], number: str) -> None:
        # Before it is introduced, a word may be used in its everyday sense.
        self.rows = {name: row for row in rows for name, first in row.introduced if not number.isdigit() or first <= number}
        self.pages = pages
        self.used: dict[str, Row] = {}
        names = sorted(self.rows, key=len, reverse=True)
        spelled = "|".join(f"[{re.escape(n[0].upper() + n[0].lower())}]{re.escape(n[1:])}" for n in names)
        self.pattern = re.compile(rf"(?<![\w-])(?P<name>{spelled})(?=s?(?![\w-]))") if names else None
        self.by_spelling = {name[0].lower() + name[1:]: name for name in names}

    def mark(self, html: str) -> str:
        """The HTML with a button for each term that has none yet."""
        if self.pattern is None:
            return html
        silent: list[str] = []
        parts = TAG.split(html)
        for at, part in enumerate(parts):
            if at % 2 == 0:
                if not silent:
                    parts[at] = self.pattern.sub(self._button, part)
                continue
            tag = re.match(r"</?([\w-]+)", part)
            if not tag or tag[1].lower() not in SILENT:
                continue
            if part.startswith("</"):
                if silent:
                    silent.pop()
            else:
                silent.append(tag[1])
        return "".join(parts)

    def _button(self, found: re.Match[str]) -> str:
        name = self.by_spelling[found["name"][0].lower() + found["name"][1:]]
        if name in self.used:
            return found[0]
        self.used[name] = self.rows[name]
        at = slug(name)
        return f'<button type="button" class="term" id="use-{at}" popovertarget="card-{at}">{found["name"]}</button>'

    def cards(self, markdown: PageMarkdown) -> list[dict[str, str]]:
        """For each term used its `anchor` and its card as HTML with formula marks."""
        return [{"anchor": f"card-{slug(name)}", "html": self._card(name, row, markdown)} for name, row in self.used.items()]

    def _card(self, name: str, row: Row, markdown: PageMarkdown) -> str:
        said = row.symbol if "$" in row.symbol else f"**{row.symbol}**"
        page = Path(row.file).with_suffix(".html").name
        places = first_uses(row, self.pages)
        first = f", first in {places}" if places else ""
        return markdown.render(f"{said}: {row.meaning}") + f'<p><a href="{page}#{row.anchor}">Glossary</a>{first}</p>'


def first_uses(row: Row, pages: Mapping[str, str]) -> str:
    """Links to the places where the terms of a row are first used, each with the number of its page; those that exist."""
    links = []
    for name, number in row.introduced or [("", number) for number in row.first_in]:
        place = f"#use-{slug(name)}" if name else ""
        links.append(f'<a href="{escape(pages[number])}{place}">{number}</a>' if number in pages else escape(number))
    links = list(dict.fromkeys(links))
    return ", ".join(links)


def term(row: Row, markdown: PageMarkdown) -> dict[str, str]:
    """What the search says of a row, as HTML with formula marks."""
    name = ", ".join(row.names) or row.symbol
    return {"anchor": row.anchor, "name": markdown.render(name), "words": markdown.render(f"{row.symbol}: {row.meaning}")}


def linked_rows(html: str, rows: list[Row], pages: Mapping[str, str]) -> str:
    """The page of a glossary: its rows under their anchors, leading to the first uses."""
    if "<table" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    waiting = iter(rows)
    for table in soup.select("table"):
        heads = table.select("th")
        if not heads or heads[-1].get_text() != FIRST_IN:
            continue
        for line in table.select("tbody tr"):
            row = next(waiting)
            if row.anchor:
                line["id"] = row.anchor
            last = line.select("td")[-1]
            last.clear()
            last.append(BeautifulSoup(first_uses(row, pages), "html.parser"))
    return str(soup)


def pages_by_number(folder: Path) -> dict[str, str]:
    """The page of each notebook of a folder by the number that its name begins with."""
    return {path.stem.partition("-")[0]: f"{path.stem}.html" for path in sorted(folder.glob("[0-9][0-9]-*.ipynb"))}
