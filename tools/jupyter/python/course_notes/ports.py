"""Ports of a kernel that nobody else gets while it starts."""

from __future__ import annotations

import socket
import sys

from jupyter_client.manager import KernelManager

CHANNELS = ("shell", "iopub", "stdin", "hb", "control")


def reserve(manager: KernelManager) -> list[socket.socket]:
    """Gives a kernel that is to be started its ports, and keeps them by sockets that are to be closed with it.

    Jupyter's own choice is free again until the kernel listens there, for seconds in which any connection of the machine may get it. A
    socket that is bound and does not listen keeps all others away but those that say that they may share, as the kernel's do, on Linux.
    """
    if sys.platform != "linux":
        return []
    held = []
    for channel in CHANNELS:
        keeper = socket.socket()
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind((manager.ip, 0))
        setattr(manager, f"{channel}_port", keeper.getsockname()[1])
        held.append(keeper)
    manager.cache_ports = False  # these are chosen
    return held
