"""JAX with the whole training step in one jit, and the parameters donated, so that they are updated in place."""

import jax
import jax.numpy as jnp
import numpy as np
from problem import Problem
from serve import Record, Step, serve

ACTIVATIONS = {"tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid, "relu": jax.nn.relu, "elu": jax.nn.elu}
Parameters = list[tuple[jax.Array, jax.Array]]


def build(problem: Problem) -> Step:
    parameters: Parameters = [(jnp.array(weights), jnp.array(biases)) for weights, biases in problem.layers]
    inputs, labels = jnp.array(problem.inputs), jnp.array(problem.labels)
    activation = ACTIVATIONS[problem.activation]

    def loss_of(parameters: Parameters, inputs: jax.Array, labels: jax.Array) -> jax.Array:
        a = inputs
        for weights, biases in parameters[:-1]:
            a = activation(a @ weights + biases)
        weights, biases = parameters[-1]
        logs = jax.nn.log_softmax(a @ weights + biases)
        return -jnp.mean(jnp.take_along_axis(logs, labels[:, None], axis=1))

    def train_step(parameters: Parameters, inputs: jax.Array, labels: jax.Array) -> tuple[Parameters, jax.Array]:
        loss, gradients = jax.value_and_grad(loss_of)(parameters, inputs, labels)
        norms = [jnp.sqrt(jnp.sum(jnp.square(gradient))) for gradient in jax.tree.leaves(gradients)]
        updated = jax.tree.map(lambda value, gradient: value - problem.rate * gradient, parameters, gradients)
        return updated, jnp.stack([loss, *norms])

    jitted = jax.jit(train_step, donate_argnums=0)

    def step() -> Record:
        nonlocal parameters
        parameters, numbers = jitted(parameters, inputs, labels)
        value, *sizes = np.asarray(numbers).tolist()
        return value, sizes

    return step


serve(f"JAX {jax.__version__}", build)
