"""Node at the exporter's side."""

from __future__ import annotations

import json
import os
from subprocess import PIPE, Popen
from tempfile import TemporaryFile
from threading import Lock, Timer
from typing import IO, Any

from .errors import NotesError
from .paths import JUPYTER

PROGRAMS = JUPYTER / "node"
REST = 60
"""Seconds without a request after which Node ends: JupyterLab stays long after an export."""


class Helper:
    """A process of Node that answers requests one after the other; it ends with this process, however that ends."""

    def __init__(self) -> None:
        self.free = Lock()  # pages are made on several threads
        self.process: Popen[str] | None = None
        self.log: IO[bytes]
        self.resting = Timer(REST, self.end)

    def ask(self, program: str, request: object = None) -> Any:
        """What `answer` in `tools/jupyter/node/<program>.mjs` makes of a request."""
        with self.free:
            self.resting.cancel()
            if self.process is None or self.process.poll() is not None:
                self.process = self._start()
            try:
                reply = self._reply(self.process, json.dumps({"program": program, "request": request}))
                if "error" in reply:
                    raise NotesError(f"{program}.mjs failed:\n{reply['error']}")
            except BaseException:
                # An answer may be on its way still, after Ctrl-C; and only another process loads a module again.
                self._end()
                raise
            self.resting = Timer(REST, self.end)
            self.resting.daemon = True
            self.resting.start()
            return reply["answer"]

    def _start(self) -> Popen[str]:
        """VG_NODE names the node to use. Ctrl-C does not reach a session of its own: the list of the pages that are done needs it."""
        command = [os.environ.get("VG_NODE", "node"), str(PROGRAMS / "helper.mjs")]
        self.log = TemporaryFile()
        try:
            return Popen(command, stdin=PIPE, stdout=PIPE, stderr=self.log, encoding="utf-8", cwd=PROGRAMS, start_new_session=True)
        except FileNotFoundError as error:
            raise NotesError(f"cannot start {command[0]}: set VG_NODE to the path of node") from error

    def _reply(self, process: Popen[str], request: str) -> dict[str, Any]:
        assert process.stdin and process.stdout
        try:
            print(request, file=process.stdin, flush=True)
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if line.endswith("\n"):
            return json.loads(line)
        process.wait()
        self.log.seek(0)
        return {"error": self.log.read().decode(errors="replace").strip()}

    def end(self) -> None:
        """Ends the process once it has answered."""
        with self.free:
            self._end()

    def _end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None


ask = Helper().ask
