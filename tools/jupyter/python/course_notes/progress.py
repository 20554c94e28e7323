"""What the terminal shows while notebooks run."""

from __future__ import annotations

import sys
import time
from typing import TextIO


class Progress:
    """One line per notebook, rewritten in place at each cell on a terminal, written once at the end elsewhere."""

    def __init__(self, name: str, cells: int, stream: TextIO = sys.stdout) -> None:
        self.name = name
        self.cells = cells
        self.stream = stream
        self.start = time.monotonic()

    def at(self, cell: int) -> None:
        """The kernel starts on the cell with this index."""
        self.show(f"cell {cell + 1} of {self.cells}")

    def show(self, state: str) -> None:
        """What goes on now, where the line can be rewritten."""
        if self.stream.isatty():
            self.stream.write(f"\r\x1b[K  {self.name}  {state}  {self.seconds:.0f} s")
            self.stream.flush()

    def end(self, outcome: str) -> None:
        """The last word on this notebook."""
        rewind = "\r\x1b[K" if self.stream.isatty() else ""
        self.stream.write(f"{rewind}  {self.name}  {outcome}  {self.seconds:.0f} s\n")
        self.stream.flush()

    @property
    def seconds(self) -> float:
        """The time since the notebook was started."""
        return time.monotonic() - self.start
