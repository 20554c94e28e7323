"""What the list of a course's pages says around them: taken from `start-here.md`, which readers of the notebooks see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .notebooks import Notebook
from .paths import FRONT

TITLE = re.compile(r"\A# .*\n")
TABLE = re.compile(r"^\|.*\n", re.MULTILINE)
SECTION = re.compile(r"^(?=## )", re.MULTILINE)
ORDERS = "## Reading orders"


def front_of(folder: Path, notebooks: Iterable[Notebook]) -> dict[str, str]:
    """`lead`, the text before the first section but for its table, and `orders`, the section of that name; nothing where no notebook is of the folder."""
    path = folder / FRONT
    if not path.exists() or all(notebook.path.parent.resolve() != folder.resolve() for notebook in notebooks):
        return {}
    first, *sections = SECTION.split(path.read_text(encoding="utf-8"))
    return {
        "lead": TABLE.sub("", TITLE.sub("", first)).strip(),
        "orders": next((section for section in sections if section.startswith(ORDERS)), "").strip(),
    }
