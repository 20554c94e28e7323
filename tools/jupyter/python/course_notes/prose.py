"""What the text of a notebook has to do with its parameters: experiments that it suggests, and numbers that they led to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.formatter import HTMLFormatter
from nbformat import NotebookNode

from .quotes import quoting, sections


BY_HAND = re.compile(r" and run everything again \(<em>Run ▸ Run All Cells</em>\)|, run all below\b|(?:Write|Put) your answer behind the name.*?(?=</p>)")
"""What a reader does in JupyterLab after changing a value, and to answer an exercise; a page with scripts does it by itself, and has fields for answers."""

ANY_VALUES = "any-values"
"""The tag of a cell whose numbers hold for all values."""


class AsWritten(HTMLFormatter):
    """Leaves attributes in their order, by which other parts of the exporter know elements."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        """Those of an element."""
        return tag.attrs.items()


class Prose:
    """The Markdown cells of a notebook, rendered as their `html`."""

    def __init__(self, notebook: NotebookNode) -> None:
        self.cells = notebook.cells
        texts = (cell for cell in self.cells if cell.cell_type == "markdown")
        self.texts = {id(cell): BeautifulSoup(cell.html, "html.parser") for cell in texts}
        items = (pieces_of(item) for text in self.texts.values() for item in text.find_all("li"))
        self.pieces = [pieces for pieces in items if pieces]
        self.items = [[said(piece) for piece in pieces] for pieces in self.pieces]
        """The pieces of code in each item of a list."""

    def mark(self, parameters: NotebookNode, tries: list[list[str | None]], behind: Mapping[str, list[str]], formulas: list[str]) -> None:
        """Gives what can be tried the address that sets it as `data-try`, and what quotes numbers, below the parameter cell, the parameters behind them as `data-quotes`.

        `behind` has those behind each code cell that computes, by its identifier. Text speaks of those that stand directly above it in its
        section; what says that it holds for the notebook's own values may stand elsewhere, and speaks of all in its section, or of all.
        """
        for pieces, addresses in zip(self.pieces, tries, strict=True):
            for piece, address in zip(pieces, addresses, strict=True):
                if address:
                    piece["data-try"] = address
        for section in sections(self.cells[self.cells.index(parameters) + 1 :]):
            all_names = union(behind.get(cell.get("id"), []) for cell in section) or union(behind.values())
            for cell, names in read(section, behind):
                for block, is_own in quoting(self.texts[id(cell)], formulas):
                    if names or is_own:
                        block["data-quotes"] = " ".join(names or all_names)
        for cell in self.cells:
            if id(cell) in self.texts:
                html = self.texts[id(cell)].decode(formatter=AsWritten())
                cell.html = BY_HAND.sub(r'<span class="by-hand">\g<0></span>', html)


def pieces_of(item: Tag) -> list[Tag]:
    """The pieces of code in an item of a list that are not folded, nor in a list within."""
    return [code for code in item.find_all("code") if code.find_parent(["details", "li", "pre"]) is item]


def said(piece: Tag) -> dict[str, str]:
    """A piece of code with the words between it and what stands before it."""
    before = piece.previous_sibling
    return {"code": piece.get_text(), "before": before.get_text() if before else ""}


def read(section: Iterable[NotebookNode], behind: Mapping[str, list[str]]) -> Iterator[tuple[NotebookNode, list[str]]]:
    """The texts of a section, but those that hold for all values, each with the parameters behind the code cells that it stands below."""
    names: list[str] = []
    is_below = True
    for cell in section:
        if cell.cell_type == "markdown":
            is_below = True
            if ANY_VALUES not in cell.metadata.get("tags", []):
                yield cell, names
        elif cell.get("id") in behind:
            names = union([[] if is_below else names, behind[cell.id]])
            is_below = False


def union(lists: Iterable[list[str]]) -> list[str]:
    """Each name of several lists once, in their order."""
    return list(dict.fromkeys(name for names in lists for name in names))
