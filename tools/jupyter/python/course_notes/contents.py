"""The list of the pages, made from their manifest alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from .errors import NotesError
from .files import write
from .links import INDEX, relink
from .manifest import MANIFEST, Manifest, save
from .markdown import END, MARK, filler
from .node import render_math
from .paths import TEMPLATE

COURSE = "Vanishing gradients"
LEAD = "Why gradients vanish (and explode) in deep networks, and what cures it."
FORMULA = re.compile(r"\\\((?P<tex>.*?)\\\)")
OURS = '<meta name="course:list"'


def refuse_other_index(folder: Path) -> None:
    """Throws NotesError for a folder whose index.html is another's, and would be replaced."""
    path = folder / INDEX
    if not path.exists() or (folder / MANIFEST).exists():
        return
    if OURS not in path.read_text(encoding="utf-8", errors="replace"):
        raise NotesError(f"{path} was not made by this command, which would replace it; choose another --output")


def render_questions(questions: Sequence[str]) -> tuple[list[str], str]:
    """The questions as HTML, their formulas looking as they do on the pages, and the style sheet of the formulas."""
    formulas: list[dict[str, object]] = []

    def set_aside(found: re.Match[str]) -> str:
        formulas.append({"tex": unescape(found["tex"]), "display": False})
        return f"{MARK}{len(formulas) - 1}{END}"

    marked = [FORMULA.sub(set_aside, escape(question)) for question in questions]
    rendered, style = render_math(formulas)
    return [filler(rendered)(question) for question in marked], style


def refresh(folder: Path, manifest: Manifest) -> None:
    """Brings the links of all pages up to date, and writes the manifest and the list, where there are any pages."""
    pages = tuple(relink(folder, manifest.pages, at) for at in range(len(manifest.pages)))
    if not pages:
        return
    save(folder, replace(manifest, pages=pages))
    questions, style = render_questions([page.question for page in pages])
    template = Environment(loader=FileSystemLoader(TEMPLATE)).get_template("contents.html.j2")
    lead = LEAD if manifest.title == COURSE else ""
    text = template.render(title=manifest.title, lead=lead, pages=pages, questions=questions, style=style)
    write(folder / INDEX, text)
