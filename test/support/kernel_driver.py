"""Relays between JSON lines and the real kernel, by Jupyter's own client: orders on stdin, every message on stdout."""

import json
import os
import sys
import time

import psutil
import zmq
from course_notes.ports import reserve
from jupyter_client.manager import KernelManager

CHANNELS = ("shell", "control", "iopub")
# How long a kernel that nobody has asked to end may be gone before whoever waits for its messages is told.
GRACE_S = 10


def say(**event: object) -> None:
    print(json.dumps(event, default=str), flush=True)


def orders():
    """Orders as they come, a list per reading; ends with stdin."""
    rest = b""
    while chunk := os.read(0, 1 << 16):
        *lines, rest = (rest + chunk).split(b"\n")
        yield [json.loads(line) for line in lines]


def main() -> None:
    manager = KernelManager(kernel_name="tslab")
    held = reserve(manager)
    # Not our stdout: Node.js makes its own unblocking, for all who share it, and then our messages would be cut.
    manager.start_kernel(cwd=sys.argv[1], stdout=sys.stderr)
    client = manager.client()
    client.start_channels(hb=False)
    sockets = {name: getattr(client, f"{name}_channel").socket for name in CHANNELS}
    process = psutil.Process(manager.provisioner.pid)
    say(event="started", pid=process.pid)

    def has_ended() -> bool:
        return process.is_running() and process.status() == psutil.STATUS_ZOMBIE

    def obey(order: dict) -> None:
        match order["do"]:
            case "send":
                message = client.session.msg(order["type"], order["content"])
                message["header"] |= order["header"]
                message["metadata"] |= order["metadata"]
                client.session.send(sockets[order["channel"]], message)
                say(event="sent", number=order["number"], id=message["header"]["msg_id"])
            case "interrupt":
                manager.interrupt_kernel()
            case "await end":
                process.wait(timeout=60)
                say(event="ended", number=order["number"])
            case "memory":
                say(event="memory", number=order["number"], bytes=process.memory_info().rss)

    poller = zmq.Poller()
    for socket in sockets.values():
        poller.register(socket, zmq.POLLIN)
    poller.register(0, zmq.POLLIN)
    coming = orders()
    heard = False
    last = time.monotonic()
    try:
        while True:
            ready = dict(poller.poll(500))
            if ready:
                last = time.monotonic()
            if not heard and has_ended():
                sys.exit("The kernel ended before it could be heard.")
            if time.monotonic() - last > GRACE_S and has_ended():
                sys.exit("The kernel has ended.")
            for name, socket in sockets.items():
                if socket in ready:
                    heard = True
                    _, message = client.session.recv(socket)
                    say(
                        event="message",
                        channel=name,
                        type=message["msg_type"],
                        parent=message["parent_header"].get("msg_id"),
                        session=message["header"]["session"],
                        content=message["content"],
                    )
            if 0 in ready:
                read = next(coming, None)
                if read is None:
                    return
                for order in read:
                    obey(order)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        for keeper in held:
            keeper.close()


main()
