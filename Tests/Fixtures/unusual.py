"""Architectures that no chapter has, built from the same parts, trained for 20 steps: `unusual-<name>.safetensors`.

Run with torch==2.13.0+cpu: python3 Tests/Fixtures/unusual.py
"""

import math
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F
from parity import record
from translator import padding

FOLDER = pathlib.Path(__file__).parent


def keep(name, model, optimizer, batch, outputs_of, loss_of, about, change=lambda step: None):
    record(f"unusual-{name}", model, optimizer, batch, outputs_of, loss_of, about, 20, FOLDER, change)


class Pooled(nn.Module):
    """Two bidirectional GRU layers over padded sequences; a learned query summarizes their states."""

    def __init__(self):
        super().__init__()
        self.recurrent = nn.GRU(3, 5, num_layers=2, batch_first=True, bidirectional=True)
        self.query = nn.Parameter(torch.randn(1, 1, 10))
        self.norm, self.output = nn.LayerNorm(10), nn.Linear(10, 3)

    def forward(self, x, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, True, enforce_sorted=False)
        states = nn.utils.rnn.pad_packed_sequence(self.recurrent(packed)[0], True, total_length=x.shape[1])[0]
        scores = (states @ self.query.transpose(1, 2)).squeeze(-1) / math.sqrt(10)
        weights = torch.softmax(scores.masked_fill(padding(lengths, x.shape[1]), -math.inf), -1)
        return self.output(self.norm((weights[:, None] @ states).squeeze(1)))


def pooled():
    x, lengths, labels = torch.randn(7, 6, 3), torch.tensor([6, 1, 4, 2, 6, 3, 5]), torch.arange(7) % 3
    model, weights = Pooled(), torch.tensor([0.5, 1.0, 2.0])
    keep(
        "pooled",
        model,
        torch.optim.RMSprop(model.parameters(), lr=0.01),
        dict(x=x, lengths=lengths, labels=labels),
        lambda: model(x, lengths),
        lambda y: F.cross_entropy(y, labels, weight=weights),
        "stacked bidirectional GRU over padded sequences, attention pooling, weighted cross-entropy, RMSprop 0.01",
    )


class Wavelet(nn.Module):
    """Dilated grouped convolutions with residual connections, normalized over the channels at every position."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv1d(2, 8, 3, padding=1)
        self.blocks = nn.ModuleList(nn.Conv1d(8, 8, 3, padding=d, dilation=d, groups=4) for d in [1, 2, 4])
        self.norms = nn.ModuleList(nn.LayerNorm(8) for _ in range(3))
        self.output = nn.Linear(16, 2)

    def forward(self, x):
        y = self.first(x)
        for block, norm in zip(self.blocks, self.norms):
            y = y + F.gelu(block(norm(y.transpose(1, 2)).transpose(1, 2)), approximate="tanh")
        return self.output(torch.cat([y.mean(2), y.amax(2)], 1))


def wavelet():
    x, targets = torch.randn(6, 2, 16), 2 * torch.randn(6, 2)
    model = Wavelet()
    keep(
        "wavelet",
        model,
        torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.1),
        dict(x=x, targets=targets),
        lambda: model(x),
        lambda y: F.huber_loss(y, targets, delta=0.7),
        "grouped dilated convolutions, LayerNorm, residuals, mean and max pooling, Huber loss, AdamW 0.01",
    )


def separable():
    x, labels = torch.randn(5, 3, 9, 8), torch.tensor([0, 3, 1, 2, 3])
    model = nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1, groups=3, bias=False),
        nn.BatchNorm2d(6),
        nn.SiLU(),
        nn.Conv2d(6, 4, 1),
        nn.AvgPool2d(2, stride=3),
        nn.BatchNorm2d(4, momentum=0.3),
        nn.ELU(),
        nn.MaxPool2d(2, stride=1, padding=1),
        nn.Flatten(),
        nn.RMSNorm(64, eps=1e-5),
        nn.Linear(64, 4),
    )
    keep(
        "separable",
        model,
        torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
        dict(x=x, labels=labels),
        lambda: model(x),
        lambda y: F.cross_entropy(y, labels, label_smoothing=0.1),
        "depthwise and pointwise convolutions, BatchNorm, SiLU, RMSNorm, label smoothing, Nesterov",
    )


def rotary(x):
    """Rotates each pair of a left and a right element by an angle that grows with the position."""
    half = x.shape[-1] // 2
    t = torch.arange(x.shape[-2], dtype=torch.float64)
    angles = t[:, None] * 10000 ** (-torch.arange(half, dtype=torch.float64) * 2 / x.shape[-1])
    c, s = angles.cos().float(), angles.sin().float()
    a, b = x[..., :half], x[..., half:]
    return torch.cat([a * c - b * s, b * c + a * s], -1)


class Turned(nn.Module):
    """A pre-norm transformer whose attention rotates queries and keys, and whose output reuses the embedding."""

    def __init__(self, words=9, d=12, heads=3, layers=2):
        super().__init__()
        self.embedding = nn.Embedding(words, d)
        blocks = [
            nn.TransformerEncoderLayer(d, heads, 20, 0.0, "relu", batch_first=True, norm_first=True)
            for _ in range(layers)
        ]
        self.blocks, self.norm, self.heads = nn.ModuleList(blocks), nn.LayerNorm(d), heads

    def attend(self, attention, x):
        batch, time, d = x.shape
        q, k, v = (
            F.linear(x, attention.in_proj_weight, attention.in_proj_bias)
            .reshape(batch, time, 3, self.heads, d // self.heads)
            .permute(2, 0, 3, 1, 4)
        )
        y = F.scaled_dot_product_attention(rotary(q), rotary(k), v, is_causal=True)
        return attention.out_proj(y.transpose(1, 2).reshape(batch, time, d))

    def forward(self, tokens):
        x = self.embedding(tokens)
        for block in self.blocks:
            x = x + self.attend(block.self_attn, block.norm1(x))
            x = x + block.linear2(F.relu(block.linear1(block.norm2(x))))
        return self.norm(x) @ self.embedding.weight.T


def turned():
    tokens = torch.randint(9, (5, 9))
    x, labels = tokens[:, :-1], tokens[:, 1:]
    model = Turned()
    optimizer = torch.optim.Adam(model.parameters(), lr=1.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=20, cycle_momentum=False)

    def change(step):
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        if step:
            schedule.step()

    keep(
        "turned",
        model,
        optimizer,
        dict(x=x, labels=labels),
        lambda: model(x),
        lambda y: F.cross_entropy(y.flatten(0, 1), labels.flatten()),
        "rotary pre-norm transformer, tied output, clipping to norm 1, one-cycle Adam 0.01",
        change,
    )


class Bridged(nn.Module):
    """Convolution, stacked LSTM, its last state as the start of a GRU that looks back with bilinear attention."""

    def __init__(self):
        super().__init__()
        self.front = nn.Conv1d(2, 4, 2, stride=2)
        self.encoder = nn.LSTM(4, 6, num_layers=2, batch_first=True)
        self.bridge, self.cell = nn.Linear(12, 5), nn.GRUCell(7, 5)
        self.attention = nn.ParameterDict(dict(weight=0.3 * torch.randn(5, 6)))
        self.output = nn.Linear(11, 1)

    def forward(self, x, steps):
        states, (h, c) = self.encoder(F.leaky_relu(self.front(x), 0.1).transpose(1, 2))
        state = torch.tanh(self.bridge(torch.cat([h[-1], c[-1]], 1)))
        value, outputs = torch.zeros(len(x), 1), []
        for _ in range(steps):
            weights = torch.softmax((state[:, None] @ self.attention["weight"]) @ states.transpose(1, 2), -1)
            context = (weights @ states).squeeze(1)
            state = self.cell(torch.cat([value, context], 1), state)
            value = self.output(torch.cat([state, context], 1))
            outputs.append(value)
        return torch.stack(outputs, 1)


def bridged():
    x = torch.randn(6, 2, 10)
    targets = torch.stack([x[:, :1, i] * 0.5 for i in range(4)], 1)
    model = Bridged()
    keep(
        "bridged",
        model,
        torch.optim.Adagrad(model.parameters(), lr=0.05),
        dict(x=x, targets=targets),
        lambda: model(x, 4),
        lambda y: F.l1_loss(y, targets) + 0.01 * sum(p.abs().sum() for p in model.parameters()),
        "convolution, stacked LSTM, GRU fed with its own output, bilinear attention, L1 loss and penalty, Adagrad",
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    for make in [pooled, wavelet, separable, turned, bridged]:
        torch.manual_seed(0)
        make()
