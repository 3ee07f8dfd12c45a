"""The benchmark's cases in JAX 0.10, a whole step compiled into one function."""
import math

import jax
import jax.numpy as jnp
import numpy as np

rng = np.random.default_rng(0)
tree_map, leaves = jax.tree_util.tree_map, jax.tree_util.tree_leaves


def weight(*shape):
    return jnp.array(rng.standard_normal(shape) / math.sqrt(shape[0]), jnp.float32)


def normal(*shape):
    return jnp.array(rng.standard_normal(shape), jnp.float32)


def zeros(*shape):
    return jnp.zeros(shape, jnp.float32)


def tokens(words, *shape):
    return jnp.array(rng.integers(words, size=shape))


def training(parameters, loss, *batch, clips=False):
    """Forward, backward and Adam in one compiled function that updates its arguments in place."""

    def update(parameters, means, squares, step, *batch):
        value, gradients = jax.value_and_grad(loss)(parameters, *batch)
        if clips:
            norm = jnp.sqrt(sum(jnp.sum(g * g) for g in leaves(gradients)))
            gradients = tree_map(lambda g: g * jnp.minimum(1.0, 1.0 / (norm + 1e-6)), gradients)
        step = step + 1
        means = tree_map(lambda m, g: 0.9 * m + 0.1 * g, means, gradients)
        squares = tree_map(lambda s, g: 0.999 * s + 0.001 * g * g, squares, gradients)
        first, second = 1 - 0.9**step, 1 - 0.999**step
        parameters = tree_map(
            lambda p, m, s: p - 1e-3 * (m / first) / (jnp.sqrt(s / second) + 1e-8), parameters, means, squares)
        return parameters, means, squares, step, value

    compiled = jax.jit(update, donate_argnums=(0, 1, 2, 3))
    state = [parameters, tree_map(jnp.zeros_like, parameters), tree_map(jnp.zeros_like, parameters), zeros()]

    def step():
        *state[:], value = compiled(*state, *batch)
        value.block_until_ready()

    return step


def inference(forward, *arguments):
    compiled = jax.jit(forward)
    return lambda: compiled(*arguments).block_until_ready()


def cross_entropy(logits, labels):
    return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), labels[..., None], -1))


# Dense and convolutional networks


def mlp(layers, x, activation):
    for index, (w, b) in enumerate(layers):
        x = x @ w + b
        if index < len(layers) - 1:
            x = activation(x)
    return x


def moons_loss(layers, x, y):
    z = mlp(layers, x, jnp.tanh)
    return jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))


def digits_layers():
    return [(weight(64, 128), zeros(128)), (weight(128, 10), zeros(10))]


def cnn(layers, x):
    for w, b in layers[:2]:
        x = jax.lax.conv_general_dilated(x, w, (1, 1), "SAME", dimension_numbers=("NCHW", "OIHW", "NCHW"))
        x = jax.nn.relu(x + b[None, :, None, None])
        x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")
    return x.reshape(x.shape[0], -1) @ layers[2][0] + layers[2][1]


def cnn_layers():
    return [(normal(8, 1, 3, 3) * 0.3, zeros(8)), (normal(16, 8, 3, 3) * 0.1, zeros(16)), (weight(784, 10), zeros(10))]


# Recurrent networks


def rnn_cell(p, x, state):
    return jnp.tanh(x + state @ p["wh"])


def lstm_cell(p, x, state):
    hidden, cell = state
    i, f, g, o = jnp.split(x + hidden @ p["wh"], 4, -1)
    cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(g)
    return jax.nn.sigmoid(o) * jnp.tanh(cell), cell


def gru_cell(p, x, state):
    (xr, xz, xn), (hr, hz, hn) = jnp.split(x, 3, -1), jnp.split(state @ p["wh"] + p["bh"], 3, -1)
    r, z = jax.nn.sigmoid(xr + hr), jax.nn.sigmoid(xz + hz)
    return (1 - z) * jnp.tanh(xn + r * hn) + z * state


def recurrent(p, vectors, cell, start):
    """The states of all steps, [batch, time, hidden], for vectors of that form."""
    inputs = jnp.swapaxes(vectors @ p["wx"] + p["b"], 0, 1)

    def step(state, x):
        state = cell(p, x, state)
        return state, state[0] if isinstance(state, tuple) else state

    return jnp.swapaxes(jax.lax.scan(step, start, inputs)[1], 0, 1)


def cell_weights(gates, inputs, hidden):
    return dict(
        wx=weight(inputs, gates * hidden), wh=weight(hidden, gates * hidden), b=zeros(gates * hidden),
        bh=zeros(gates * hidden))  # fmt: skip


def start_of(kind, batch, hidden):
    state = zeros(batch, hidden)
    return (state, state) if kind == "lstm" else state


CELLS = {"rnn": (rnn_cell, 1), "lstm": (lstm_cell, 4), "gru": (gru_cell, 3)}


def word_model(kind, words=64, width=32, hidden=128):
    cell, gates = CELLS[kind]

    def loss(p, x, y):
        states = recurrent(p, p["embedding"][x], cell, start_of(kind, x.shape[0], hidden))
        return cross_entropy(states @ p["output"] + p["bias"], y)

    parameters = dict(
        cell_weights(gates, width, hidden), embedding=normal(words, width), output=weight(hidden, words),
        bias=zeros(words))  # fmt: skip
    return training(parameters, loss, tokens(words, 32, 48), tokens(words, 32, 48), clips=True)


def translation(words=40, width=32, hidden=64):
    def loss(p, source, target, labels):
        vectors, start = p["source"][source], zeros(source.shape[0], hidden)
        forward = recurrent(p["forward"], vectors, gru_cell, start)
        backward = recurrent(p["backward"], vectors[:, ::-1], gru_cell, start)[:, ::-1]
        states = jnp.concatenate([forward, backward], -1)
        keys = states @ p["key"]

        def step(state, word):
            scores = (jnp.tanh((state @ p["query"])[:, None] + keys) @ p["score"])[..., 0]
            context = jnp.einsum("bt,bth->bh", jax.nn.softmax(scores), states)
            decoder = p["decoder"]
            state = gru_cell(decoder, jnp.concatenate([word, context], 1) @ decoder["wx"] + decoder["b"], state)
            return state, jnp.concatenate([state, context], 1) @ p["output"]

        logits = jax.lax.scan(step, start, jnp.swapaxes(p["target"][target], 0, 1))[1]
        return cross_entropy(jnp.swapaxes(logits, 0, 1), labels)

    parameters = dict(
        source=normal(words, width), target=normal(words, width), forward=cell_weights(3, width, hidden),
        backward=cell_weights(3, width, hidden), decoder=cell_weights(3, width + 2 * hidden, hidden),
        query=weight(hidden, hidden), key=weight(2 * hidden, hidden), score=weight(hidden, 1),
        output=weight(3 * hidden, words))  # fmt: skip
    batch = tokens(words, 32, 20), tokens(words, 32, 12), tokens(words, 32, 12)
    return training(parameters, loss, *batch, clips=True)


# Transformers


def layer_norm(x, gain, shift):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-5) * gain + shift


def gpt(p, x, heads):
    z = p["words"][x] + p["positions"]
    batch, time, width = z.shape
    mask = jnp.tril(jnp.ones((time, time), bool))
    for q in p["layers"]:
        qkv = layer_norm(z, *q["norm1"]) @ q["qkv"] + q["qkv_bias"]
        qkv = qkv.reshape(batch, time, 3, heads, width // heads).transpose(2, 0, 3, 1, 4)
        scores = qkv[0] @ qkv[1].swapaxes(-1, -2) / math.sqrt(width // heads)
        y = jax.nn.softmax(jnp.where(mask, scores, -1e9), -1) @ qkv[2]
        z = z + y.transpose(0, 2, 1, 3).reshape(z.shape) @ q["project"] + q["project_bias"]
        inside = jax.nn.gelu(layer_norm(z, *q["norm2"]) @ q["up"] + q["up_bias"], approximate=False)
        z = z + inside @ q["down"] + q["down_bias"]
    return layer_norm(z, *p["norm"]) @ p["output"] + p["bias"]


def gpt_parameters(words, time, width, layers):
    def norm():
        return jnp.ones(width), zeros(width)

    def layer():
        return dict(
            norm1=norm(), norm2=norm(), qkv=weight(width, 3 * width), qkv_bias=zeros(3 * width),
            project=weight(width, width), project_bias=zeros(width), up=weight(width, 4 * width),
            up_bias=zeros(4 * width), down=weight(4 * width, width), down_bias=zeros(width))  # fmt: skip

    return dict(
        words=normal(words, width), positions=normal(time, width) * 0.02, norm=norm(), output=weight(width, words),
        bias=zeros(words), layers=[layer() for _ in range(layers)])  # fmt: skip


def gpt_training(time, width, heads, layers):
    def loss(p, x, y):
        return cross_entropy(gpt(p, x, heads), y)

    parameters = gpt_parameters(64, time, width, layers)
    return training(parameters, loss, tokens(64, 16, time), tokens(64, 16, time), clips=True)


def cases():
    """Name and maker of a step, for every case."""
    relu = jax.nn.relu

    def moons():
        layers = [(weight(2, 16), zeros(16)), (weight(16, 16), zeros(16)), (weight(16, 1), zeros(1))]
        return training(layers, moons_loss, normal(64, 2), jnp.round(jnp.array(rng.random((64, 1)), jnp.float32)))

    def digits():
        return training(
            digits_layers(), lambda p, x, y: cross_entropy(mlp(p, x, relu), y), normal(64, 64), tokens(10, 64))

    def images():
        return training(
            cnn_layers(), lambda p, x, y: cross_entropy(cnn(p, x), y), normal(32, 1, 28, 28), tokens(10, 32))

    def lstm_one():
        p, start = cell_weights(4, 32, 128), start_of("lstm", 1, 128)
        return inference(lambda p, x: recurrent(p, x, lstm_cell, start), p, normal(1, 48, 32))

    yield "mlp-moons", moons
    yield "mlp-digits", digits
    yield "cnn-28", images
    yield "rnn", lambda: word_model("rnn")
    yield "lstm", lambda: word_model("lstm")
    yield "gru", lambda: word_model("gru")
    yield "seq2seq-attn", translation
    yield "gpt-small", lambda: gpt_training(64, 64, 4, 2)
    yield "gpt-wide", lambda: gpt_training(128, 192, 6, 4)
    yield "mlp-one", lambda: inference(lambda p, x: mlp(p, x, relu), digits_layers(), normal(1, 64))
    yield "cnn-one", lambda: inference(cnn, cnn_layers(), normal(1, 1, 28, 28))
    yield "lstm-one", lstm_one
    yield "gpt-one", lambda: inference(lambda p, x: gpt(p, x, 4), gpt_parameters(64, 64, 64, 2), tokens(64, 1, 64))
