"""The list of the pages, made from their manifest alone."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from .errors import NotesError
from .files import write
from .links import relink
from .manifest import MANIFEST, Manifest, save
from .markdown import PageMarkdown, filler
from .node import render_math
from .paths import INDEX, TEMPLATE
from .shared import write_search

COURSE = "Vanishing gradients"
FORMULA = re.compile(r"\\\((?P<tex>.*?)\\\)")
OURS = '<meta name="course:list"'


def refuse_other_index(folder: Path) -> None:
    """Throws NotesError for a folder whose index.html is another's, and would be replaced."""
    path = folder / INDEX
    if not path.exists() or (folder / MANIFEST).exists():
        return
    if OURS not in path.read_text(encoding="utf-8", errors="replace"):
        raise NotesError(f"{path} was not made by this command, which would replace it; choose another --output")


class Front:
    """The texts of the list as HTML, with the style sheet of all their formulas."""

    def __init__(self, manifest: Manifest) -> None:
        markdown = PageMarkdown()

        def set_aside(found: re.Match[str]) -> str:
            return markdown.formula(unescape(found["tex"]), display=False)

        questions = [FORMULA.sub(set_aside, escape(page.question)) for page in manifest.pages]
        lead, orders = markdown.render(manifest.lead), markdown.render(manifest.orders)
        rendered, self.style = render_math(markdown.formulas)
        fill = filler(rendered)
        self.questions = [fill(question) for question in questions]
        self.lead, self.orders = fill(lead), fill(orders)


def refresh(folder: Path, manifest: Manifest) -> None:
    """Brings the links of all pages up to date, and writes the manifest and the list, where there are any pages."""
    pages = tuple(relink(folder, manifest.pages, at) for at in range(len(manifest.pages)))
    if not pages:
        return
    save(folder, replace(manifest, pages=pages))
    template = Environment(loader=FileSystemLoader(TEMPLATE)).get_template("contents.html.j2")
    index = write_search(folder, pages)
    write(folder / INDEX, template.render(title=manifest.title, pages=pages, front=Front(manifest), index=index))
