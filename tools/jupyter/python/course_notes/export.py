"""An executed notebook as a page, by the template that JupyterLab's own export uses too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from jinja2.bccache import Bucket, BytecodeCache
from nbconvert.exporters import html
from nbformat import NotebookNode
from traitlets.config import Config

from .links import SLOT, digest_of, with_slots
from .manifest import Chart, Page, Section, Term
from .markdown import filler
from .page import PLOTLY, outputs, outputs_of, plain
from .paths import JUPYTER

KEY = "key-chart"
AS_HTML = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix=None,
    empty_attributes_are_booleans=True,
)
"""nbconvert writes its pages with the slashes and empty attributes of XML."""


class Soup(BeautifulSoup):
    """What nbconvert goes through a page with at last, written as HTML: a second reading of the page would take as long as its template."""

    def __str__(self) -> str:
        return self.decode(formatter=AS_HTML)


html.BeautifulSoup = Soup


class Compiled(BytecodeCache):
    """Templates as Python code, which each exporter would compile anew."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code of a template that has been compiled before."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it for the next page."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


compiled = Compiled()


def page_of(
    notebook: NotebookNode, source: Path, shared: Mapping[str, str] = {}, live: bool = True
) -> tuple[bytes, Page]:
    """The HTML of an executed notebook that lies at `source`, without links to its neighbours, and its entry in the manifest.

    The page has plotly.js in it, or takes it and the search from `shared` files beside it; its cells can run again if it is `live`.
    """
    exporter = html.HTMLExporter(
        config=Config({"HTMLExporter": {"template_name": "vanishing-gradients"}}),
        extra_template_basedirs=[str(JUPYTER / "data" / "nbconvert" / "templates")],
    )
    exporter.environment.bytecode_cache = compiled
    given = {"metadata": {"name": source.stem, "path": str(source.parent)}, "slot": SLOT, "shared": shared, "fills_formulas": True, "live": live}
    text, resources = exporter.from_notebook_node(notebook, given)
    said = resources["page"]
    content, slots = with_slots(filler(said["formulas"])(text))
    charts, key = outputs(notebook, PLOTLY), key_chart(notebook)
    page = Page(
        file=f"{source.stem}.html",
        title=said["title"],
        question=said["question_tex"],
        overrides=dict(said["overrides"]),
        sections=tuple(
            Section(entry["level"], entry["anchor"], entry["tex"], entry["name"], entry["words"])
            for entry in said["contents"]
        ),
        charts=tuple(chart_of(output.data, number) for number, output in enumerate(charts)),
        slots=slots,
        digest=digest_of(content),
        words=said["words"],
        terms=tuple(Term(**entry) for entry in said["terms"]),
        minutes=said["minutes"],
        notebook=source.suffix == ".ipynb",
        key_chart=next((f"chart-{number}" for number, output in enumerate(charts) if output is key), ""),
    )
    return content, page


def key_chart(notebook: NotebookNode) -> NotebookNode | None:
    """The output with the chart that stands for a notebook, the first of the cell tagged `key-chart`."""
    cells = [cell for cell in notebook.cells if KEY in cell.metadata.get("tags", [])]
    return next((output for output in outputs_of(cells, PLOTLY)), None)


def chart_of(data: Any, number: int) -> Chart:
    """What the manifest says of a chart: its own title and the sentence that stands for it."""
    title = data[PLOTLY].get("layout", {}).get("title", {}).get("text", "")
    return Chart(f"chart-{number}", plain(title.replace("<br>", " ")), data.get("text/plain", ""))
