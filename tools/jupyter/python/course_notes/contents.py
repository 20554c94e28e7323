"""The list of the pages, and the links from each page to its neighbours."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from .files import write
from .paths import TEMPLATE

INDEX = "index.html"
COURSE = "Vanishing gradients"
LEAD = "Why gradients vanish (and explode) in deep networks, and what cures it."
PAGER = re.compile(r"<!--pager:(?P<label>[^>]*?)-->.*?<!--/pager-->", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """What the list says about a page; read from the page itself, so that older ones are listed too."""

    file: str
    title: str
    question: str
    """HTML, with formulas as MathML."""
    charts: int
    overrides: dict[str, object]


def read_page(path: Path) -> Page:
    """The title and the meta elements of a page."""
    head = path.read_text(encoding="utf-8").partition("</head>")[0]
    soup = BeautifulSoup(head, "html.parser")
    meta = {str(tag.get("name")): str(tag.get("content")) for tag in soup.find_all("meta")}
    return Page(
        file=path.name,
        title=soup.title.get_text() if soup.title else path.stem,
        question=meta.get("course:question", ""),
        charts=int(meta.get("course:charts", 0)),
        overrides=json.loads(meta.get("course:overrides", "{}")),
    )


def pager(pages: Sequence[Page], at: int, label: str) -> str:
    """The links to the page before, to the list, and to the page after."""

    def link(index: int, rel: str, before: str, after: str) -> str:
        if not 0 <= index < len(pages):
            return ""
        title = escape(pages[index].title)
        name = "Previous" if rel == "prev" else "Next"
        text = f'{before}{name}<span class="title">: {title}</span>{after}'
        return f'<a rel="{rel}" href="{quote(pages[index].file)}" title="{title}">{text}</a>'

    links = [link(at - 1, "prev", "← ", ""), f'<a href="{INDEX}">All pages</a>', link(at + 1, "next", "", " →")]
    return f'<nav class="pager" aria-label="{escape(label)}">{"".join(links)}</nav>'


def refresh(folder: Path) -> Path:
    """Writes the list of all pages in the folder and brings the links of each up to date; returns the list's path."""
    paths = sorted(path for path in folder.glob("*.html") if path.name != INDEX)
    pages = [read_page(path) for path in paths]
    for at, path in enumerate(paths):
        old = path.read_text(encoding="utf-8")
        new = PAGER.sub(
            lambda found, at=at: f"<!--pager:{found['label']}-->{pager(pages, at, found['label'])}<!--/pager-->", old
        )
        if new != old:
            write(path, new)
    environment = Environment(loader=FileSystemLoader(TEMPLATE))
    template = environment.get_template("contents.html.j2")
    write(folder / INDEX, template.render(course=COURSE, lead=LEAD, pages=pages))
    return folder / INDEX
