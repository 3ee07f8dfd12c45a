"""The models of the benchmark in PyTorch."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def dense(widths: list[int]) -> nn.Sequential:
    """Dense layers with ReLU between them, or tanh where there is one output."""
    layers: list[nn.Module] = []
    for inputs, outputs in zip(widths, widths[1:]):
        if layers:
            layers.append(nn.Tanh() if widths[-1] == 1 else nn.ReLU())
        layers.append(nn.Linear(inputs, outputs))
    return nn.Sequential(*layers)


def convolutional(side: int, planes: list[int], kernel: int, classes: int) -> nn.Sequential:
    """Convolutions that keep the side, each with ReLU and a maximum over 2 × 2, and a dense layer."""
    layers: list[nn.Module] = []
    for inputs, outputs in zip(planes, planes[1:]):
        layers += [nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2), nn.ReLU(), nn.MaxPool2d(2)]
        side //= 2
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(planes[-1] * side * side, classes))


class WordModel(nn.Module):
    """Embedding, recurrent layer, logits."""

    def __init__(self, layer: nn.RNNBase, words: int):
        super().__init__()
        self.embedding = nn.Embedding(words, layer.input_size)
        self.recurrent = layer
        self.output = nn.Linear(layer.hidden_size, words)

    def forward(self, tokens: Tensor) -> Tensor:
        return self.output(self.recurrent(self.embedding(tokens))[0])


class Translation(nn.Module):
    """A bidirectional GRU read by a GRU with additive attention."""

    def __init__(self, words: int, width: int, hidden: int):
        super().__init__()
        self.hidden = hidden
        self.source, self.target = nn.Embedding(words, width), nn.Embedding(words, width)
        self.encoder = nn.GRU(width, hidden, batch_first=True, bidirectional=True)
        self.cell = nn.GRUCell(width + 2 * hidden, hidden)
        self.query, self.key = nn.Linear(hidden, hidden), nn.Linear(2 * hidden, hidden, bias=False)
        self.score, self.output = nn.Linear(hidden, 1, bias=False), nn.Linear(3 * hidden, words)

    def forward(self, tokens: tuple[Tensor, Tensor]) -> Tensor:
        source, target = tokens
        states, _ = self.encoder(self.source(source))
        keys, words = self.key(states), self.target(target)
        state, outputs = torch.zeros(source.shape[0], self.hidden), []
        for t in range(target.shape[1]):
            scores = self.score(torch.tanh(self.query(state)[:, None] + keys)).squeeze(-1)
            context = torch.bmm(torch.softmax(scores, -1)[:, None], states).squeeze(1)
            state = self.cell(torch.cat([words[:, t], context], 1), state)
            outputs.append(torch.cat([state, context], 1))
        return self.output(torch.stack(outputs, 1))


class Block(nn.Module):
    """A pre-norm transformer block."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.project = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.inside = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x: Tensor, attend: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Tensor:
        """`attend` turns queries, keys and values, [batch, heads, time, width of a head], into what was found."""
        batch, time, width = x.shape
        qkv = self.qkv(self.norm1(x)).view(batch, time, 3, self.heads, width // self.heads)
        y = attend(*qkv.permute(2, 0, 3, 1, 4))
        x = x + self.project(y.transpose(1, 2).reshape(batch, time, width))
        return x + self.inside(self.norm2(x))


class GPT(nn.Module):
    """Learned positions, pre-norm blocks, a last norm, logits."""

    def __init__(self, words: int, context: int, width: int, heads: int, layers: int):
        super().__init__()
        self.words, self.positions = nn.Embedding(words, width), nn.Parameter(torch.randn(context, width) * 0.02)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.output = nn.LayerNorm(width), nn.Linear(width, words)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.words(tokens) + self.positions[: tokens.shape[1]]
        for block in self.blocks:
            x = block(x, lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True))
        return self.output(self.norm(x))

    def generate(self, count: int) -> None:
        """Eager: keys and values grow by one a token."""
        token, caches = torch.zeros(1, 1, dtype=torch.long), [[] for _ in self.blocks]
        for position in range(count):
            x = self.words(token) + self.positions[position]
            for block, cache in zip(self.blocks, caches):
                x = block(x, lambda q, k, v, cache=cache: attend_growing(q, k, v, cache))
            token = self.output(self.norm(x)).argmax(-1)

    def generate_in_place(self, count: int, next_token: Callable) -> None:
        """Compiled: keys and values have room for all tokens, so that every token has the same shapes."""
        heads = self.blocks[0].heads
        shape = 2, len(self.blocks), 1, heads, count, self.words.embedding_dim // heads
        caches, places = torch.zeros(shape), torch.arange(count)
        token = torch.zeros(1, 1, dtype=torch.long)
        for position in range(count):
            token = next_token(token, places[position : position + 1], places, caches)

    def next_token(self, token: Tensor, position: Tensor, places: Tensor, caches: Tensor) -> Tensor:
        x = self.words(token) + self.positions[position]
        mask = (places <= position)[None]
        for index, block in enumerate(self.blocks):
            keys, values = caches[0, index], caches[1, index]

            def attend(q: Tensor, k: Tensor, v: Tensor, keys: Tensor = keys, values: Tensor = values) -> Tensor:
                keys.index_copy_(2, position, k)
                values.index_copy_(2, position, v)
                return F.scaled_dot_product_attention(q, keys, values, attn_mask=mask)

            x = block(x, attend)
        return self.output(self.norm(x)).argmax(-1)


def attend_growing(q: Tensor, k: Tensor, v: Tensor, cache: list[Tensor]) -> Tensor:
    if cache:
        k, v = torch.cat([cache[0], k], 2), torch.cat([cache[1], v], 2)
    cache[:] = [k, v]
    return F.scaled_dot_product_attention(q, k, v)
