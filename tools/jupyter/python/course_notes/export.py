"""An executed notebook as a page, by the template that JupyterLab's own export uses too."""

from __future__ import annotations

from pathlib import Path

from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from .paths import JUPYTER


def page_of(notebook: NotebookNode, source: Path) -> str:
    """The HTML of an executed notebook that lies at `source`."""
    exporter = HTMLExporter(
        config=Config({"HTMLExporter": {"template_name": "vanishing-gradients"}}),
        extra_template_basedirs=[str(JUPYTER / "data" / "nbconvert" / "templates")],
    )
    resources = {"metadata": {"name": source.stem, "path": str(source.parent)}}
    html, _ = exporter.from_notebook_node(notebook, resources)
    return html
