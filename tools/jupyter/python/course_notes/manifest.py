"""The manifest of a folder of pages: what each page is called, asks and shows, and where in its file its links are.

`pages.json` is all that the list of pages, and whatever else leads to them, has to read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from .errors import NotesError
from .files import write

MANIFEST = "pages.json"


@dataclass(frozen=True)
class Section:
    """A heading of a page."""

    level: int
    anchor: str
    title: str
    """Text with formulas as TeX between \\( and \\)."""
    name: str = ""
    """The same in plain characters."""
    words: str = ""
    """What stands below it, for the search."""


@dataclass(frozen=True)
class Term:
    """A term that a page explains, in plain characters, under its anchor."""

    anchor: str
    name: str
    words: str


@dataclass(frozen=True)
class Chart:
    """A chart of a page, under its anchor."""

    anchor: str
    title: str
    description: str


@dataclass(frozen=True)
class Slot:
    """A place for the links to a page's neighbours: what the links are called, and the bytes of the file that they take."""

    label: str
    start: int
    stop: int


@dataclass(frozen=True)
class Page:
    """One page."""

    file: str
    title: str
    question: str
    """Text with formulas as TeX between \\( and \\)."""
    overrides: Mapping[str, Any]
    """Parameters that have other values than the notebook's own."""
    sections: tuple[Section, ...]
    charts: tuple[Chart, ...]
    slots: tuple[Slot, ...]
    digest: str
    """SHA-256 of the file: one that somebody else changed is left alone."""
    words: str = ""
    """What stands above the first section, for the search."""
    terms: tuple[Term, ...] = ()
    minutes: int | None = None
    """How long it takes to read, where it says so."""
    notebook: bool = True
    """Whether it was made of a notebook, and not of a Markdown file beside one."""
    key_chart: str = ""
    """The anchor of the chart that stands for the page."""
    picture: str = ""
    """The file with a picture of that chart, where there was a browser to draw it."""

    @property
    def picture_text(self) -> str:
        """What the picture shows, in words."""
        return next((chart.description for chart in self.charts if chart.anchor == self.key_chart), "")


@dataclass(frozen=True)
class Manifest:
    """All pages of a folder in the order in which they are read; `title` is that of their list, empty where there is none yet."""

    title: str = ""
    pages: tuple[Page, ...] = ()
    lead: str = ""
    """What the list says before the pages, in Markdown."""
    orders: str = ""
    """What it says of the orders to read them in, in Markdown."""

    def with_pages(self, made: Sequence[Page]) -> Manifest:
        """The manifest with these pages, each in place of any that had its file name."""
        pages = {page.file: page for page in (*self.pages, *made)}
        return replace(self, pages=tuple(sorted(pages.values(), key=lambda page: (not page.notebook, page.file))))


def read(folder: Path) -> Manifest:
    """The manifest of those pages that are still there; throws NotesError for a file that is no manifest."""
    path = folder / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Manifest()
    try:
        content = json.loads(text)
        pages = tuple(_page(**entry) for entry in content["pages"])
        there = tuple(page for page in pages if (folder / page.file).exists())
        return Manifest(str(content["title"]), there, content.get("lead", ""), content.get("orders", ""))
    except (ValueError, TypeError, KeyError) as error:
        raise NotesError(f"{path} is no list of pages of this command; remove it, or choose another --output") from error


def save(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest into its folder."""
    write(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n")


def _page(*, sections: list[Any], charts: list[Any], slots: list[Any], terms: Sequence[Any] = (), **rest: Any) -> Page:
    return Page(
        **rest,
        sections=tuple(Section(**entry) for entry in sections),
        charts=tuple(Chart(**entry) for entry in charts),
        slots=tuple(Slot(**entry) for entry in slots),
        terms=tuple(Term(**entry) for entry in terms),
    )
