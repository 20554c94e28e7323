"""The notebooks of a folder, and the choice among them by number, stem or file name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import NotesError


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
        """Everything that a reader may call it by."""
        number, _, title = self.stem.partition("-")
        short = {number, number.lstrip("0") or "0", title} if number.isdigit() else set()
        return {self.stem, self.path.name, str(self.path), *short}


def find(folder: Path) -> list[Notebook]:
    """All notebooks of the folder in the order of the course."""
    found = [Notebook(path) for path in sorted(folder.glob("*.ipynb"))]
    if not found:
        raise NotesError(f"there is no notebook in {folder}")
    return found


def select(notebooks: Sequence[Notebook], names: Sequence[str]) -> list[Notebook]:
    """Those that the names mean, in the order of the course; all of them when there are no names."""
    known = {name for notebook in notebooks for name in notebook.names}
    unknown = [name for name in names if Path(name).name not in known]
    if unknown:
        valid = "\n".join(f"  {notebook.stem}" for notebook in notebooks)
        raise NotesError(f"no notebook is called {', '.join(map(repr, unknown))}; there are:\n{valid}")
    wanted = {Path(name).name for name in names}
    return [notebook for notebook in notebooks if not names or wanted & notebook.names]
