"""A recurrent net in PyTorch: one of its cells over sequences, a linear layer on the last state, and Adam."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch_net  # noqa: F401, for its number of threads
from serve import Record, Step, serve
from torch import nn
from torch.nn.functional import cross_entropy

CELLS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


@dataclass(frozen=True)
class Sequences:
    """Inputs are sequences × steps × features; the weights of a cell's gates are side by side, as PyTorch has them."""

    cell: str
    rate: float
    arrays: dict[str, np.ndarray]
    inputs: np.ndarray
    labels: np.ndarray

    def shallow(self) -> "Sequences":
        """The same task with two time steps, to warm up."""
        return replace(self, inputs=self.inputs[:, :2])


def load(folder: Path) -> Sequences:
    """Reads what recurrent/main.ts wrote."""
    about = json.loads((folder / "sequences.json").read_text())
    array = lambda name: np.array(about[name], dtype=np.float32)  # noqa: E731
    names = ["inputWeights", "recurrentWeights", "biases", "outputWeights", "outputBiases"]
    return Sequences(about["cell"], about["rate"], {name: array(name) for name in names}, array("inputs"), np.array(about["labels"]))


def build(problem: Sequences) -> Step:
    given = {name: torch.from_numpy(values) for name, values in problem.arrays.items()}
    features, units = given["inputWeights"].shape[0], given["recurrentWeights"].shape[0]
    cell = CELLS[problem.cell](features, units, batch_first=True)
    readout = nn.Linear(*given["outputWeights"].shape)
    with torch.no_grad():
        cell.weight_ih_l0.copy_(given["inputWeights"].T)
        cell.weight_hh_l0.copy_(given["recurrentWeights"].T)
        cell.bias_ih_l0.copy_(given["biases"])
        cell.bias_hh_l0.zero_()
        readout.weight.copy_(given["outputWeights"].T)
        readout.bias.copy_(given["outputBiases"])
    inputs, labels = torch.from_numpy(problem.inputs), torch.from_numpy(problem.labels).long()
    parameters = [*cell.parameters(), *readout.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=problem.rate)

    def step() -> Record:
        states, _ = cell(inputs)
        loss = cross_entropy(readout(states[:, -1]), labels)
        optimizer.zero_grad()
        loss.backward()
        with torch.no_grad():
            norms = torch._foreach_norm([parameter.grad for parameter in parameters])
            value, *sizes = torch.stack([loss.detach(), *norms]).tolist()
        optimizer.step()
        return value, sizes

    return step


serve(f"PyTorch {torch.__version__}", build, load)
