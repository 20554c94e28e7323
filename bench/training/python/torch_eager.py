"""PyTorch as it comes: autograd, multi-tensor norms and update, and one transfer of all numbers to the host a step."""

import torch
import torch_net
from problem import Problem
from serve import Record, Step, serve
from torch.nn.functional import cross_entropy


def build(problem: Problem) -> Step:
    net = torch_net.network(problem)
    inputs, labels = torch_net.batch(problem)
    parameters = list(net.parameters())
    rate = -problem.rate

    def step() -> Record:
        loss = cross_entropy(net(inputs), labels)
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            norms = torch._foreach_norm(gradients)
            torch._foreach_add_(parameters, gradients, alpha=rate)
            value, *sizes = torch.stack([loss, *norms]).tolist()
        return value, sizes

    return step


serve(f"PyTorch {torch.__version__}", build)
