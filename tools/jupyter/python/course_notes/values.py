"""The parameter cell as controls of the page, and the experiments in the text that they can set."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from bs4.formatter import HTMLFormatter
from nbformat import NotebookNode

from .node import values_of, values_script
from .parameters import cell_of
from .quotes import mark


class AsWritten(HTMLFormatter):
    """Leaves attributes in their order, by which other parts of the exporter know elements."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        return tag.attrs.items()


def controls(notebook: NotebookNode, formulas: list[str]) -> dict[str, Any]:
    """The parameters and the script of their controls; nothing without a parameter cell that follows the form.

    Marks what the text has to do with them: what can be tried (`data-try`), and what quotes numbers (`data-quotes`); `formulas` are the TeX of those that its text has marks of.
    """
    cell = cell_of("this notebook", notebook)
    if cell is None:
        return {}
    texts = {id(other): BeautifulSoup(other.html, "html.parser") for other in notebook.cells if other.cell_type == "markdown"}
    items = [pieces for text in texts.values() for item in text.find_all("li") if (pieces := pieces_of(item))]
    codes = [other for other in notebook.cells if other.cell_type == "code" and other is not cell]
    answer = values_of(cell.source, [code.source for code in codes], [[said(piece) for piece in pieces] for pieces in items])
    if not answer:
        return {}
    for pieces, addresses in zip(items, answer["tries"], strict=True):
        for piece, address in zip(pieces, addresses, strict=True):
            if address:
                piece["data-try"] = address
    below = notebook.cells[notebook.cells.index(cell) + 1 :]
    mark(below, texts, dict(zip(map(id, codes), answer["behind"], strict=True)), formulas)
    for other in notebook.cells:
        if id(other) in texts:
            other.html = texts[id(other)].decode(formatter=AsWritten())
    parameters = answer["parameters"]
    data = json.dumps(parameters, ensure_ascii=False).replace("<", "\\u003c")
    return {"parameters": parameters, "data": data, "script": values_script()}


def pieces_of(item: Tag) -> list[Tag]:
    """The pieces of code in an item of a list that are not folded, nor in a list within."""
    return [code for code in item.find_all("code") if code.find_parent(["details", "li", "pre"]) is item]


def said(piece: Tag) -> dict[str, str]:
    """A piece of code with the words between it and what stands before it."""
    before: PageElement | None = piece.previous_sibling
    return {"code": piece.get_text(), "before": before.get_text() if before else ""}
