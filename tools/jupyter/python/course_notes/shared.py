"""The files that all pages of a folder share."""

from __future__ import annotations

import json
from pathlib import Path

from .files import write, write_bytes
from .manifest import Page
from .node import plotly_files, search_script

ASSETS = "assets"
SEARCH = f"{ASSETS}/search.js"


def files(output: Path) -> dict[str, str]:
    """Puts plotly.js into the folder of the pages; returns the paths from there of `plotly` and of the `search`."""
    script = plotly_files()["script"]
    name = f"{ASSETS}/{script.name}"
    if not (output / name).exists():
        write_bytes(output / name, script.read_bytes())
    return {"plotly": name, "search": SEARCH}


def write_search(output: Path, pages: tuple[Page, ...]) -> str:
    """Writes what searches the pages; returns its path, and nothing for a single page, which needs none."""
    if len(pages) < 2:
        return ""
    documents = [document for page in pages for document in documents_of(page)]
    text = json.dumps(documents, ensure_ascii=False, separators=(",", ":"))
    write(output / SEARCH, f"window.course.documents={text};\n{search_script()}")
    return SEARCH


def documents_of(page: Page) -> list[dict[str, object]]:
    """What can be found of a page: itself, its sections and the terms that it explains."""
    of = {"file": page.file, "page": page.title}
    found = [of | {"anchor": "", "heading": "", "words": page.words}]
    found += [of | {"anchor": s.anchor, "heading": s.name, "words": s.words} for s in page.sections]
    return found + [of | {"anchor": t.anchor, "heading": t.name, "words": t.words, "term": True} for t in page.terms]
