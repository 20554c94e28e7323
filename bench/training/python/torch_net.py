"""The net of a problem in PyTorch, as a PyTorch user writes it."""

import os

import torch
from problem import Problem
from torch import nn

ACTIVATIONS = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "relu": nn.ReLU, "elu": nn.ELU}

torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def network(problem: Problem) -> nn.Sequential:
    """Linear layers with the problem's weights, an activation after each but the last."""
    modules: list[nn.Module] = []
    for weights, biases in problem.layers:
        linear = nn.Linear(*weights.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights.T.copy()))
            linear.bias.copy_(torch.from_numpy(biases.copy()))
        modules += [linear, ACTIVATIONS[problem.activation]()]
    return nn.Sequential(*modules[:-1])


def batch(problem: Problem) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs and labels as tensors."""
    return torch.from_numpy(problem.inputs), torch.from_numpy(problem.labels).long()
