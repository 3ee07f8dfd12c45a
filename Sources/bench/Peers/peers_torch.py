"""The benchmark's cases in PyTorch 2.13, eager or compiled."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
import torch_models as models
from step import Step
from table import Case
from torch import Tensor, nn


def make(case: Case, compiled: bool) -> Step:
    """A case ready to run."""
    torch.manual_seed(0)
    return MAKERS[case.family](case, compiled)


def training(model: nn.Module, x: object, y: Tensor, compiled: bool, loss: Callable, clips: bool = False) -> Step:
    """Forward, loss, backward and Adam, with the gradients clipped to norm 1 if `clips`."""
    parameters = list(model.parameters())
    # One pass over memory for each parameter, and faster than PyTorch's default.
    optimizer = torch.optim.Adam(parameters, lr=1e-3, fused=True)

    def forward(x: object, y: Tensor) -> Tensor:
        return loss(model(x), y)

    if compiled:
        forward = torch.compile(forward)

    def step() -> Tensor:
        optimizer.zero_grad(set_to_none=True)
        value = forward(x, y)
        value.backward()
        if clips:
            nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        return value.detach()

    return Step(step, weight_count(model), has_loss=True)


def inference(model: nn.Module, x: object, compiled: bool) -> Step:
    """A forward pass without a gradient."""
    model.eval()
    forward = torch.compile(model) if compiled else model

    def step() -> None:
        with torch.inference_mode():
            forward(x)

    return Step(step, weight_count(model))


def weight_count(model: nn.Module) -> int:
    return sum(parameter.numel() for parameter in model.parameters() if parameter.dim() > 1)


def words(count: int, *shape: int) -> Tensor:
    return torch.randint(count, shape)


def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(logits.flatten(0, -2), labels.flatten())


def dense(case: Case, compiled: bool) -> Step:
    batch, widths = case["batch"], case.numbers("widths")
    model, x = models.dense(widths), torch.randn(batch, widths[0])
    if not case.trains:
        return inference(model, x, compiled)
    if widths[-1] == 1:
        labels = torch.rand(batch, 1).round()
        return training(model, x, labels, compiled, F.binary_cross_entropy_with_logits)
    return training(model, x, words(widths[-1], batch), compiled, cross_entropy)


def convolutional(case: Case, compiled: bool) -> Step:
    batch, side, planes, classes = case["batch"], case["side"], case.numbers("planes"), case["classes"]
    model = models.convolutional(side, planes, case["kernel"], classes)
    x = torch.randn(batch, planes[0], side, side)
    if not case.trains:
        return inference(model, x, compiled)
    return training(model, x, words(classes, batch), compiled, cross_entropy)


def recurrent(case: Case, compiled: bool) -> Step:
    batch, time, inputs, hidden = (case[name] for name in ("batch", "time", "inputs", "hidden"))
    layer = getattr(nn, case.family.upper())(inputs, hidden, batch_first=True)
    if not case.trains:
        return inference(layer, torch.randn(batch, time, inputs), compiled)
    count = case["words"]
    model = models.WordModel(layer, count)
    shape = batch, time
    return training(model, words(count, *shape), words(count, *shape), compiled, cross_entropy, clips=True)


def translation(case: Case, compiled: bool) -> Step:
    batch, source, target, count = (case[name] for name in ("batch", "source", "target", "words"))
    model = models.Translation(count, case["width"], case["hidden"])
    x = words(count, batch, source), words(count, batch, target)
    if not case.trains:
        return inference(model, x, compiled)
    return training(model, x, words(count, batch, target), compiled, cross_entropy, clips=True)


def language_model(case: Case, compiled: bool) -> Step:
    count, shape = case["words"], (case["width"], case["heads"], case["layers"])
    if case.mode == "generate":
        return generation(models.GPT(count, case["count"] + 1, *shape), case["count"], compiled)
    batch, time = case["batch"], case["time"]
    model = models.GPT(count, time, *shape)
    if not case.trains:
        return inference(model, words(count, batch, time), compiled)
    return training(model, words(count, batch, time), words(count, batch, time), compiled, cross_entropy, clips=True)


def generation(model: models.GPT, count: int, compiled: bool) -> Step:
    """Greedy generation, token by token; the cache grows, or has a fixed size if the step is compiled."""
    model.eval()
    next_token = torch.compile(model.next_token) if compiled else None

    def step() -> None:
        with torch.inference_mode():
            if next_token:
                model.generate_in_place(count, next_token)
            else:
                model.generate(count)

    return Step(step, weight_count(model))


MAKERS = {
    "dense": dense, "cnn": convolutional, "rnn": recurrent, "lstm": recurrent, "gru": recurrent,
    "seq2seq": translation, "gpt": language_model}  # fmt: skip
