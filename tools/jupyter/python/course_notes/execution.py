"""Runs notebooks from their first cell to their last, each on its own kernel, several at once."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from socket import socket

from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbclient.util import ensure_async
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode

from .errors import NotesError
from .ports import reserve

START_TIMEOUT = 120
"""Seconds that a kernel may take to answer: the first start on a loaded machine is slow."""

AS_IN_PAGE = {"VG_BACKEND": "wasm"}
"""By kernels, whatever the size of a net, so that its numbers are those that come of it in the page."""


class Stopped(Exception):
    """The reader pressed Ctrl-C."""


class Kernels:
    """The kernels that run now; Ctrl-C ends them all, and none starts after it."""

    def __init__(self) -> None:
        self.stopped = False
        self.clients: set[_Client] = set()

    def listen(self) -> None:
        """Takes Ctrl-C and a request to end from here on; nbclient drops whoever does so whenever one of its kernels ends."""
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)

    def stop(self) -> None:
        """Ends all kernels."""
        self.stopped = True
        for client in self.clients:
            client.stop()


class _Client(NotebookClient):
    """nbclient that can tell a kernel that was stopped from one that died, from the kernel's start on."""

    kernels: Kernels
    settings: dict[str, str]
    """Of the kernel's environment, where the caller's has none."""
    stopping: asyncio.Future[None] | None = None
    held: Sequence[socket] = ()
    """What keeps the kernel's ports."""

    def create_kernel_manager(self) -> KernelManager:
        """Makes the manager of a kernel, with ports that stay its own."""
        manager = super().create_kernel_manager()
        self.held = reserve(manager)
        return manager

    async def async_start_new_kernel(self, **options: object) -> None:
        """Starts the kernel, with signals in other hands than nbclient's own."""
        self.kernels.listen()
        self.kernels.clients.add(self)
        await super().async_start_new_kernel(env={**self.settings, **os.environ}, **options)
        self.refuse_when_stopped()

    def stop(self) -> None:
        """Ends the kernel; whatever waits for it then fails."""
        if self.stopping is None and self.km is not None:
            self.stopping = asyncio.ensure_future(ensure_async(self.km.shutdown_kernel(now=True)))

    async def _async_cleanup_kernel(self) -> None:
        """Lets a shutdown that is on its way finish first: two at a time are an error in jupyter_client."""
        if self.stopping is not None:
            await self.stopping
        await super()._async_cleanup_kernel()
        for keeper in self.held:
            keeper.close()

    def refuse_when_stopped(self, **_: object) -> None:
        """Does not let a cell go to a kernel that is gone: nobody would ever answer."""
        if self.stopping is not None:
            raise Stopped


async def execute(
    notebook: NotebookNode, folder: Path, on_cell: Callable[[int], None], kernels: Kernels, live: bool
) -> None:
    """Executes the notebook in place, as if it lay in `folder`; for a live page nets run as they do there.

    Throws NotesError with the failing cell, and Stopped after Ctrl-C, when the kernel has ended.
    """
    last = 0
    if kernels.stopped:
        raise Stopped

    def started(cell_index: int, **_: object) -> None:
        nonlocal last
        last = cell_index
        client.refuse_when_stopped()
        on_cell(cell_index)

    client = _Client(
        notebook,
        timeout=None,
        startup_timeout=START_TIMEOUT,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(folder)}},
        on_cell_execute=started,
    )
    client.kernels = kernels
    client.settings = AS_IN_PAGE if live else {}
    try:
        await client.async_execute()
    except CellExecutionError as error:
        raise NotesError(describe(notebook, last, error)) from error
    except (DeadKernelError, RuntimeError) as error:
        client.refuse_when_stopped()
        raise NotesError(f"the kernel died in cell {last + 1} of {len(notebook.cells)}: {error}") from error
    finally:
        kernels.clients.discard(client)
        kernels.listen()


def describe(notebook: NotebookNode, index: int, error: CellExecutionError) -> str:
    """What the failing cell says, which has its number and line in it, indented under a heading."""
    outputs = notebook.cells[index].outputs
    traces = [line for output in outputs if output.output_type == "error" for line in output.traceback]
    streams = [o.text.rstrip() for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    said = strip_ansi("\n".join([*streams, *traces]) or f"{error.ename}: {error.evalue}")
    indented = "\n".join(f"    {line}" for line in said.splitlines())
    return f"a cell failed\n{indented}"
