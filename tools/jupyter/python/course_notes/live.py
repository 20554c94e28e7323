"""The cells of a page that its reader can run again, and the controls of their parameters."""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode

from .node import live_cells, page_script
from .parameters import TAG
from .prose import Prose


def live_notebook(notebook: NotebookNode, formulas: list[str]) -> tuple[str, dict[str, Any]]:
    """The code cells as JSON for a script element; and the `parameters`, themselves as such `data`, and the `script` of their controls.

    Both are nothing where there is neither a parameter to change nor an exercise to answer, the second also where there is only the
    latter. What the text has to do with the parameters is marked in its HTML, in which `formulas`, as TeX, have been set aside.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code):
        cell.setdefault("id", f"cell-{number}")  # older notebooks have none
    tagged = [cell for cell in code if TAG in cell.metadata.get("tags", [])]
    prose = Prose(notebook) if tagged else None
    made = live_cells([{"id": cell.id, "source": cell.source, "parameters": cell in tagged} for cell in code], prose.items if prose else []) if code else {}
    parameters = made.get("parameters")
    if parameters and prose:
        prose.mark(tagged[0], made["tries"], made["behind"], formulas)
    for parameter in parameters or []:
        # The text was written for the notebook's own values, which --set may have replaced.
        parameter["own"] = notebook.metadata.get("own", {}).get(parameter["name"], parameter["value"])
    if not parameters and not any("exercise" in cell for cell in made.get("live", {}).get("cells", [])):
        return "", {}
    controls = {"parameters": parameters, "data": script_json(parameters), "script": page_script("values")} if parameters else {}
    return script_json(made["live"]), controls


def script_json(data: Any) -> str:
    """Data as JSON that can stand in a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
