"""The benchmark's cases in JAX 0.10, a whole step compiled into one function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import jax_models as models
from jax_models import Weights
from step import Step
from table import Case

tree_map, leaves = jax.tree_util.tree_map, jax.tree_util.tree_leaves


def make(case: Case) -> Step:
    """A case ready to run."""
    return MAKERS[case.family](case)


def training(parameters: Weights, loss: Callable, *batch: Any, clips: bool = False) -> Step:
    """Forward, backward and Adam in one compiled function that updates its arguments in place."""

    def update(parameters: Weights, means: Weights, squares: Weights, count: jax.Array, *batch: Any) -> tuple:
        value, gradients = jax.value_and_grad(loss)(parameters, *batch)
        if clips:
            norm = jnp.sqrt(sum(jnp.sum(g * g) for g in leaves(gradients)))
            gradients = tree_map(lambda g: g * jnp.minimum(1.0, 1.0 / (norm + 1e-6)), gradients)
        count = count + 1
        means = tree_map(lambda m, g: 0.9 * m + 0.1 * g, means, gradients)
        squares = tree_map(lambda s, g: 0.999 * s + 0.001 * g * g, squares, gradients)
        first, second = 1 - 0.9**count, 1 - 0.999**count
        parameters = tree_map(
            lambda p, m, s: p - 1e-3 * (m / first) / (jnp.sqrt(s / second) + 1e-8), parameters, means, squares
        )
        return parameters, means, squares, count, value

    compiled = jax.jit(update, donate_argnums=(0, 1, 2, 3))
    weights = weight_count(parameters)
    state = [parameters, tree_map(jnp.zeros_like, parameters), tree_map(jnp.zeros_like, parameters), models.zeros()]

    def step() -> jax.Array:
        *state[:], value = compiled(*state, *batch)
        return value.block_until_ready()

    return Step(step, weights, has_loss=True)


def inference(forward: Callable, parameters: Weights, *arguments: Any) -> Step:
    """A forward pass."""
    compiled = jax.jit(forward)
    return Step(lambda: compiled(parameters, *arguments).block_until_ready(), weight_count(parameters))


def weight_count(parameters: Weights) -> int:
    return sum(leaf.size for leaf in leaves(parameters) if leaf.ndim > 1)


def cross_entropy(logits: jax.Array, labels: jax.Array) -> jax.Array:
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), labels[..., None], -1))


def binary_cross_entropy(z: jax.Array, y: jax.Array) -> jax.Array:
    return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))


def dense(case: Case) -> Step:
    batch, widths = case["batch"], case.numbers("widths")
    parameters, x = models.dense_weights(widths), models.normal(batch, widths[0])
    if not case.trains:
        return inference(models.dense, parameters, x)
    if widths[-1] == 1:
        labels = jnp.round(models.uniform(batch, 1))
        return training(parameters, lambda p, x, y: binary_cross_entropy(models.dense(p, x), y), x, labels)
    labels = models.words(widths[-1], batch)
    return training(parameters, lambda p, x, y: cross_entropy(models.dense(p, x), y), x, labels)


def convolutional(case: Case) -> Step:
    batch, side, planes, classes = case["batch"], case["side"], case.numbers("planes"), case["classes"]
    parameters = models.convolutional_weights(side, planes, case["kernel"], classes)
    x = models.normal(batch, planes[0], side, side)
    if not case.trains:
        return inference(models.convolutional, parameters, x)
    labels = models.words(classes, batch)
    return training(parameters, lambda p, x, y: cross_entropy(models.convolutional(p, x), y), x, labels)


def recurrent(case: Case) -> Step:
    kind, batch, time, inputs, hidden = case.family, *(case[name] for name in ("batch", "time", "inputs", "hidden"))
    if not case.trains:
        parameters = models.cell_weights(kind, inputs, hidden)
        return inference(lambda p, x: models.recurrent(p, x, kind), parameters, models.normal(batch, time, inputs))
    count = case["words"]

    def loss(p: Weights, x: jax.Array, y: jax.Array) -> jax.Array:
        states = models.recurrent(p["cell"], p["embedding"][x], kind)
        return cross_entropy(states @ p["output"] + p["bias"], y)

    parameters = dict(
        cell=models.cell_weights(kind, inputs, hidden), embedding=models.normal(count, inputs),
        output=models.weight(hidden, count), bias=models.zeros(count))  # fmt: skip
    return training(parameters, loss, models.words(count, batch, time), models.words(count, batch, time), clips=True)


def translation(case: Case) -> Step:
    batch, source, target, count = (case[name] for name in ("batch", "source", "target", "words"))
    parameters = models.translation_weights(count, case["width"], case["hidden"])
    x = models.words(count, batch, source), models.words(count, batch, target)
    if not case.trains:
        return inference(models.translation, parameters, *x)

    def loss(p: Weights, source: jax.Array, target: jax.Array, labels: jax.Array) -> jax.Array:
        return cross_entropy(models.translation(p, source, target), labels)

    return training(parameters, loss, *x, models.words(count, batch, target), clips=True)


def language_model(case: Case) -> Step:
    count, width, heads, layers = (case[name] for name in ("words", "width", "heads", "layers"))
    if case.mode == "generate":
        length = case["count"]
        parameters = models.gpt_weights(count, length + 1, width, layers)
        return inference(lambda p: models.generate(p, length, heads), parameters)
    shape = case["batch"], case["time"]
    parameters = models.gpt_weights(count, case["time"], width, layers)
    if not case.trains:
        return inference(lambda p, x: models.gpt(p, x, heads), parameters, models.words(count, *shape))

    def loss(p: Weights, x: jax.Array, y: jax.Array) -> jax.Array:
        return cross_entropy(models.gpt(p, x, heads), y)

    return training(parameters, loss, models.words(count, *shape), models.words(count, *shape), clips=True)


MAKERS = {
    "dense": dense, "cnn": convolutional, "rnn": recurrent, "lstm": recurrent, "gru": recurrent,
    "seq2seq": translation, "gpt": language_model}  # fmt: skip
