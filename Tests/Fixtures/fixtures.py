"""What the scripts that record PyTorch's numbers share: cases with named tensors, written as small JSON files.

A file holds the version of PyTorch that made it and a list of cases: a name, options, and tensors as shape and values.
The files are committed, and the tests read nothing else; run a script by hand after adding a case to it.
"""

import json
import math
import pathlib

import torch

FOLDER = pathlib.Path(__file__).parent


def number(value):
    """Nine digits give a 32-bit number back exactly; JSON has no word for NaN and infinities."""
    if not math.isfinite(value):
        return str(value)
    return int(value) if value == int(value) else float(f"{value:.9g}")


def packed(tensor):
    return {"shape": list(tensor.shape), "values": [number(v) for v in tensor.detach().double().flatten().tolist()]}


def numbered(tensors):
    return {str(index): tensor for index, tensor in enumerate(tensors)}


class Cases:
    def __init__(self, name):
        self.name = name
        self.cases = []

    def add(self, name, options, **tensors):
        flat = {}
        for key, value in tensors.items():
            if isinstance(value, dict):
                flat.update({f"{key}.{inner}": packed(t) for inner, t in value.items()})
            elif value is not None:
                flat[key] = packed(value)
        self.cases.append({"name": name, "options": options, "tensors": flat})

    def write(self):
        path = FOLDER / f"{self.name}.json"
        cases = ",\n".join(json.dumps(case, separators=(",", ":")) for case in self.cases)
        path.write_text(f'{{"torch":"{torch.__version__}","cases":[\n{cases}\n]}}\n')
        print(f"{path.name}: {len(self.cases)} cases, {path.stat().st_size // 1024} KiB")


def parameters(module):
    return {name: p.detach().clone() for name, p in module.named_parameters()}


def gradients(module):
    return {name: p.grad.clone() for name, p in module.named_parameters() if p.grad is not None}


def weighted(*outputs):
    """A loss in which every element of every output has its own weight."""
    total = 0
    for output in outputs:
        weights = torch.arange(output.numel(), dtype=torch.float32).mul(0.7).cos().reshape(output.shape)
        total = total + (output * weights).sum()
    return total
