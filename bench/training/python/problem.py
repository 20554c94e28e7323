"""The task that every competitor is given: initial weights and one batch, read from the files that ours wrote."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

Layer = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Problem:
    """Weights are fan-in × fan-out; the last layer gives the logits of a softmax cross-entropy."""

    activation: str
    rate: float
    layers: list[Layer]
    inputs: np.ndarray
    labels: np.ndarray

    def shallow(self) -> "Problem":
        """The same task with one hidden layer, to warm up a library that has never run before."""
        return replace(self, layers=[self.layers[0], self.layers[-1]])


def load(folder: Path) -> Problem:
    """Reads what problem.ts wrote."""
    about = json.loads((folder / "problem.json").read_text())
    numbers = np.fromfile(folder / "parameters.f32", dtype="<f4")
    layers: list[Layer] = []
    start = 0
    for fan_in, fan_out in about["shapes"]:
        middle, end = start + fan_in * fan_out, start + fan_in * fan_out + fan_out
        layers.append((numbers[start:middle].reshape(fan_in, fan_out), numbers[middle:end]))
        start = end
    inputs = np.fromfile(folder / "inputs.f32", dtype="<f4").reshape(-1, about["inputs"])
    labels = np.fromfile(folder / "labels.i32", dtype="<i4")
    return Problem(about["activation"], about["rate"], layers, inputs, labels)
