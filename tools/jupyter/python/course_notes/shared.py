"""The files that all pages of a folder share."""

from __future__ import annotations

import json
from pathlib import Path

from .files import write, write_bytes
from .manifest import Page
from .node import live_files, plotly_files, search_script

ASSETS = "assets"
SEARCH = f"{ASSETS}/search.js"


def files(output: Path, live: bool = True) -> dict[str, str]:
    """Puts plotly.js and what runs cells into the folder of the pages; returns the paths from there, and that of the `search`."""
    scripts = {"plotly": plotly_files()["script"], **({"live": live_files()["script"]} if live else {})}
    for script in scripts.values():
        if not (output / ASSETS / script.name).exists():
            write_bytes(output / ASSETS / script.name, script.read_bytes())
    return {**{name: f"{ASSETS}/{script.name}" for name, script in scripts.items()}, "search": SEARCH}


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
