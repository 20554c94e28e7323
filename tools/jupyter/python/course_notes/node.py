"""What Node does for the notes: parameters, mathematics and plotly.js."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .errors import NotesError
from .helper import ask


def render_math(formulas: list[dict[str, object]]) -> tuple[list[str], str]:
    """The HTML of each formula `{tex, display}`, and the style sheet that they need together."""
    if not formulas:
        return [], ""
    answer = ask("math", formulas)
    if "errors" in answer:
        wrong = (f"  {formulas[e['index']]['tex']}\n    {e['message']}" for e in answer["errors"])
        raise NotesError("these formulas are not valid TeX:\n" + "\n".join(wrong))
    return answer["html"], answer["style"]


def set_parameters(cells: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, Any]:
    """For each notebook's parameter cell its `source` with the settings written in, the `values` that were set, and its `own` values of these."""
    if not cells and not settings:
        return {}
    answer = ask("parameters", {"cells": cells, "settings": settings})
    if "problems" in answer:
        raise NotesError("\n".join(answer["problems"]))
    return answer["notebooks"]


@cache
def page_script(name: str) -> str:
    """One of a page's scripts: `values` of its controls, `guess` of charts to draw."""
    return ask("page-script", name)


@cache
def plotly_files() -> dict[str, Path]:
    """plotly.js as a `script` of its own, and `packed` for a page that holds it."""
    return {name: Path(path) for name, path in ask("plotly-payload").items()}


@cache
def live_files() -> dict[str, Path]:
    """What runs cells in a page, as a `script` of its own and `packed` for a page that holds it."""
    return {name: Path(path) for name, path in ask("live-script").items()}


def live_cells(cells: list[dict[str, object]], items: list[list[dict[str, str]]]) -> dict[str, Any]:
    """What a page needs to run cells `{id, source, parameters}` again, `live`; its `parameters`; the names of those `behind` each cell; and what each piece of code in the `items` of lists sets, as the address in `tries`."""
    return ask("live-cells", {"cells": cells, "items": items})


def packed_plotly() -> tuple[str, str]:
    """A script that unpacks, and plotly.js, minified, gzip-compressed and in base64."""
    payload = json.loads(plotly_files()["packed"].read_text(encoding="utf-8"))
    return payload["unpacker"], payload["plotly"]


def draw_pictures(figures: Mapping[Path, Any]) -> bool:
    """Draws each figure as an SVG file; False where there is no Chromium to do it."""
    pictures = [{"figure": figure, "file": str(path.resolve())} for path, figure in figures.items()]
    return ask("pictures", {"pictures": pictures, "plotly": str(plotly_files()["script"]), "env": dict(os.environ)})


def search_script() -> str:
    """The script that searches pages."""
    return Path(ask("search-script")).read_text(encoding="utf-8")


@cache
def references_of(bibtex: str) -> dict[str, str]:
    """Each work of a bibliography as HTML by its key; throws NotesError for one that is wrong."""
    answer = ask("references", bibtex)
    if "problems" in answer:
        raise NotesError("\n".join(f"references.bib: {problem}" for problem in answer["problems"]))
    return answer["references"]
