"""The models of the benchmark in JAX: functions of weights, which are arrays in dictionaries and lists."""

from __future__ import annotations

import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

Weights = Any
Array = jax.Array

rng = np.random.default_rng(0)


def weight(*shape: int) -> Array:
    return jnp.array(rng.standard_normal(shape) / math.sqrt(shape[0]), jnp.float32)


def normal(*shape: int) -> Array:
    return jnp.array(rng.standard_normal(shape), jnp.float32)


def uniform(*shape: int) -> Array:
    return jnp.array(rng.random(shape), jnp.float32)


def zeros(*shape: int) -> Array:
    return jnp.zeros(shape, jnp.float32)


def words(count: int, *shape: int) -> Array:
    return jnp.array(rng.integers(count, size=shape))


# Dense and convolutional networks


def dense_weights(widths: list[int]) -> Weights:
    return [(weight(inputs, outputs), zeros(outputs)) for inputs, outputs in zip(widths, widths[1:])]


def dense(layers: Weights, x: Array) -> Array:
    """ReLU between the layers, or tanh where there is one output."""
    activation = jnp.tanh if layers[-1][1].size == 1 else jax.nn.relu
    for index, (w, b) in enumerate(layers):
        x = x @ w + b
        if index < len(layers) - 1:
            x = activation(x)
    return x


def convolutional_weights(side: int, planes: list[int], kernel: int, classes: int) -> Weights:
    layers = []
    for inputs, outputs in zip(planes, planes[1:]):
        scale = 1 / math.sqrt(inputs * kernel * kernel)
        layers.append((normal(outputs, inputs, kernel, kernel) * scale, zeros(outputs)))
        side //= 2
    return [*layers, (weight(planes[-1] * side * side, classes), zeros(classes))]


def convolutional(layers: Weights, x: Array) -> Array:
    for w, b in layers[:-1]:
        x = jax.lax.conv_general_dilated(x, w, (1, 1), "SAME", dimension_numbers=("NCHW", "OIHW", "NCHW"))
        x = jax.nn.relu(x + b[None, :, None, None])
        x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
    return x.reshape(x.shape[0], -1) @ layers[-1][0] + layers[-1][1]


# Recurrent networks


def rnn_cell(p: Weights, x: Array, state: Array) -> Array:
    return jnp.tanh(x + state @ p["wh"])


def lstm_cell(p: Weights, x: Array, state: tuple[Array, Array]) -> tuple[Array, Array]:
    hidden, cell = state
    i, f, g, o = jnp.split(x + hidden @ p["wh"], 4, -1)
    cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(g)
    return jax.nn.sigmoid(o) * jnp.tanh(cell), cell


def gru_cell(p: Weights, x: Array, state: Array) -> Array:
    (xr, xz, xn), (hr, hz, hn) = jnp.split(x, 3, -1), jnp.split(state @ p["wh"] + p["bh"], 3, -1)
    r, z = jax.nn.sigmoid(xr + hr), jax.nn.sigmoid(xz + hz)
    return (1 - z) * jnp.tanh(xn + r * hn) + z * state


CELLS = {"rnn": (rnn_cell, 1), "lstm": (lstm_cell, 4), "gru": (gru_cell, 3)}


def cell_weights(kind: str, inputs: int, hidden: int) -> Weights:
    width = CELLS[kind][1] * hidden
    weights = dict(wx=weight(inputs, width), wh=weight(hidden, width), b=zeros(width))
    return dict(weights, bh=zeros(width)) if kind == "gru" else weights


def recurrent(p: Weights, vectors: Array, kind: str) -> Array:
    """The states of all steps, [batch, time, hidden], for vectors of [batch, time, inputs]."""
    cell, start = CELLS[kind][0], zeros(vectors.shape[0], p["wh"].shape[0])
    inputs = jnp.swapaxes(vectors @ p["wx"] + p["b"], 0, 1)

    def step(state: Any, x: Array) -> tuple[Any, Array]:
        state = cell(p, x, state)
        return state, state[0] if kind == "lstm" else state

    states = jax.lax.scan(step, (start, start) if kind == "lstm" else start, inputs)[1]
    return jnp.swapaxes(states, 0, 1)


# Translation


def translation_weights(count: int, width: int, hidden: int) -> Weights:
    return dict(
        source=normal(count, width), target=normal(count, width), forward=cell_weights("gru", width, hidden),
        backward=cell_weights("gru", width, hidden), decoder=cell_weights("gru", width + 2 * hidden, hidden),
        query=weight(hidden, hidden), query_bias=zeros(hidden), key=weight(2 * hidden, hidden),
        score=weight(hidden, 1), output=weight(3 * hidden, count), bias=zeros(count))  # fmt: skip


def translation(p: Weights, source: Array, target: Array) -> Array:
    """A bidirectional GRU read by a GRU with additive attention: logits, [batch, time, words]."""
    vectors = p["source"][source]
    forward = recurrent(p["forward"], vectors, "gru")
    backward = recurrent(p["backward"], vectors[:, ::-1], "gru")[:, ::-1]
    states = jnp.concatenate([forward, backward], -1)
    keys, decoder = states @ p["key"], p["decoder"]

    def step(state: Array, word: Array) -> tuple[Array, Array]:
        query = state @ p["query"] + p["query_bias"]
        scores = (jnp.tanh(query[:, None] + keys) @ p["score"])[..., 0]
        context = jnp.einsum("bt,bth->bh", jax.nn.softmax(scores), states)
        state = gru_cell(decoder, jnp.concatenate([word, context], 1) @ decoder["wx"] + decoder["b"], state)
        return state, jnp.concatenate([state, context], 1)

    start = zeros(source.shape[0], p["query"].shape[0])
    outputs = jax.lax.scan(step, start, jnp.swapaxes(p["target"][target], 0, 1))[1]
    return jnp.swapaxes(outputs, 0, 1) @ p["output"] + p["bias"]


# Transformers


def gpt_weights(count: int, context: int, width: int, layers: int) -> Weights:
    def norm() -> Weights:
        return jnp.ones(width), zeros(width)

    def layer() -> Weights:
        return dict(
            norm1=norm(), norm2=norm(), qkv=weight(width, 3 * width), qkv_bias=zeros(3 * width),
            project=weight(width, width), project_bias=zeros(width), up=weight(width, 4 * width),
            up_bias=zeros(4 * width), down=weight(4 * width, width), down_bias=zeros(width))  # fmt: skip

    return dict(
        words=normal(count, width), positions=normal(context, width) * 0.02, norm=norm(),
        output=weight(width, count), bias=zeros(count), layers=[layer() for _ in range(layers)])  # fmt: skip


def layer_norm(x: Array, gain: Array, shift: Array) -> Array:
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-5) * gain + shift


def queries_keys_values(q: Weights, z: Array, heads: int) -> Array:
    """[3, batch, heads, time, width of a head]."""
    batch, time, width = z.shape
    qkv = layer_norm(z, *q["norm1"]) @ q["qkv"] + q["qkv_bias"]
    return qkv.reshape(batch, time, 3, heads, width // heads).transpose(2, 0, 3, 1, 4)


def rest_of_block(q: Weights, z: Array, query: Array, keys: Array, values: Array, mask: Array) -> Array:
    scores = query @ keys.swapaxes(-1, -2) / math.sqrt(query.shape[-1])
    y = jax.nn.softmax(jnp.where(mask, scores, -1e9), -1) @ values
    z = z + y.transpose(0, 2, 1, 3).reshape(z.shape) @ q["project"] + q["project_bias"]
    inside = jax.nn.gelu(layer_norm(z, *q["norm2"]) @ q["up"] + q["up_bias"], approximate=False)
    return z + inside @ q["down"] + q["down_bias"]


def logits(p: Weights, z: Array) -> Array:
    return layer_norm(z, *p["norm"]) @ p["output"] + p["bias"]


def gpt(p: Weights, x: Array, heads: int) -> Array:
    z = p["words"][x] + p["positions"][: x.shape[1]]
    mask = jnp.tril(jnp.ones((x.shape[1], x.shape[1]), bool))
    for q in p["layers"]:
        z = rest_of_block(q, z, *queries_keys_values(q, z, heads), mask)
    return logits(p, z)


def generate(p: Weights, count: int, heads: int) -> Array:
    """Greedy generation, token by token, with a cache for all of them."""
    width = p["words"].shape[1]
    room = zeros(1, heads, count, width // heads)

    def step(carry: tuple, position: Array) -> tuple[tuple, Array]:
        token, caches = carry
        z = p["words"][token] + p["positions"][position]
        mask, kept = jnp.arange(count) <= position, []
        for q, (keys, values) in zip(p["layers"], caches):
            query, key, value = queries_keys_values(q, z, heads)
            keys = jax.lax.dynamic_update_slice(keys, key, (0, 0, position, 0))
            values = jax.lax.dynamic_update_slice(values, value, (0, 0, position, 0))
            z = rest_of_block(q, z, query, keys, values, mask)
            kept.append((keys, values))
        token = logits(p, z).argmax(-1)
        return (token, kept), token

    start = jnp.zeros((1, 1), jnp.int32), [(room, room) for _ in p["layers"]]
    return jax.lax.scan(step, start, jnp.arange(count))[1]
