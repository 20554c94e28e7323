"""An executed notebook as a page, by the template that JupyterLab's own export uses too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from .links import SLOT, digest_of, with_slots
from .manifest import Chart, Page, Section
from .page import PLOTLY, outputs, plain
from .paths import JUPYTER

AS_HTML = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix=None,
    empty_attributes_are_booleans=True,
)
"""nbconvert writes its pages with the slashes and empty attributes of XML."""


def page_of(notebook: NotebookNode, source: Path) -> tuple[bytes, Page]:
    """The HTML of an executed notebook that lies at `source`, without links to its neighbours, and its entry in the manifest."""
    exporter = HTMLExporter(
        config=Config({"HTMLExporter": {"template_name": "vanishing-gradients"}}),
        extra_template_basedirs=[str(JUPYTER / "data" / "nbconvert" / "templates")],
    )
    given = {"metadata": {"name": source.stem, "path": str(source.parent)}, "slot": SLOT}
    html, resources = exporter.from_notebook_node(notebook, given)
    content, slots = with_slots(BeautifulSoup(html, "html.parser").decode(formatter=AS_HTML))
    said = resources["page"]
    page = Page(
        file=f"{source.stem}.html",
        title=said["title"],
        question=said["question_tex"],
        overrides=dict(said["overrides"]),
        sections=tuple(Section(entry["level"], entry["anchor"], entry["tex"]) for entry in said["contents"]),
        charts=tuple(chart_of(output.data, number) for number, output in enumerate(outputs(notebook, PLOTLY))),
        slots=slots,
        digest=digest_of(content),
    )
    return content, page


def chart_of(data: Any, number: int) -> Chart:
    """What the manifest says of a chart: its own title and the sentence that stands for it."""
    title = data[PLOTLY].get("layout", {}).get("title", {}).get("text", "")
    return Chart(f"chart-{number}", plain(title.replace("<br>", " ")), data.get("text/plain", ""))
