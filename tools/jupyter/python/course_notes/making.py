"""Makes the pages of notebooks, several at once."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from .errors import NotesError
from .execution import Kernels, Stopped, execute
from .export import page_of
from .files import write_bytes
from .manifest import Page
from .notebooks import Notebook
from .progress import Progress, Terminal

MOST = 4
"""Kernels at once: each holds TensorFlow and its nets, half a GB."""


def workers() -> int:
    """One kernel more than there are processors, since each waits now and then."""
    return min(MOST, (os.cpu_count() or 1) + 1)


@dataclass
class Making:
    """Pages in the making: `made` has those that are done, also when the reader stops the rest."""

    output: Path
    shared: Mapping[str, str]
    live: bool
    made: dict[Notebook, Page] = field(default_factory=dict)

    def run(self, contents: Mapping[Notebook, NotebookNode]) -> None:
        """Executes the notebooks and writes their pages; a page written earlier stays when that fails. Throws Stopped after Ctrl-C."""
        asyncio.run(self._run(contents))

    async def _run(self, contents: Mapping[Notebook, NotebookNode]) -> None:
        kernels, free, terminal = Kernels(), asyncio.Semaphore(workers()), Terminal()

        async def one(notebook: Notebook, content: NotebookNode) -> None:
            async with free:
                await self._make(notebook, content, kernels, Progress(notebook.stem, len(content.cells), terminal))

        kernels.listen()
        ends = await asyncio.gather(*(one(*item) for item in contents.items()), return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end

    async def _make(self, notebook: Notebook, content: NotebookNode, kernels: Kernels, progress: Progress) -> None:
        try:
            if any(cell.cell_type == "code" for cell in content.cells):
                progress.show("starts the kernel")
                await execute(content, notebook.path.parent, progress.at, kernels, self.live)
            progress.show("writes the page")
            html, page = await asyncio.to_thread(page_of, content, notebook.path, self.shared, self.live)
        except NotesError as error:
            progress.end("failed")
            print(f"{notebook.stem}: {error}", file=sys.stderr)
            return
        except Stopped:
            progress.end("stopped")
            raise
        write_bytes(self.output / page.file, html)
        self.made[notebook] = page
        progress.end(f"{len(html) / 1e6:.2f} MB")
