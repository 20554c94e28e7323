"""The worker's side of the protocol: one JSON command a line on standard input, one JSON answer on standard output.

Between commands a worker waits for its input and does nothing, so that the competitor whose turn it is has the machine.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from problem import Problem, load

#: The loss before the update, and the gradient norms of weights and biases, layer by layer, as Python numbers.
Record = tuple[float, list[float]]
Step = Callable[[], Record]


def peak_memory() -> int:
    """The most memory that this process has held, in bytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else 1024 * used


def answer(message: dict) -> None:
    print(json.dumps(message), flush=True)


class Worker:
    """Trains one net, step by step, and keeps what each step delivered, as a user who plots it would."""

    def __init__(self, build: Callable[[Problem], Step], problem: Problem) -> None:
        self.history: list[Record] = []
        begin = time.perf_counter()
        self.step = build(problem)
        self.history.append(self.step())
        self.first_seconds = time.perf_counter() - begin

    def check(self, steps: int) -> dict:
        """The first steps of the net; only to be asked before `run`."""
        self.run(steps - len(self.history))
        losses, norms = zip(*self.history, strict=True)
        return {"losses": losses, "norms": norms, "firstSeconds": self.first_seconds}

    def run(self, steps: int) -> dict:
        begin = time.perf_counter()
        for _ in range(steps):
            self.history.append(self.step())
        return {"seconds": time.perf_counter() - begin}


def serve(version: str, build: Callable[[Problem], Step]) -> None:
    """Serves one competitor; `build` makes a net ready and gives its training step."""
    problem = load(Path(sys.argv[1]))
    build(problem.shallow())()
    ready = peak_memory()
    worker = Worker(build, problem)
    answer({"version": version})
    for line in sys.stdin:
        command = json.loads(line)
        reply = worker.check(command["steps"]) if command["do"] == "check" else worker.run(command["steps"])
        answer({**reply, "memory": {"ready": ready, "peak": peak_memory()}})
