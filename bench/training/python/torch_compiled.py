"""PyTorch with torch.compile: one compiled forward and backward pass, and norms and update compiled together."""

import torch
import torch_net
from problem import Problem
from serve import Record, Step, serve
from torch.nn.functional import cross_entropy


def build(problem: Problem) -> Step:
    # What was compiled for another net would count as a recompilation of this one.
    torch.compiler.reset()
    net = torch_net.network(problem)
    inputs, labels = torch_net.batch(problem)
    parameters = list(net.parameters())
    rate = -problem.rate

    @torch.compile
    def loss_of(inputs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        return cross_entropy(net(inputs), labels)

    @torch.compile
    def update(loss: torch.Tensor, gradients: tuple[torch.Tensor, ...]) -> torch.Tensor:
        norms = torch._foreach_norm(gradients)
        torch._foreach_add_(parameters, gradients, alpha=rate)
        return torch.stack([loss, *norms])

    def step() -> Record:
        loss = loss_of(inputs, labels)
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            value, *sizes = update(loss.detach(), gradients).tolist()
        return value, sizes

    return step


serve(f"PyTorch {torch.__version__}", build)
