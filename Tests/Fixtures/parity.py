"""Records what PyTorch computes with a small network of each architecture: `notebooks/data/parity-<name>.safetensors`.

Run with torch==2.13.0+cpu: python3 Tests/Fixtures/parity.py

Each file holds the batch (`x` and `labels` or `targets`), the initial weights (`weights.…`, named as in the state
dictionary), the outputs and the gradients of the first loss (`outputs`, `gradients.…`), and the losses of 100 steps
on that batch (`losses`). Tests and chapters hold the engine against them.
"""

import copy
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors_files import write
from translator import Translator, padding

FOLDER = pathlib.Path(__file__).parents[2] / "notebooks" / "data"


def record(
    name,
    model,
    optimizer,
    batch,
    outputs_of,
    loss_of,
    about,
    steps=100,
    folder=FOLDER,
    change=lambda step: None,
    used=None,
):
    """`batch` holds tensors by name; `loss_of` takes the outputs that `outputs_of` computes; `change` is called between
    the gradients and the step; `used` computes what is recorded after the last step.
    """
    tensors = dict(batch)
    tensors.update({f"weights.{key}": value.detach().clone() for key, value in model.state_dict().items()})
    losses = []
    for step in range(steps):
        optimizer.zero_grad()
        outputs = outputs_of()
        loss = loss_of(outputs)
        loss.backward()
        if step == 0:
            tensors["outputs"] = outputs.detach().clone()
            tensors.update({f"gradients.{key}": p.grad.clone() for key, p in model.named_parameters()})
        change(step)
        optimizer.step()
        losses.append(loss.item())
    tensors["losses"] = torch.tensor(losses)
    tensors = {key: value.int() if value.dtype == torch.int64 else value for key, value in tensors.items()}
    tensors.update({f"after.{key}": value for key, value in model.state_dict().items() if "running" in key})
    if used is not None:
        tensors["used"] = used().detach().clone()
    file = write(name, tensors, {"torch": torch.__version__, "about": about}, folder)
    print(f"{name:20} {file.stat().st_size / 1000:5.1f} kB  loss {losses[0]:.4f} -> {losses[-1]:.4f}  {about}")


def adam(model):
    return torch.optim.Adam(model.parameters(), lr=0.01)


def images():
    """Horizontal, vertical and diagonal bars in noise."""
    x, labels = 0.3 * torch.randn(24, 1, 8, 8), torch.arange(24) % 3
    for image, label in zip(x, labels):
        at = int(torch.randint(1, 7, (1,)))
        if label == 0:
            image[0, at] += 1
        elif label == 1:
            image[0, :, at] += 1
        else:
            image[0] += torch.eye(8).roll(at - 4, 1)
    return x, labels


def mlp():
    x = torch.randn(64, 2)
    labels = (x[:, 0] * x[:, 1] > 0).long() + (x.square().sum(1) > 2).long()
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 3))
    record(
        "parity-mlp",
        model,
        torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9),
        dict(x=x, labels=labels),
        lambda: model(x),
        lambda y: F.cross_entropy(y, labels),
        "2-16-16-3, ReLU and tanh, cross-entropy, SGD 0.1 with momentum 0.9",
    )


def cnn():
    x, labels = images()
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 6, 3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(24, 3),
    )
    record(
        "parity-cnn",
        model,
        adam(model),
        dict(x=x, labels=labels),
        lambda: model(x),
        lambda y: F.cross_entropy(y, labels),
        "two convolutions, max pooling between them, a linear layer, cross-entropy, Adam 0.01",
    )


def normalized():
    """A CNN on sequences with batch normalization; `used` is its output in evaluation mode after the steps."""
    x, labels = torch.randn(24, 1, 12), torch.arange(24) % 3
    for signal, label in zip(x, labels):
        signal[0, 3 * label : 3 * label + 4] += 2
    model = nn.Sequential(
        nn.Conv1d(1, 6, 3, padding=1),
        nn.BatchNorm1d(6),
        nn.ReLU(),
        nn.Conv1d(6, 6, 3, padding=1),
        nn.BatchNorm1d(6),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(72, 3),
    )
    record(
        "parity-batchnorm",
        model,
        adam(model),
        dict(x=x, labels=labels),
        lambda: model(x),
        lambda y: F.cross_entropy(y, labels),
        "two convolutions, each with batch normalization, a linear layer, cross-entropy, Adam 0.01",
        used=lambda: model.eval()(x),
    )


def optimizers():
    """One small network, trained by each optimizer from the same weights: `start.…` and `<optimizer>.losses`."""
    x = torch.randn(64, 2)
    labels = (x[:, 0] * x[:, 1] > 0).long() + (x.square().sum(1) > 2).long()
    start = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 3))
    tensors = {"x": x, "labels": labels.int()}
    tensors.update({f"start.{key}": value.clone() for key, value in start.state_dict().items()})
    makers = {
        "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
        "RMSprop": lambda p: torch.optim.RMSprop(p, lr=0.01),
        "Adam": lambda p: torch.optim.Adam(p, lr=0.01),
        "AdamW": lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.1),
    }
    for name, make in makers.items():
        model = copy.deepcopy(start)
        optimizer = make(model.parameters())
        losses = []
        for _ in range(100):
            loss = F.cross_entropy(model(x), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        tensors[f"{name}.losses"] = torch.tensor(losses)
    about = "2-16-3, tanh, cross-entropy; momentum 0.9 at 0.05, RMSprop, Adam and AdamW (decay 0.1) at 0.01"
    file = write("parity-optimizers", tensors, {"torch": torch.__version__, "about": about}, FOLDER)
    print(f"{'parity-optimizers':20} {file.stat().st_size / 1000:5.1f} kB  {about}")


class SequenceModel(nn.Sequential):
    """A recurrent layer whose outputs a linear layer reads at every step."""

    def forward(self, x):
        return self[1](self[0](x)[0])


def recurrent(name, layer):
    x = torch.randn(8, 12, 2)
    targets = torch.cumsum(x[..., :1] * (x[..., 1:] > 0), 1).tanh()
    model = SequenceModel(layer(2, 12, batch_first=True), nn.Linear(12, 1))
    record(
        f"parity-{name}",
        model,
        adam(model),
        dict(x=x, targets=targets),
        lambda: model(x),
        lambda y: F.mse_loss(y, targets),
        f"{layer.__name__} of 12 units, a linear layer at every step, squared error, Adam 0.01",
    )


class WordVectors(nn.Module):
    """Skip-gram with negative sampling: one table for words, one for their neighbours, which starts at 0."""

    def __init__(self, words, d):
        super().__init__()
        self.words, self.neighbours = nn.Embedding(words, d), nn.Embedding(words, d)
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.zeros_(self.neighbours.weight)

    def forward(self, word, neighbour, noise):
        u = self.words(word)
        positives = (u * self.neighbours(neighbour)).sum(1)
        negatives = (self.neighbours(noise) @ u[:, :, None])[:, :, 0]
        return -(F.logsigmoid(positives) + F.logsigmoid(-negatives).sum(1))


def word_vectors():
    word, shift = torch.randint(0, 20, (256,)), torch.randint(1, 4, (256,))
    batch = dict(word=word, neighbour=(word + shift) % 20, noise=torch.randint(0, 20, (256, 5)))
    model = WordVectors(20, 8)
    record(
        "parity-word2vec",
        model,
        adam(model),
        batch,
        lambda: model(**batch),
        lambda losses: losses.mean(),
        "skip-gram with 5 negative samples, 20 words in 8 dimensions, Adam 0.01",
    )


def reversal(words, batch, time):
    """Sequences of 2 … words − 1 of several lengths, padded with 0, and their reversals, each between two 1s."""
    lengths = torch.randint(2, time + 1, (batch,))
    lengths[0] = time
    x = torch.randint(2, words, (batch, time)).masked_fill(padding(lengths, time), 0)
    answers = torch.zeros(batch, time + 1, dtype=torch.long)
    for row, length in enumerate(lengths.tolist()):
        answers[row, :length] = x[row, :length].flip(0)
        answers[row, length] = 1
    said = torch.cat([torch.ones(batch, 1, dtype=torch.long), answers[:, :-1]], 1)
    return x, lengths, said, answers


def per_token(y, labels):
    """Cross-entropy over the tokens that are not padding."""
    return F.cross_entropy(y.flatten(0, 1), labels.flatten(), ignore_index=0)


def attention():
    x, lengths, said, labels = reversal(words=9, batch=8, time=6)
    model = Translator(9, 6, 8)
    record(
        "parity-attention",
        model,
        adam(model),
        dict(x=x, lengths=lengths, said=said, labels=labels),
        lambda: model(x, said, lengths),
        lambda y: per_token(y, labels),
        "bidirectional GRU, additive attention, GRU cell; cross-entropy without padding, Adam 0.01",
    )


class LanguageModel(nn.Module):
    """Learned positions, pre-norm blocks with GELU that see only the past."""

    def __init__(self, words, context, d, heads, layers):
        super().__init__()
        self.vectors = nn.ModuleDict(dict(embedding=nn.Embedding(words, d), learned=nn.Embedding(context, d)))
        self.blocks = nn.ModuleList(
            nn.TransformerEncoderLayer(d, heads, 4 * d, 0.0, "gelu", batch_first=True, norm_first=True)
            for _ in range(layers)
        )
        self.norm, self.output = nn.LayerNorm(d), nn.Linear(d, words)

    def forward(self, tokens):
        time = tokens.shape[1]
        x = self.vectors["embedding"](tokens) + self.vectors["learned"].weight[:time]
        for block in self.blocks:
            x = block(x, nn.Transformer.generate_square_subsequent_mask(time))
        return self.output(self.norm(x))


def language_model():
    model = LanguageModel(11, 10, 16, 2, 1)
    text = torch.randint(11, (8, 11))
    text[:, 6:] = text[:, 1:6]
    x, labels = text[:, :-1], text[:, 1:]
    record(
        "parity-gpt",
        model,
        torch.optim.Adam(model.parameters(), lr=0.003),
        dict(x=x, labels=labels),
        lambda: model(x),
        lambda y: F.cross_entropy(y.flatten(0, 1), labels.flatten()),
        "decoder-only, one pre-norm block of width 16 and 2 heads, GELU, learned positions; Adam 0.003",
    )


def waves(time, d):
    t, i = torch.arange(time, dtype=torch.float64)[:, None], torch.arange(0, d, 2, dtype=torch.float64)
    angles = t / 10000 ** (i / d)
    return torch.stack([angles.sin(), angles.cos()], -1).flatten(1).float()


class EncoderDecoder(nn.Module):
    """The transformer of the paper: post-norm, ReLU, sinusoidal positions."""

    def __init__(self, words, d, heads, layers):
        super().__init__()
        options = dict(dropout=0.0, activation="relu", batch_first=True)
        self.source = nn.ModuleDict(dict(embedding=nn.Embedding(words, d)))
        self.target = nn.ModuleDict(dict(embedding=nn.Embedding(words, d)))
        encoder = nn.TransformerEncoderLayer(d, heads, 2 * d, **options)
        decoder = nn.TransformerDecoderLayer(d, heads, 2 * d, **options)
        self.encoder = nn.TransformerEncoder(encoder, layers, enable_nested_tensor=False)
        self.decoder = nn.TransformerDecoder(decoder, layers)
        self.output = nn.Linear(d, words)

    def forward(self, x, said, lengths):
        missing = padding(lengths, x.shape[1])
        source, target = self.source["embedding"](x), self.target["embedding"](said)
        d = source.shape[2]
        memory = self.encoder(source + waves(x.shape[1], d), src_key_padding_mask=missing)
        past = torch.triu(torch.ones(said.shape[1], said.shape[1], dtype=torch.bool), 1)
        y = self.decoder(target + waves(said.shape[1], d), memory, past, memory_key_padding_mask=missing)
        return self.output(y)


def transformer():
    x, lengths, said, labels = reversal(words=9, batch=8, time=6)
    model = EncoderDecoder(9, 12, 2, 1)
    record(
        "parity-transformer",
        model,
        torch.optim.Adam(model.parameters(), lr=0.003),
        dict(x=x, lengths=lengths, said=said, labels=labels),
        lambda: model(x, said, lengths),
        lambda y: per_token(y, labels),
        "encoder-decoder, one post-norm block of width 12 and 2 heads on each side, ReLU, sinusoidal positions; "
        "cross-entropy without padding, Adam 0.003",
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    FOLDER.mkdir(exist_ok=True)
    architectures = [
        mlp,
        cnn,
        normalized,
        optimizers,
        lambda: recurrent("rnn", nn.RNN),
        lambda: recurrent("lstm", nn.LSTM),
        lambda: recurrent("gru", nn.GRU),
        word_vectors,
        attention,
        language_model,
        transformer,
    ]
    for make in architectures:
        torch.manual_seed(0)
        make()
