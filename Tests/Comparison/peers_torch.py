"""The benchmark's cases in PyTorch 2.13, eager or compiled."""
import os
import tempfile

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


class WordModel(nn.Module):
    """Embedding, recurrent layer, logits."""

    def __init__(self, kind, words=64, width=32, hidden=128):
        super().__init__()
        self.embedding = nn.Embedding(words, width)
        self.recurrent = getattr(nn, kind)(width, hidden, batch_first=True)
        self.output = nn.Linear(hidden, words)

    def forward(self, tokens):
        return self.output(self.recurrent(self.embedding(tokens))[0])


class Block(nn.Module):
    """A pre-norm transformer block."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.project = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.inside = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x, cache=None):
        batch, time, width = x.shape
        qkv = self.qkv(self.norm1(x)).view(batch, time, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        if cache is not None:
            if cache:
                k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
            cache[:] = [k, v]
        y = F.scaled_dot_product_attention(q, k, v, is_causal=cache is None)
        x = x + self.project(y.transpose(1, 2).reshape(batch, time, width))
        return x + self.inside(self.norm2(x))


class GPT(nn.Module):
    def __init__(self, words, time, width, heads, layers):
        super().__init__()
        self.words, self.positions = nn.Embedding(words, width), nn.Parameter(torch.randn(time, width) * 0.02)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.output = nn.LayerNorm(width), nn.Linear(width, words)

    def forward(self, tokens, caches=None, start=0):
        x = self.words(tokens) + self.positions[start : start + tokens.shape[1]]
        for index, block in enumerate(self.blocks):
            x = block(x, caches[index] if caches else None)
        return self.output(self.norm(x))

    def generate(self, count):
        token, caches = torch.zeros(1, 1, dtype=torch.long), [[] for _ in self.blocks]
        for position in range(count):
            token = self(token, caches, position)[:, -1:].argmax(-1)


class Translation(nn.Module):
    """A bidirectional GRU read by a GRU with additive attention."""

    def __init__(self, words=40, width=32, hidden=64):
        super().__init__()
        self.hidden = hidden
        self.source, self.target = nn.Embedding(words, width), nn.Embedding(words, width)
        self.encoder = nn.GRU(width, hidden, batch_first=True, bidirectional=True)
        self.cell = nn.GRUCell(width + 2 * hidden, hidden)
        self.query, self.key = nn.Linear(hidden, hidden), nn.Linear(2 * hidden, hidden)
        self.score, self.output = nn.Linear(hidden, 1), nn.Linear(3 * hidden, words)

    def forward(self, tokens):
        source, target = tokens
        states, _ = self.encoder(self.source(source))
        keys, words = self.key(states), self.target(target)
        state, outputs = torch.zeros(source.shape[0], self.hidden), []
        for t in range(target.shape[1]):
            scores = self.score(torch.tanh(self.query(state)[:, None] + keys)).squeeze(-1)
            context = torch.bmm(torch.softmax(scores, -1)[:, None], states).squeeze(1)
            state = self.cell(torch.cat([words[:, t], context], 1), state)
            outputs.append(self.output(torch.cat([state, context], 1)))
        return torch.stack(outputs, 1)


def mlp_digits():
    return nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10))


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(784, 10))  # fmt: skip


def cases(compiled):
    """Name and maker of a step, for every case."""
    torch.manual_seed(0)
    finish = torch.compile if compiled else lambda f: f

    def training(model, x, y, loss, clips=False):
        parameters = list(model.parameters())
        optimizer = torch.optim.Adam(parameters, lr=1e-3)
        forward = finish(lambda x, y: loss(model(x), y))

        def step():
            optimizer.zero_grad(set_to_none=True)
            forward(x, y).backward()
            if clips:
                nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()

        return step

    def inference(model, x):
        model.eval()
        forward = finish(model)

        def step():
            with torch.inference_mode():
                forward(x)

        return step

    def generation():
        model = GPT(64, 64, 64, 4, 2).eval()

        def step():
            with torch.inference_mode():
                model.generate(63)

        return step

    def tokens(*shape, words=64):
        return torch.randint(words, shape)

    def cross_entropy(logits, labels):
        return F.cross_entropy(logits.flatten(0, -2), labels.flatten())

    def words(kind):
        return lambda: training(WordModel(kind), tokens(32, 48), tokens(32, 48), cross_entropy, clips=True)

    def gpt(time, width, heads, layers):
        model = GPT(64, time, width, heads, layers)
        return training(model, tokens(16, time), tokens(16, time), cross_entropy, clips=True)

    def moons():
        model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))
        labels = torch.rand(64, 1).round()
        return training(model, torch.randn(64, 2), labels, F.binary_cross_entropy_with_logits)

    def translation():
        x = tokens(32, 20, words=40), tokens(32, 12, words=40)
        return training(Translation(), x, tokens(32, 12, words=40), cross_entropy, clips=True)

    yield "mlp-moons", moons
    yield "mlp-digits", lambda: training(mlp_digits(), torch.randn(64, 64), tokens(64, words=10), cross_entropy)
    yield "cnn-28", lambda: training(cnn(), torch.randn(32, 1, 28, 28), tokens(32, words=10), cross_entropy)
    yield from ((kind.lower(), words(kind)) for kind in ("RNN", "LSTM", "GRU"))
    yield "seq2seq-attn", translation
    yield "gpt-small", lambda: gpt(64, 64, 4, 2)
    yield "gpt-wide", lambda: gpt(128, 192, 6, 4)
    yield "mlp-one", lambda: inference(mlp_digits(), torch.randn(1, 64))
    yield "cnn-one", lambda: inference(cnn(), torch.randn(1, 1, 28, 28))
    yield "lstm-one", lambda: inference(nn.LSTM(32, 128, batch_first=True), torch.randn(1, 48, 32))
    yield "gpt-one", lambda: inference(GPT(64, 64, 64, 4, 2), tokens(1, 64))
    if not compiled:
        yield "gpt-generate", generation
        yield "load-csv", load_csv
        yield "load-idx", load_idx


def load_csv():
    # The fastest reader among the peers' dependencies: fromstring and Python's own float take longer.
    path = os.path.join(tempfile.mkdtemp(), "bench.csv")
    rng = np.random.default_rng(0)
    table = np.column_stack([rng.standard_normal((5000, 10)), np.arange(5000) % 3])
    np.savetxt(path, table, delimiter=",", header="x", fmt=["%.7f"] * 10 + ["%d"])

    def step():
        table = torch.from_numpy(np.loadtxt(path, delimiter=",", dtype=np.float32))
        return table[:, :10], table[:, 10].long()

    return step


def load_idx():
    path = os.path.join(tempfile.mkdtemp(), "bench.idx")
    with open(path, "wb") as file:
        file.write(bytes([0, 0, 8, 3, 0, 0, 0x13, 0x88, 0, 0, 0, 28, 0, 0, 0, 28]))
        file.write(np.arange(5000 * 784, dtype=np.uint8).tobytes())
    # Numbers from 0 to 1. Dividing the bytes themselves, by torch or by numpy, takes longer.
    return lambda: torch.from_numpy(np.fromfile(path, np.uint8, offset=16).reshape(5000, 28, 28)).float().div_(255)
