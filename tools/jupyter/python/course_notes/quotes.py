"""Prose that quotes numbers which this page's values led to: it stays as it is when a reader chooses others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from nbformat import NotebookNode

from .citations import SET_ASIDE
from .markdown import MARKED

SECTION = re.compile(r"#{1,2} ")
STANDING = re.compile(r"## (\d+ · )?(What to try|Sources|For a class)\b")
"""Sections whose numbers are not this page's results."""
BLOCKS = ["p", "ul", "ol", "blockquote", "div"]
LIST = r"\d+(?:(?:,| and| or| to|–) \d+)*"
PLACE = re.compile(
    rf"\b(?:sections?|notebooks?|chapters?|equations?|eqs?\.|figures?|tables?|exercises?|pages?|no\.)\s{LIST}"
    r"|\b[A-Za-z]+\d+\b|\b(?:1[5-9]|20)\d\d\b",
    re.IGNORECASE,
)
"""Digits that number something, are part of a name, or a year."""
RESULT = re.compile(r"\d\.\d|\d\s?%|×\s?\d")
"""A number that was measured or computed rather than counted or chosen."""
OWN = re.compile(r"\b(?:as they come|own values)\b")
"""What the course says of a result that holds for the exported values, whether it is in numbers or not."""
PLAIN = re.compile(r"(?:\\approx)?[-+\d.,\s\\%]*(?:\\cdot\s*10\^\{?-?\d+\}?)?")
"""A formula that is nothing but a number."""


def sections(cells: list[NotebookNode]) -> Iterator[list[NotebookNode]]:
    """The cells by section, but for those whose numbers stand for all values."""
    section: list[NotebookNode] = []
    stands = False
    for cell in cells:
        if cell.cell_type == "markdown" and SECTION.match(cell.source):
            if not stands:
                yield section
            section, stands = [], bool(STANDING.match(cell.source))
        section.append(cell)
    if not stands:
        yield section


def quoting(text: BeautifulSoup, formulas: list[str]) -> Iterator[tuple[Tag, bool]]:
    """The outermost blocks with a result in their words, or that say it is one of the notebook's own values, and whether they say so."""
    for block in text.find_all(BLOCKS):
        words = words_of(block, formulas)
        is_own = bool(OWN.search(words))
        if not block.find_parent(BLOCKS) and (is_own or RESULT.search(PLACE.sub("", words))):
            yield block, is_own


def words_of(block: Tag, formulas: list[str]) -> str:
    """The text of a block without code, citations, and formulas other than plain numbers."""
    strings = (string for string in block.find_all(string=True) if type(string) is NavigableString)
    words = "".join(str(string) for string in strings if not string.find_parent(["code", "pre"]))

    def number(found: re.Match[str]) -> str:
        tex = formulas[int(found[1])]
        return tex if PLAIN.fullmatch(tex) else ""

    return MARKED.sub(number, SET_ASIDE.sub("", words))
