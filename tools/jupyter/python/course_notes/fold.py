"""Sections that are folded on the page: a Markdown cell with the tag `fold` begins one, up to the next heading of its level or above."""

from __future__ import annotations

import re

from nbformat import NotebookNode

TAG = "fold"
HEADING = re.compile(r'<h(?P<level>[1-6]) id="[^"]*">.*?</h(?P=level)>', re.DOTALL)
ANCHOR = re.compile(r'<a class="anchor".*?</a>', re.DOTALL)


def fold(notebook: NotebookNode) -> None:
    """Moves the heading of each such cell from its `html` to `fold`, and marks the section's last cell with `fold_ends`."""
    level, last = 0, None
    for cell in notebook.cells:
        html = cell.get("html", "")
        heading = HEADING.match(html)
        if last and any(int(found["level"]) <= level for found in HEADING.finditer(html)):
            last.fold_ends, last = True, None
        if last is None and heading and TAG in cell.metadata.get("tags", []):
            level = int(heading["level"])
            cell.fold, cell.html = ANCHOR.sub("", heading[0]), html[heading.end() :]
            last = cell
        elif last is not None:
            last = cell
    if last:
        last.fold_ends = True
