"""TensorFlow with the whole training step in one tf.function."""

import tensorflow as tf
from problem import Problem
from serve import Record, Step, serve

ACTIVATIONS = {"tanh": tf.tanh, "sigmoid": tf.sigmoid, "relu": tf.nn.relu, "elu": tf.nn.elu}


def build(problem: Problem) -> Step:
    layers = [(tf.Variable(weights), tf.Variable(biases)) for weights, biases in problem.layers]
    variables = [variable for layer in layers for variable in layer]
    inputs, labels = tf.constant(problem.inputs), tf.constant(problem.labels)
    activation = ACTIVATIONS[problem.activation]

    def loss_of(inputs: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        a = inputs
        for weights, biases in layers[:-1]:
            a = activation(tf.nn.bias_add(a @ weights, biases))
        weights, biases = layers[-1]
        logits = tf.nn.bias_add(a @ weights, biases)
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))

    @tf.function
    def train_step(inputs: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = loss_of(inputs, labels)
        gradients = tape.gradient(loss, variables)
        norms = [tf.norm(gradient) for gradient in gradients]
        for variable, gradient in zip(variables, gradients, strict=True):
            variable.assign_sub(problem.rate * gradient)
        return tf.stack([loss, *norms])

    def step() -> Record:
        value, *sizes = train_step(inputs, labels).numpy().tolist()
        return value, sizes

    return step


serve(f"TensorFlow {tf.__version__}", build)
