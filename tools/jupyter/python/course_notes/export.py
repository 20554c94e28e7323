"""An executed notebook as a page, by the template that JupyterLab's own export uses too."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from .paths import JUPYTER

AS_HTML = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix=None,
    empty_attributes_are_booleans=True,
)
"""nbconvert writes its pages with the slashes and empty attributes of XML."""


def page_of(notebook: NotebookNode, source: Path) -> str:
    """The HTML of an executed notebook that lies at `source`."""
    exporter = HTMLExporter(
        config=Config({"HTMLExporter": {"template_name": "vanishing-gradients"}}),
        extra_template_basedirs=[str(JUPYTER / "data" / "nbconvert" / "templates")],
    )
    resources = {"metadata": {"name": source.stem, "path": str(source.parent)}}
    html, _ = exporter.from_notebook_node(notebook, resources)
    return BeautifulSoup(html, "html.parser").decode(formatter=AS_HTML)
