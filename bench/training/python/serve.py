"""The worker's side of the protocol: one JSON command a line on standard input, one JSON answer on standard output.

Between commands a worker waits for its input and does nothing, so that the competitor whose turn it is has the machine.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from problem import Problem, load as load_problem

#: The loss before the update, and the gradient norms of weights and biases, layer by layer, as Python numbers.
Record = tuple[float, list[float]]
Step = Callable[[], Record]


def peak_memory() -> int:
    """The most memory that this process has held, in bytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else 1024 * used


def answer(message: dict) -> None:
    print(json.dumps(message), flush=True)


#: Steps that a run takes however long they take.
FEWEST = 20


def whole(build: Callable[[Problem], Step], problem: Problem, marks: list[int], most: float) -> dict:
    """A run from the description to the last norm, or as much of it as `most` seconds hold."""
    begin = time.perf_counter()
    step = build(problem)
    history: list[Record] = []
    stamps: list[float] = []
    while len(stamps) < marks[-1] and (len(stamps) < FEWEST or stamps[-1] < most):
        history.append(step())
        stamps.append(time.perf_counter() - begin)
    taken = len(stamps)
    half = max(1, taken // 2)
    pace = (stamps[-1] - stamps[half - 1]) / max(1, taken - half)
    seconds = [stamps[mark - 1] if mark <= taken else stamps[-1] + (mark - taken) * pace for mark in marks]
    return {"seconds": seconds, "taken": taken}


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


def serve(version: str, build: Callable[[Problem], Step], load: Callable[[Path], Problem] = load_problem) -> None:
    """Serves one competitor; `build` makes a net ready and gives its training step, `load` reads its task."""
    problem = load(Path(sys.argv[1]))
    build(problem.shallow())()
    ready = peak_memory()
    answer({"version": version})
    worker: Worker
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] == "whole":
            reply = whole(build, problem, command["marks"], command["most"])
        elif command["do"] == "check":
            worker = Worker(build, problem)
            reply = worker.check(command["steps"])
        else:
            reply = worker.run(command["steps"])
        answer({**reply, "memory": {"ready": ready, "peak": peak_memory()}})
