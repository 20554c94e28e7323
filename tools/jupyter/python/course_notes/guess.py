"""The tags by which a reader is asked to draw a chart's curve before seeing it."""

from __future__ import annotations

import re
from typing import Any

from nbformat import NotebookNode

TAG = re.compile(r"guess(?P<back>-back)?(?:=(?P<curve>.+))?")
GIVEN = re.compile(r"given=(?P<name>.+)")


def guess_of(cell: NotebookNode) -> dict[str, Any] | None:
    """What the tags of a cell ask for, and None where they ask nothing.

    `guess` asks for the first curve of the cell's first chart, `guess=RNN` for the curve of that name, or the first of the panel
    whose axis has it. On a logarithmic axis one end is given: the left one, with `guess-back` the right one, as the gradient comes
    from there. `given=f(x)` leaves a curve or a panel to look at.
    """
    tags = cell.metadata.get("tags", [])
    found = next((match for match in map(TAG.fullmatch, tags) if match), None)
    if not found:
        return None
    curve = {"curve": found["curve"]} if found["curve"] else {}
    return {**curve, "back": bool(found["back"]), "given": [match["name"] for match in map(GIVEN.fullmatch, tags) if match]}
