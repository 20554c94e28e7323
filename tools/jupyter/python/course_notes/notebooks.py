"""The notebooks that are asked for, and what they link to: those of the course by number, stem or file name, any other by its path."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from nbformat.warnings import MissingIDFieldWarning

from .errors import NotesError
from .paths import FRONT, INDEX

KERNEL = "tslab"
LINK = re.compile(r"\]\((?P<name>[\w.-]+\.md)(#[^)]*)?\)")


@dataclass(frozen=True)
class Notebook:
    """One notebook file."""

    path: Path

    @property
    def stem(self) -> str:
        """`02-what-backprop-multiplies`: also the name of its page."""
        return self.path.stem

    @property
    def names(self) -> set[str]:
        """Everything that a reader may call it by when it belongs to the course."""
        number, _, title = self.stem.partition("-")
        short = {number, number.lstrip("0") or "0", title} if number.isdigit() else set()
        return {self.stem, self.path.name, *short}

    def read(self) -> NotebookNode:
        """Its content; throws NotesError when the file is no notebook, or one for another kernel."""
        if self.path.suffix == ".md":
            return new_notebook(cells=[new_markdown_cell(self.path.read_text(encoding="utf-8"))])
        try:
            with warnings.catch_warnings():
                # Cells without an identifier get one; nobody else needs to know.
                warnings.simplefilter("ignore", MissingIDFieldWarning)
                content = nbformat.read(self.path, as_version=4)
                nbformat.validate(content)
        except OSError as error:
            raise NotesError(f"{self.path} cannot be read: {error.strerror}") from error
        except Exception as error:  # nbformat has no common class for what is wrong with a file
            reason = str(error).partition("\n")[0][:200]
            raise NotesError(f"{self.path} is not a notebook: {reason}") from error
        refuse_other_kernel(self.path, content)
        return content


def refuse_other_kernel(path: Path, content: NotebookNode) -> None:
    """Throws NotesError for a notebook that is not for the TypeScript kernel: its cells would fail one by one."""
    kernel = content.metadata.get("kernelspec", {})
    name = kernel.get("name")
    if name == KERNEL:
        return
    said = f"is for the kernel {kernel.get('display_name', name)}" if name else "names no kernel"
    raise NotesError(
        f"{path} {said}; notes are made of notebooks for TypeScript ({KERNEL}). "
        "Choose that kernel in JupyterLab (npm start) and save it."
    )


def find(folder: Path) -> list[Notebook]:
    """All notebooks of the folder in the order of their names."""
    found = [Notebook(path.absolute()) for path in sorted(folder.glob("*.ipynb"))]
    if not found:
        raise NotesError(f"there is no notebook in {folder}")
    return found


def named(course: Sequence[Notebook], name: str) -> list[Notebook]:
    """What one argument means: a file or folder that is there, or a notebook of the course; nothing when it is neither."""
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return [Notebook(path.absolute())]
    by_name = [notebook for notebook in course if name in notebook.names]
    return by_name or (find(path) if path.is_dir() else [])


def select(folder: Path, names: Sequence[str]) -> list[Notebook]:
    """Those that the names mean, each once, in their order; all of the folder when there are no names."""
    course = find(folder)
    meant = {name: named(course, name) for name in names}
    unknown = [name for name, found in meant.items() if not found]
    if unknown:
        valid = "\n".join(f"  {notebook.stem}" for notebook in course)
        raise NotesError(
            f"no notebook is called {', '.join(map(repr, unknown))}, and no file or folder in {Path.cwd()}; "
            f"there are:\n{valid}\nAny other notebook is named by its path: folder/mine.ipynb"
        )
    selected = list(dict.fromkeys(notebook for found in meant.values() for notebook in found)) if names else course
    refuse_same_page(selected)
    return selected


def linked(selected: dict[Notebook, NotebookNode]) -> list[Notebook]:
    """The Markdown files beside the notebooks that their texts link to, such as the course's notation: they become pages too."""
    texts = [
        (notebook.path.parent, cell.source)
        for notebook, content in selected.items()
        for cell in content.cells
        if cell.cell_type == "markdown"
    ]
    return list(dict.fromkeys(page for folder, text in texts for page in linked_from(folder, text)))


def linked_from(folder: Path, text: str) -> list[Notebook]:
    """The Markdown files of a folder that a text links to."""
    paths = [folder / found["name"] for found in LINK.finditer(text) if found["name"] != FRONT]
    return [Notebook(path.absolute()) for path in paths if path.is_file()]


def refuse_same_page(notebooks: Sequence[Notebook]) -> None:
    """Throws NotesError when one page would overwrite another, on file systems that do not tell cases apart too."""
    by_page: dict[str, list[Notebook]] = defaultdict(list)
    for notebook in notebooks:
        by_page[f"{notebook.stem}.html".lower()].append(notebook)
    for key, same in by_page.items():
        paths = "\n".join(f"  {notebook.path}" for notebook in same)
        page = f"{same[0].stem}.html"
        if key == INDEX:
            raise NotesError(f"{INDEX} is the list of the pages; rename\n{paths}")
        if len(same) > 1:
            raise NotesError(
                f"these would all become {page}; rename them, or write them to different folders with --output:\n{paths}"
            )
