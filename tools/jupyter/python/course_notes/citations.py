"""Citations: marks like `[@he2015]` or `[@he2015, section 2; @xu2015]` in the text, works in `references.bib` beside the notebook.

In a section headed "Sources", a list item that begins with a mark is the work's entry: on the page the whole reference stands
there, before what the notebook says of it. Works that are cited but not listed follow at the end.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from .errors import NotesError
from .node import references_of

FILE = "references.bib"
KEY = r"@(?P<key>[\w:-]+)"
MARKED = re.compile(r"(?P<code>`+.*?`+)|\[(?P<works>@[\w:-]+(?:,[^\]\[;@]*)?(?:; ?@[\w:-]+(?:,[^\]\[;@]*)?)*)\]", re.DOTALL)
WORK = re.compile(rf"{KEY}(?P<place>,[^;]*)?")
OPEN, CLOSE = "\ue002", "\ue003"
SET_ASIDE = re.compile(f"{OPEN}(\\d+){CLOSE}")
ENTRY = re.compile(rf"<li>(?P<open>\s*(?:<p>)?){OPEN}(?P<number>\d+){CLOSE}(?P<after>[:.]?)")
UNSAID = re.compile(rf"\s*{SET_ASIDE.pattern}")
SOURCES = re.compile(r"#+ (\d+ · )?Sources\b")


def uncited(html: str) -> str:
    """The HTML without the marks that were set aside: for places that have no list of sources."""
    return UNSAID.sub("", html)


class Citations:
    """The citations of one page, in the order of its text."""

    def __init__(self, folder: str) -> None:
        self.path = Path(folder) / FILE
        self.marks: list[list[tuple[str, str]]] = []
        self.listed: list[str] = []

    @cached_property
    def references(self) -> dict[str, str]:
        """Each work as HTML by its key."""
        if not self.path.is_file():
            raise NotesError(f"the text cites @{self.marks[0][0][0]}, and there is no {FILE} beside it")
        return references_of(self.path.read_text(encoding="utf-8"))

    def set_aside(self, source: str) -> str:
        """A Markdown text with a character in place of each mark; throws NotesError for a work that is not in the file."""

        def mark(found: re.Match[str]) -> str:
            if found["code"]:
                return found[0]
            works = [(work["key"], (work["place"] or "").lstrip(", ")) for work in WORK.finditer(found["works"])]
            self.marks.append(works)
            for key, _ in works:
                self._refuse_unknown(key)
            return f"{OPEN}{len(self.marks) - 1}{CLOSE}"

        return MARKED.sub(mark, source)

    def _refuse_unknown(self, key: str) -> None:
        if key in self.references:
            return
        near = get_close_matches(key, self.references, 1)
        meant = f" Did you mean @{near[0]}?" if near else ""
        raise NotesError(f"the text cites @{key}, which is not in {self.path.name}.{meant}")

    def list_entries(self, html: str) -> None:
        """Notes the works that a section of sources lists, whose numbers they decide."""
        self.listed += [self.marks[int(found["number"])][0][0] for found in ENTRY.finditer(html)]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each work on the page."""
        cited = [key for works in self.marks for key, _ in works]
        return {key: number for number, key in enumerate(dict.fromkeys([*self.listed, *cited]), start=1)}

    @property
    def unlisted(self) -> list[str]:
        """Works that are cited and not listed."""
        return [key for key in self.numbers if key not in self.listed]

    def entries(self, html: str) -> str:
        """A section of sources with its references."""
        listed: set[str] = set()

        def entry(found: re.Match[str]) -> str:
            key = self.marks[int(found["number"])][0][0]
            if key in listed:
                raise NotesError(f"the list of sources has @{key} twice")
            listed.add(key)
            return f'<li id="source-{key}" value="{self.numbers[key]}">{found["open"]}{self.references[key]}{found["after"] or "."}'

        return ENTRY.sub(entry, html)

    def rest(self) -> str:
        """The entries of works that no list has."""
        return "".join(
            f'<li id="source-{key}" value="{self.numbers[key]}">{self.references[key]}.</li>' for key in self.unlisted
        )

    def fill(self, html: str) -> str:
        """The HTML with a number that leads to the list in place of each mark."""

        def link(key: str, place: str) -> str:
            said = f", {place}" if place else ""
            return f'<a class="cite" href="#source-{key}">{self.numbers[key]}</a>{said}'

        def links(found: re.Match[str]) -> str:
            return f'[{"; ".join(link(key, place) for key, place in self.marks[int(found[1])])}]'

        return SET_ASIDE.sub(links, html)
