"""The cells of a page that its reader can run again."""

from __future__ import annotations

import json

from nbformat import NotebookNode

from .node import live_cells
from .parameters import TAG


def live_notebook(notebook: NotebookNode) -> str:
    """The code cells as JSON for a script element; nothing where there is neither a parameter to change nor an exercise to answer."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code):
        cell.setdefault("id", f"cell-{number}")  # older notebooks have none
    made = live_cells([{"id": cell.id, "source": cell.source, "parameters": TAG in cell.metadata.get("tags", [])} for cell in code]) if code else {}
    if not made.get("defaults") and not any("exercise" in cell for cell in made.get("cells", [])):
        return ""
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
