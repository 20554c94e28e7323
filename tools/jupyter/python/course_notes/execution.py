"""Runs a notebook from its first cell to its last on its own kernel."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from .errors import NotesError

START_TIMEOUT = 120
"""Seconds that a kernel may take to answer: the first start on a loaded machine is slow."""


class Stopped(Exception):
    """The reader pressed Ctrl-C."""


async def _run(notebook: NotebookNode, folder: Path, on_cell: Callable[[int], None]) -> None:
    """Executes the notebook in place."""
    task = asyncio.current_task()
    assert task is not None
    last = 0
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        task.cancel()

    def take_signals(**_: object) -> None:
        # nbclient's own handlers end the kernel too, but cannot be told from a kernel that died.
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop)

    def started(cell_index: int, **_: object) -> None:
        nonlocal last
        last = cell_index
        on_cell(cell_index)

    client = NotebookClient(
        notebook,
        timeout=None,
        startup_timeout=START_TIMEOUT,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(folder)}},
        on_notebook_start=take_signals,
        on_cell_execute=started,
    )
    try:
        await client.async_execute()
    except CellExecutionError as error:
        raise NotesError(describe(notebook, last, error)) from error
    except (DeadKernelError, asyncio.CancelledError) as error:
        if stopped:
            raise Stopped from error
        raise NotesError(f"the kernel died in cell {last + 1} of {len(notebook.cells)}") from error


def describe(notebook: NotebookNode, index: int, error: CellExecutionError) -> str:
    """The failing cell's source and what it says, each indented under its heading."""
    source = "\n".join(f"    {line}" for line in notebook.cells[index].source.splitlines())
    outputs = notebook.cells[index].outputs
    traces = [line for output in outputs if output.output_type == "error" for line in output.traceback]
    streams = [o.text.rstrip() for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    said = strip_ansi("\n".join([*streams, *traces]) or f"{error.ename}: {error.evalue}")
    indented = "\n".join(f"    {line}" for line in said.splitlines())
    return f"cell {index + 1} of {len(notebook.cells)} failed\n{source}\n  with\n{indented}"


def execute(notebook: NotebookNode, folder: Path, on_cell: Callable[[int], None]) -> None:
    """Executes the notebook in place, as if it lay in `folder`.

    Throws NotesError with the failing cell, and Stopped after Ctrl-C, when the kernel has ended.
    """
    asyncio.run(_run(notebook, folder, on_cell))
