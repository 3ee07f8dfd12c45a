"""Compares the engine with PyTorch on PyTorch's own samples: op_db and module_db, float32, values and gradients.

    swift build -c release --product engine-samples
    python Tests/Comparison/samples.py [--only OP] [--show COUNT] [--engine PROGRAM]

Prints a line for each operation: samples tried, and of these how many agree, differ, are refused with a sentence, and
trap without a word. `--show` prints the first differences and refusals of each. Ends with 1 where any differ or trap
without a word. Samples whose form the engine lacks are counted and not tried; sample_forms.py and its neighbours say
which forms there are. Outputs get a random cotangent, so that no gradient is right by symmetry.
Needs torch==2.13.0 (its testing modules need numpy, expecttest, pytest and hypothesis).
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy
import sample_forms_layers
import torch
from sample_agreement import UNSETTLED_AT_NAN, difference
from sample_forms import FORMS
from torch.testing._internal.common_methods_invocations import op_db
from torch.testing._internal.common_modules import module_db
from torch.utils._pytree import tree_leaves, tree_map

LARGEST = 100_000  # elements of a sample's tensors together; larger samples would take most of the time
# PyTorch's generators of these samples request gradients of integers and fail, so they are requested here.
RECORDED_HERE = {"clamp", "where"}


def packed(tensor):
    array = tensor.detach().contiguous().to(torch.float32).numpy()
    return {"shape": list(tensor.shape), "bits": array.reshape(-1).view(numpy.uint32).tolist()}


def unpacked(record):
    bits = numpy.array(record["bits"], dtype=numpy.uint32)
    return torch.from_numpy(bits.view(numpy.float32).copy()).reshape(record["shape"])


class Trial:
    """A sample with PyTorch's outputs and gradients, and the engine's call for it."""

    def __init__(self, name, call, outputs, generator):
        self.name, self.call = name, call
        outputs = sample_forms_layers.flat(call.outputs(outputs) if call.outputs else outputs)
        self.outputs = [y.detach().to(torch.float32) for y in outputs]
        self.cotangents = [torch.randn(y.shape, generator=generator) for y in self.outputs]
        self.wanted = {k: t for k, t in call.tensors.items() if t.requires_grad}
        recorded = [(y, g) for y, g in zip(outputs, self.cotangents) if y.requires_grad]
        found = [None] * len(self.wanted)
        if recorded and self.wanted:
            ys, gs = zip(*recorded)
            found = torch.autograd.grad(ys, list(self.wanted.values()), gs, allow_unused=True)
        self.gradients = {k: torch.zeros_like(t) if g is None else g for (k, t), g in zip(self.wanted.items(), found)}

    def line(self):
        record = {
            "op": self.call.op,
            "tensors": {k: packed(t) for k, t in self.call.tensors.items()},
            "integers": {
                k: {"shape": list(t.shape), "values": t.flatten().tolist()} for k, t in self.call.integers.items()
            },
            "options": self.call.options,
            "cotangents": [packed(g) for g in self.cotangents],
        }
        return json.dumps(record)

    def difference(self, answer):
        """How the engine's answer differs, or None."""
        outputs = [unpacked(y) for y in answer["outputs"]]
        if len(outputs) != len(self.outputs):
            return f"{len(outputs)} outputs for {len(self.outputs)}"
        pairs = [(f"output {i}", y, e) for i, (y, e) in enumerate(zip(outputs, self.outputs))]
        pairs += [(f"gradient of {k}", unpacked(answer["gradients"][k]), e) for k, e in self.gradients.items()]
        if self.call.op in UNSETTLED_AT_NAN:
            isnan = torch.isnan(self.call.tensors["x"])
            pairs = [(what, torch.where(isnan, e, a) if a.shape == isnan.shape else a, e) for what, a, e in pairs]
        return next((f"{what}: {d}" for what, a, e in pairs if (d := difference(self.call.op, a, e))), None)


def leaves_of(value, always=False):
    """The same arguments with copies of the tensors, so that each has its own gradient."""

    def fresh(t):
        if not isinstance(t, torch.Tensor):
            return t
        return t.detach().clone().requires_grad_(t.requires_grad or always and t.dtype == torch.float32)

    return tree_map(fresh, value)


def size(value):
    return sum(t.numel() for t in tree_leaves(value) if isinstance(t, torch.Tensor))


def named(parameters, args, kwargs):
    """Positional arguments by name; None if there are more than the form knows."""
    if len(args) == 1 and parameters == ["shape"] or len(args) <= len(parameters):
        return dict(zip(parameters, args)) | kwargs
    return {"shape": list(args)} | kwargs if parameters == ["shape"] else None


def operation_trials(only, generator, skipped):
    for info in op_db:
        if info.name not in FORMS or only not in (None, info.name) or torch.float32 not in info.dtypes:
            continue
        parameters, make = FORMS[info.name]
        here = info.name in RECORDED_HERE
        for sample in info.reference_inputs("cpu", torch.float32, requires_grad=info.supports_autograd and not here):
            x, args, kwargs = leaves_of((sample.input, sample.args, sample.kwargs), always=here)
            a = named(parameters, args, kwargs)
            call = make(x, a) if a is not None and size((x, args, kwargs)) <= LARGEST else None
            if call is None or max((t.dim() for t in call.tensors.values()), default=0) > 6:
                skipped[info.name] += 1
                continue
            yield Trial(info.name, call, info.op(x, *args, **kwargs), generator)


def module_trials(only, generator, skipped):
    for info in module_db:
        if only not in (None, info.name):
            continue
        for training in (True, False):
            inputs = info.module_inputs_func(
                info, device="cpu", dtype=torch.float32, requires_grad=True, training=training
            )
            for sample in inputs:
                made, given = sample.constructor_input, sample.forward_input
                if given is None:
                    continue
                module = info.module_cls(*made.args, **made.kwargs).train(training)
                args, kwargs = leaves_of((given.args, given.kwargs))
                call = None if kwargs else sample_forms_layers.module_call(info.name, module, args)
                if call is None:
                    skipped[info.name] += 1
                else:
                    yield Trial(info.name, call, module(*args), generator)


def answers(engine, trials):
    """The engine's answer to each trial, or the message of its trap."""
    lines, results = [t.line() for t in trials], []
    while len(results) < len(trials):
        with tempfile.TemporaryFile("w+") as source:
            source.write("\n".join(lines[len(results) :]) + "\n")
            source.seek(0)
            run = subprocess.run([engine], stdin=source, capture_output=True, text=True, check=False)
        results += [json.loads(line) for line in run.stdout.splitlines()]
        if len(results) < len(trials):
            message = next((line for line in run.stderr.splitlines() if "Fatal error: " in line), "")
            results.append(message.partition("Fatal error: ")[2] or f"ended with {run.returncode} and no text")
            results[-1] = (results[-1], bool(message.partition("Fatal error: ")[2]))
    return results


def collect(only):
    generator = torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    skipped = collections.Counter()
    trials = list(operation_trials(only, generator, skipped)) + list(module_trials(only, generator, skipped))
    return trials, skipped


def report(trials, results, show):
    """Prints the table. Returns the number of differences and of traps without a message."""
    table = collections.defaultdict(collections.Counter)
    for trial, result in zip(trials, results):
        if isinstance(result, tuple):
            kind, text = ("refused" if result[1] else "wordless"), result[0]
        else:
            text = trial.difference(result)
            kind = "differ" if text else "agree"
        table[trial.name][kind] += 1
        if text and table[trial.name][kind] <= show:
            shapes = {k: list(t.shape) for k, t in trial.call.tensors.items()}
            print(f"{kind}: {trial.name} {shapes} {trial.call.options}: {text}"[:600])
    kinds = ["agree", "differ", "refused", "wordless"]
    print(f"\n{'op':48s} {'tried':>6s} " + " ".join(f"{k:>8s}" for k in kinds))
    for name, row in table.items():
        print(f"{name:48s} {sum(row.values()):6d} " + " ".join(f"{row[k]:8d}" for k in kinds))
    total = sum(table.values(), collections.Counter())
    print(f"{'all':48s} {sum(total.values()):6d} " + " ".join(f"{total[k]:8d}" for k in kinds))
    return total["differ"] + total["wordless"]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="one operation or layer, by PyTorch's name")
    parser.add_argument("--show", type=int, default=1, help="how many differences and refusals to print of each")
    root = pathlib.Path(__file__).parents[2]
    parser.add_argument("--engine", default=root / ".build/release/engine-samples")
    arguments = parser.parse_args()
    trials, skipped = collect(arguments.only)
    wrong = report(trials, answers(arguments.engine, trials), arguments.show)
    print(f"{sum(skipped.values())} samples of these operations have a form that the engine lacks")
    sys.exit(1 if wrong else 0)
