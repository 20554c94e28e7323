"""Other values for the cell tagged `parameters`, which TypeScript's own parser reads (tools/parameters)."""

from __future__ import annotations

from collections.abc import Mapping

from nbformat import NotebookNode

from . import node
from .errors import NotesError

TAG = "parameters"


def cell_of(name: str, notebook: NotebookNode) -> NotebookNode | None:
    """The cell tagged `parameters`."""
    tagged = [cell for cell in notebook.cells if TAG in cell.metadata.get("tags", [])]
    if len(tagged) > 1:
        raise NotesError(f"{name}: {len(tagged)} cells have the tag parameters; it belongs to one")
    return tagged[0] if tagged else None


def set_parameters(notebooks: Mapping[str, NotebookNode], settings: Mapping[str, str]) -> None:
    """Writes the settings `{name: text}` into every notebook that has such a parameter, and notes them as `overrides`, and its `own` values of these.

    Throws NotesError, before any notebook is changed, for a cell that does not follow the form, for a name that no
    notebook has, and for a value outside what the parameter's comment allows.
    """
    cells = {name: cell for name, notebook in notebooks.items() if (cell := cell_of(name, notebook))}
    answer = node.set_parameters({name: cell.source for name, cell in cells.items()}, settings)
    for name, notebook in notebooks.items():
        notebook.metadata["overrides"] = answer[name]["values"] if name in cells else {}
        notebook.metadata["own"] = answer[name]["own"] if name in cells else {}
    for name, cell in cells.items():
        cell.source = answer[name]["source"]
