"""The network for translation that two of the scripts record, and the padding of its sources."""

import math

import torch
import torch.nn as nn


def padding(lengths, time):
    """True where a sequence has ended."""
    return torch.arange(time) >= lengths[:, None]


class Translator(nn.Module):
    """A bidirectional GRU reads the source; a GRU cell writes, and looks at the source with additive attention."""

    def __init__(self, words, e, h):
        super().__init__()
        self.source, self.target = nn.Embedding(words, e), nn.Embedding(words, e)
        self.encoder = nn.GRU(e, h, batch_first=True, bidirectional=True)
        self.cell = nn.GRUCell(e + 2 * h, h)
        self.attention = nn.ModuleDict(
            dict(query=nn.Linear(h, h), key=nn.Linear(2 * h, h, bias=False), score=nn.Linear(h, 1, bias=False))
        )
        self.output = nn.Linear(3 * h, words)

    def forward(self, source, target, lengths):
        time = source.shape[1]
        packed = nn.utils.rnn.pack_padded_sequence(self.source(source), lengths, True, enforce_sorted=False)
        states = nn.utils.rnn.pad_packed_sequence(self.encoder(packed)[0], True, total_length=time)[0]
        keys, words = self.attention["key"](states), self.target(target)
        h, outputs = torch.zeros(len(source), self.cell.hidden_size), []
        for step in range(target.shape[1]):
            scores = self.attention["score"](torch.tanh(self.attention["query"](h)[:, None] + keys)).squeeze(-1)
            weights = torch.softmax(scores.masked_fill(padding(lengths, time), -math.inf), -1)
            context = torch.bmm(weights[:, None], states).squeeze(1)
            h = self.cell(torch.cat([words[:, step], context], 1), h)
            outputs.append(self.output(torch.cat([h, context], 1)))
        return torch.stack(outputs, 1)
