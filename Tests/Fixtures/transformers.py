"""Attention and transformers of PyTorch, and the curves of a hundred training steps: transformers.json.

Run with torch==2.13.0+cpu: python3 Tests/Fixtures/transformers.py
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from fixtures import Cases, gradients, parameters, weighted
from translator import Translator, padding

torch.manual_seed(0)
torch.set_num_threads(1)
cases = Cases("transformers")


def dropped(lengths, time):
    """PyTorch's key padding mask: true where a key is dropped."""
    return padding(torch.tensor(lengths), time)


def perturbed(module):
    """Norms and biases start at 1 and 0, which would hide mistakes."""
    for p in module.parameters():
        p.data += 0.1 * torch.randn_like(p)
    return module


def attention_case(name, batch=2, time=4, keys=None, lengths=None, causal=False, d=8, heads=2):
    module = perturbed(nn.MultiheadAttention(d, heads, batch_first=True))
    x = torch.randn(batch, time, d, requires_grad=True)
    memory = torch.randn(batch, keys, d, requires_grad=True) if keys else None
    other = memory if keys else x
    mask = torch.triu(torch.ones(time, time, dtype=torch.bool), 1) if causal else None
    padding = dropped(lengths, other.shape[1]) if lengths else None
    y, weights = module(x, other, other, attn_mask=mask, key_padding_mask=padding, average_attn_weights=False)
    weighted(y).backward()
    cases.add(
        "attention " + name,
        dict(kind="attention", heads=heads, lengths=lengths or [], causal=causal),
        x=x,
        memory=memory,
        parameter=parameters(module),
        outputs=y,
        weights=weights,
        gradient_x=x.grad,
        gradient_memory=memory.grad if keys else None,
        gradient=gradients(module),
    )


attention_case("self")
attention_case("batch 1, one step, one head", batch=1, time=1, heads=1, d=4)
attention_case("causal", causal=True)
attention_case("padded", lengths=[4, 2])
attention_case("causal, padded", lengths=[1, 3], causal=True)
attention_case("cross", keys=3)
attention_case("cross, padded", keys=5, lengths=[2, 5])


def scores_case(kind):
    """The three classic scores, written out; one key of the first sample is padding."""
    q, k = torch.randn(2, 3, 4, requires_grad=True), torch.randn(2, 5, 6 if kind != "dot" else 4, requires_grad=True)
    kept = ~dropped([4, 5], 5)
    if kind == "additive":
        p = {"query.weight": (7, 4), "query.bias": (7,), "key.weight": (7, 6), "score.weight": (1, 7)}
    else:
        p = {"weight": (4, 6)} if kind == "bilinear" else {}
    p = {name: torch.randn(shape, requires_grad=True) for name, shape in p.items()}
    if kind == "additive":
        hidden = (q @ p["query.weight"].T + p["query.bias"])[:, :, None] + (k @ p["key.weight"].T)[:, None]
        scores = (torch.tanh(hidden) @ p["score.weight"].T).squeeze(-1)
    elif kind == "bilinear":
        scores = q @ p["weight"] @ k.transpose(1, 2)
    else:
        scores = q @ k.transpose(1, 2) / math.sqrt(4)
    weights = torch.softmax(scores.masked_fill(~kept[:, None], -math.inf), -1)
    context = weights @ k
    weighted(context, weights).backward()
    cases.add(
        f"{kind} scores",
        dict(kind=kind),
        q=q,
        k=k,
        parameter=p,
        context=context,
        weights=weights,
        gradient_q=q.grad,
        gradient_k=k.grad,
        gradient={n: v.grad for n, v in p.items()},
    )


for kind in ["additive", "bilinear", "dot"]:
    scores_case(kind)


def encoder_case(name, first, activation, lengths=None, causal=False, batch=2, time=4, layers=0):
    options = dict(dropout=0.0, activation=activation, batch_first=True, norm_first=first)
    block = nn.TransformerEncoderLayer(6, 2, 10, **options)
    final = nn.LayerNorm(6) if first else None
    module = nn.TransformerEncoder(block, layers, final, enable_nested_tensor=False) if layers else block
    perturbed(module)
    x = torch.randn(batch, time, 6, requires_grad=True)
    mask = nn.Transformer.generate_square_subsequent_mask(time) if causal else None
    padding = torch.zeros(batch, time).masked_fill(dropped(lengths, time), -math.inf) if lengths else None
    y = module(x, mask, src_key_padding_mask=padding)
    weighted(y).backward()
    info = dict(
        kind="encoder", before=first, gelu=activation == "gelu", lengths=lengths or [], causal=causal, layers=layers
    )
    cases.add(
        "encoder " + name,
        info,
        x=x,
        parameter=parameters(module),
        outputs=y,
        gradient_x=x.grad,
        gradient=gradients(module),
    )


encoder_case("pre-norm, GELU", True, "gelu")
encoder_case("post-norm, ReLU", False, "relu")
encoder_case("pre-norm, causal, padded", True, "gelu", lengths=[2, 4], causal=True)
encoder_case("post-norm, padded", False, "gelu", lengths=[2, 4])
encoder_case("batch 1, one step", True, "relu", batch=1, time=1)
encoder_case("stack, pre-norm", True, "gelu", layers=2)
encoder_case("stack, post-norm", False, "relu", layers=2, lengths=[3, 1])


def decoder_case(name, first, activation, lengths=None, layers=0):
    options = dict(dropout=0.0, activation=activation, batch_first=True, norm_first=first)
    block = nn.TransformerDecoderLayer(6, 2, 10, **options)
    module = nn.TransformerDecoder(block, layers, nn.LayerNorm(6) if first else None) if layers else block
    perturbed(module)
    x, memory = torch.randn(2, 3, 6, requires_grad=True), torch.randn(2, 5, 6, requires_grad=True)
    mask = nn.Transformer.generate_square_subsequent_mask(3)
    padding = dropped(lengths, 5) if lengths else None
    y = module(x, memory, tgt_mask=mask, memory_key_padding_mask=padding)
    weighted(y).backward()
    info = dict(kind="decoder", before=first, gelu=activation == "gelu", lengths=lengths or [], layers=layers)
    cases.add(
        "decoder " + name,
        info,
        x=x,
        memory=memory,
        parameter=parameters(module),
        outputs=y,
        gradient_x=x.grad,
        gradient_memory=memory.grad,
        gradient=gradients(module),
    )


decoder_case("pre-norm, GELU", True, "gelu")
decoder_case("post-norm, ReLU", False, "relu")
decoder_case("pre-norm, padded memory", True, "relu", lengths=[5, 2])
decoder_case("stack, post-norm, padded memory", False, "gelu", lengths=[1, 5], layers=2)
decoder_case("stack, pre-norm", True, "gelu", layers=2)


def rotary(x, start=0):
    half = x.shape[-1] // 2
    t = torch.arange(start, start + x.shape[-2], dtype=torch.float64)
    angles = t[:, None] * 10000 ** (-torch.arange(half, dtype=torch.float64) * 2 / x.shape[-1])
    c, s = angles.cos().float(), angles.sin().float()
    a, b = x[..., :half], x[..., half:]
    return torch.cat([a * c - b * s, b * c + a * s], -1)


def rotary_case():
    x = torch.randn(2, 2, 5, 6, requires_grad=True)
    y = rotary(x, 3)
    weighted(y).backward()
    cases.add("rotary from 3", dict(kind="rotary", start=3), x=x, outputs=y, gradient_x=x.grad)


rotary_case()


class LanguageModel(nn.Module):
    """The decoder-only model of `GPT`, with its names."""

    def __init__(self, words, context, d, heads, layers):
        super().__init__()
        block = nn.TransformerEncoderLayer(d, heads, 4 * d, 0.0, "gelu", batch_first=True, norm_first=True)
        self.vectors = nn.ModuleDict(dict(embedding=nn.Embedding(words, d), learned=nn.Embedding(context, d)))
        self.blocks = nn.ModuleList(nn.TransformerEncoder(block, layers, enable_nested_tensor=False).layers)
        self.norm, self.output = nn.LayerNorm(d), nn.Linear(d, words)

    def forward(self, tokens):
        time = tokens.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(time)
        x = self.vectors["embedding"](tokens) + self.vectors["learned"].weight[:time]
        for block in self.blocks:
            x = block(x, mask)
        return self.output(self.norm(x))


def curve_of(model, optimizer, loss_of):
    losses = []
    for _ in range(100):
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return torch.stack(losses)


def language_model_curve():
    model = LanguageModel(11, 8, 12, 3, 2)
    for block in model.blocks:
        perturbed(block)
    start = parameters(model)
    tokens = torch.randint(11, (8, 9))
    x, y = tokens[:, :-1], tokens[:, 1:]
    losses = curve_of(
        model,
        torch.optim.Adam(model.parameters(), lr=1e-3),
        lambda: F.cross_entropy(model(x).flatten(0, 1), y.flatten()),
    )
    cases.add("GPT curve", dict(kind="language-model-curve"), x=x, y=y, parameter=start, losses=losses)


def translation_curve():
    model = Translator(words=9, e=5, h=6)
    start = parameters(model)
    x, y = torch.randint(9, (6, 7)), torch.randint(9, (6, 6))
    lengths = [7, 3, 5, 1, 7, 6]
    losses = curve_of(
        model,
        torch.optim.Adam(model.parameters(), lr=3e-3),
        lambda: F.cross_entropy(model(x, y[:, :-1], torch.tensor(lengths)).flatten(0, 1), y[:, 1:].flatten()),
    )
    cases.add(
        "translation curve", dict(kind="translation-curve", lengths=lengths), x=x, y=y, parameter=start, losses=losses
    )


language_model_curve()
translation_curve()
cases.write()
