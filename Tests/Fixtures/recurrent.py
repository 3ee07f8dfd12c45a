"""Recurrent layers and cells of PyTorch, and the curves of a hundred training steps: recurrent.json.

Run with torch==2.13.0+cpu: python3 Tests/Fixtures/recurrent.py
"""

import torch
import torch.nn as nn
from fixtures import Cases, gradients, parameters, weighted
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(0)
torch.set_num_threads(1)
cases = Cases("recurrent")


def layer_case(kind, name, batch=3, time=4, inputs=2, hidden=3, lengths=None, start=True, **options):
    layer = getattr(nn, kind)(inputs, hidden, batch_first=True, **options)
    x = torch.randn(batch, time, inputs, requires_grad=True)
    states = layer.num_layers * (2 if layer.bidirectional else 1)
    parts = ["hidden", "cell"] if kind == "LSTM" else ["hidden"]
    first = {p: torch.randn(states, batch, hidden, requires_grad=True) for p in parts} if start else {}
    given = None if not start else tuple(first.values()) if kind == "LSTM" else first["hidden"]
    if lengths:
        packed = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        y, last = layer(packed, given)
        y, _ = pad_packed_sequence(y, batch_first=True, total_length=time)
    else:
        y, last = layer(x, given)
    last = dict(zip(parts, last if kind == "LSTM" else [last]))
    weighted(y, *last.values()).backward()
    info = dict(
        part="layer",
        kind=kind,
        inputs=inputs,
        hidden=hidden,
        layers=layer.num_layers,
        bidirectional=layer.bidirectional,
        bias=layer.bias,
        lengths=lengths or [],
        relu=getattr(layer, "nonlinearity", "tanh") == "relu",
        before=False,
    )
    cases.add(
        f"{kind} {name}",
        info,
        x=x,
        parameter=parameters(layer),
        start=first,
        outputs=y,
        last=last,
        gradient_x=x.grad,
        gradient=gradients(layer),
        gradient_start={k: v.grad for k, v in first.items()},
    )


for kind in ["RNN", "LSTM", "GRU"]:
    layer_case(kind, "plain")
    layer_case(kind, "from zeros", start=False)
    layer_case(kind, "batch 1, one step", batch=1, time=1)
    layer_case(kind, "without bias", bias=False)
    layer_case(kind, "padded", lengths=[2, 4, 1])
    layer_case(kind, "bidirectional, padded", bidirectional=True, lengths=[4, 1, 3])
    layer_case(kind, "stacked and bidirectional", num_layers=2, bidirectional=True)
    layer_case(kind, "stacked and bidirectional, padded", batch=2, num_layers=2, bidirectional=True, lengths=[2, 4])
    layer_case(kind, "wide", batch=2, time=3, inputs=2, hidden=17)
layer_case("RNN", "with ReLU, stacked", num_layers=2, nonlinearity="relu", lengths=[4, 2, 3])


def reset_before_case():
    """The gated recurrent unit of the paper, which PyTorch does not have: the reset acts before the product."""
    x, h0 = torch.randn(3, 4, 2, requires_grad=True), torch.randn(1, 3, 3, requires_grad=True)
    names = {"weight_ih_l0": (9, 2), "weight_hh_l0": (9, 3), "bias_ih_l0": (9,), "bias_hh_l0": (9,)}
    p = {name: torch.randn(shape, requires_grad=True) for name, shape in names.items()}
    h, outputs = h0[0], []
    for t in range(4):
        xr, xz, xn = (x[:, t] @ p["weight_ih_l0"].T + p["bias_ih_l0"]).chunk(3, -1)
        ur, uz, un = p["weight_hh_l0"].chunk(3)
        dr, dz, dn = p["bias_hh_l0"].chunk(3)
        r, z = torch.sigmoid(xr + h @ ur.T + dr), torch.sigmoid(xz + h @ uz.T + dz)
        n = torch.tanh(xn + (r * h) @ un.T + dn)
        h = (1 - z) * n + z * h
        outputs.append(h)
    y = torch.stack(outputs, 1)
    weighted(y, h[None]).backward()
    info = dict(
        part="layer",
        kind="GRU",
        inputs=2,
        hidden=3,
        layers=1,
        bidirectional=False,
        bias=True,
        lengths=[],
        relu=False,
        before=True,
    )
    cases.add(
        "GRU reset before the product",
        info,
        x=x,
        parameter=p,
        start={"hidden": h0},
        outputs=y,
        last={"hidden": h[None]},
        gradient_x=x.grad,
        gradient={k: v.grad for k, v in p.items()},
        gradient_start={"hidden": h0.grad},
    )


def cell_case(kind):
    cell = getattr(nn, kind + "Cell")(3, 5)
    x = torch.randn(2, 3, requires_grad=True)
    parts = ["hidden", "cell"] if kind == "LSTM" else ["hidden"]
    first = {p: torch.randn(2, 5, requires_grad=True) for p in parts}
    last = cell(x, tuple(first.values()) if kind == "LSTM" else first["hidden"])
    last = dict(zip(parts, last if kind == "LSTM" else [last]))
    weighted(*last.values()).backward()
    cases.add(
        f"{kind} cell",
        dict(part="cell", kind=kind),
        x=x,
        parameter=parameters(cell),
        start=first,
        last=last,
        gradient_x=x.grad,
        gradient=gradients(cell),
        gradient_start={k: v.grad for k, v in first.items()},
    )


def curve_case(kind):
    """Mean squared error of a linear read-out of the last state; Adam."""
    layer, head = getattr(nn, kind)(2, 8, batch_first=True), nn.Linear(8, 1)
    x, y = torch.rand(16, 10, 2), torch.rand(16, 1)
    start, start_head = parameters(layer), parameters(head)
    optimizer = torch.optim.Adam([*layer.parameters(), *head.parameters()], lr=1e-2)
    losses = []
    for _ in range(100):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(head(layer(x)[0][:, -1]), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    cases.add(
        f"{kind} curve",
        dict(part="curve", kind=kind),
        x=x,
        y=y,
        parameter=start,
        head=start_head,
        losses=torch.stack(losses),
    )


reset_before_case()
for kind in ["RNN", "LSTM", "GRU"]:
    cell_case(kind)
    curve_case(kind)
cases.write()
