"""The list of the pages, and the links from each page to its neighbours."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from .errors import NotesError
from .files import write
from .markdown import END, MARK, filler
from .node import render_math
from .paths import TEMPLATE

INDEX = "index.html"
COURSE = "Vanishing gradients"
LEAD = "Why gradients vanish (and explode) in deep networks, and what cures it."
FORMULA = re.compile(r"\\\((?P<tex>.*?)\\\)")
PAGER = re.compile(r"<!--pager:(?P<label>[^>]*?)-->.*?<!--/pager-->", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """What the list says about a page; read from the page itself, so that older ones are listed too."""

    file: str
    title: str
    question: str
    """Text with formulas as TeX between \\( and \\)."""
    charts: int
    overrides: dict[str, object]


def head_of(path: Path) -> tuple[str, dict[str, str]]:
    """The title and the meta elements of an HTML file."""
    head = path.read_text(encoding="utf-8", errors="replace").partition("</head>")[0]
    soup = BeautifulSoup(head, "html.parser")
    meta = {str(tag.get("name")): str(tag.get("content")) for tag in soup.find_all("meta")}
    return soup.title.get_text() if soup.title else path.stem, meta


def title_in(folder: Path) -> str | None:
    """The title of the list of pages in a folder that has one; throws NotesError when its index.html is another's."""
    path = folder / INDEX
    if not path.exists():
        return None
    title, meta = head_of(path)
    if "course:list" not in meta and '<ol class="pages">' not in path.read_text(encoding="utf-8", errors="replace"):
        raise NotesError(f"{path} was not made by this command, which would replace it; choose another --output")
    return title


def read_page(path: Path) -> Page | None:
    """What a page says of itself; nothing for an HTML file that is none of the pages."""
    title, meta = head_of(path)
    if "course:charts" not in meta:
        return None
    return Page(
        file=path.name,
        title=title,
        question=meta.get("course:question", ""),
        charts=int(meta["course:charts"]),
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


def render_questions(questions: Sequence[str]) -> tuple[list[str], str]:
    """The questions as HTML, their formulas looking as they do on the pages, and the style sheet of the formulas."""
    formulas: list[dict[str, object]] = []

    def set_aside(found: re.Match[str]) -> str:
        formulas.append({"tex": unescape(found["tex"]), "display": False})
        return f"{MARK}{len(formulas) - 1}{END}"

    marked = [FORMULA.sub(set_aside, escape(question)) for question in questions]
    rendered, style = render_math(formulas)
    return [filler(rendered)(question) for question in marked], style


def refresh(folder: Path, title: str) -> None:
    """Writes the list of all pages in the folder, where there are any, and brings the links of each up to date."""
    paths = sorted(path for path in folder.glob("*.html") if path.name != INDEX)
    pages = [page for path in paths if (page := read_page(path))]
    for at, page in enumerate(pages):
        path = folder / page.file
        old = path.read_text(encoding="utf-8")
        new = PAGER.sub(
            lambda found, at=at: f"<!--pager:{found['label']}-->{pager(pages, at, found['label'])}<!--/pager-->", old
        )
        if new != old:
            write(path, new)
    if not pages:
        return
    questions, style = render_questions([page.question for page in pages])
    environment = Environment(loader=FileSystemLoader(TEMPLATE))
    template = environment.get_template("contents.html.j2")
    lead = LEAD if title == COURSE else ""
    write(folder / INDEX, template.render(title=title, lead=lead, pages=pages, questions=questions, style=style))
