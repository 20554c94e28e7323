"""What the terminal shows while notebooks run."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO


class Terminal:
    """A line for each notebook that is done; below them, on a terminal, one that says what goes on now, rewritten in place."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self.stream = stream
        self.states: dict[str, str] = {}

    def show(self, name: str, state: str) -> None:
        """What goes on with one of the notebooks."""
        self.states[name] = state
        self._draw("")

    def end(self, name: str, line: str) -> None:
        """The last word on it."""
        self.states.pop(name, None)
        self._draw(f"  {name}  {line}\n")

    def _draw(self, line: str) -> None:
        if self.stream.isatty():
            # A notebook goes by its number here: several share the line.
            now = " · ".join(f"{name.partition('-')[0]} {state}" for name, state in self.states.items())
            width = shutil.get_terminal_size().columns - 3
            line = f"\r\x1b[K{line}" + (f"  {now[:width]}" if now else "")
        self.stream.write(line)
        self.stream.flush()


class Progress:
    """How far one notebook is."""

    def __init__(self, name: str, cells: int, terminal: Terminal) -> None:
        self.name = name
        self.cells = cells
        self.terminal = terminal
        self.start = time.monotonic()

    def at(self, cell: int) -> None:
        """The kernel starts on the cell with this index."""
        self.show(f"cell {cell + 1} of {self.cells}")

    def show(self, state: str) -> None:
        """What goes on now."""
        self.terminal.show(self.name, state)

    def end(self, outcome: str) -> None:
        """The last word on this notebook."""
        self.terminal.end(self.name, f"{outcome}  {time.monotonic() - self.start:.0f} s")
