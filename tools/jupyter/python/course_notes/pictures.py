"""The key chart of each notebook as a picture, for the list of pages."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from .export import key_chart
from .manifest import Page
from .node import draw_pictures
from .notebooks import Notebook
from .page import PLOTLY
from .shared import ASSETS


def with_pictures(
    output: Path, pages: Mapping[Notebook, Page], contents: Mapping[Notebook, NotebookNode]
) -> dict[Notebook, Page]:
    """The pages, those with a key chart with its picture, where there is a Chromium to draw it."""
    figures: dict[Path, Any] = {}
    pictured: dict[Notebook, Page] = {}
    for notebook, page in pages.items():
        if chart := key_chart(contents[notebook]):
            name = f"{ASSETS}/{notebook.stem}.svg"
            figures[output / name] = chart.data[PLOTLY]
            pictured[notebook] = replace(page, picture=name)
    if not figures:
        return dict(pages)
    (output / ASSETS).mkdir(exist_ok=True)
    if not draw_pictures(figures):
        print("There is no Chromium to draw pictures for the list of pages: install one, or name it by VG_CHROMIUM.", file=sys.stderr)
        return dict(pages)
    return {**pages, **pictured}
