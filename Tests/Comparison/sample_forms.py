"""The PyTorch samples that the engine can run: each entry of FORMS turns a sample into the engine's call.

A form is called with the sample's input and a dictionary of its arguments, positional ones under their names, and
returns a Call, or None where the engine has no such form (another alpha, several axes at once, an integer tensor).
"""

from dataclasses import dataclass, field

import torch

FORMS = {}


@dataclass
class Call:
    """A call in Samples/EngineCalls.swift. `outputs` picks the results of PyTorch that are compared."""

    op: str
    tensors: dict
    integers: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    outputs: object = None


def form(names, parameters=""):
    """Registers a form for PyTorch operations; `parameters` are the names of the arguments after the input."""

    def register(function):
        for name in names.split():
            FORMS[name] = (parameters.split(), function)
        return function

    return register


def is_float(*tensors):
    return all(isinstance(t, torch.Tensor) and t.dtype == torch.float32 and t.layout == torch.strided for t in tensors)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def numbers(**options):
    """Options as lists of numbers; those that are None are left out."""
    lists = {k: v if isinstance(v, (list, tuple)) else [v] for k, v in options.items() if v is not None}
    return {k: [min(max(float(n), -1e300), 1e300) for n in v] for k, v in lists.items()}


def simple(op, **fixed):
    return lambda x, a: (
        Call(op, {"x": x}, options=numbers(**fixed)) if is_float(x) and not a.keys() - {"inplace"} else None
    )


for torch_name, op in {
    "exp": "exp", "log": "log", "sqrt": "squareRoot", "square": "squared", "reciprocal": "reciprocal",
    "abs": "absolute", "sign": "sign", "sgn": "sign", "sin": "sine", "cos": "cosine", "neg": "negate",
    "nn.functional.relu": "relu", "sigmoid": "sigmoid", "tanh": "tanh", "nn.functional.silu": "silu",
}.items():  # fmt: skip
    FORMS[torch_name] = ([], simple(op))


@form("nn.functional.leaky_relu", "negative_slope")
def leaky(x, a):
    return Call("leakyReLU", {"x": x}, options=numbers(slope=a.get("negative_slope", 0.01))) if is_float(x) else None


@form("nn.functional.elu", "alpha")
def elu(x, a):
    return Call("elu", {"x": x}, options=numbers(alpha=a.get("alpha", 1))) if is_float(x) else None


@form("nn.functional.gelu", "approximate")
def gelu(x, a):
    return Call("gelu", {"x": x}, options=numbers(approximate=a.get("approximate", "none") == "tanh"))


@form("nn.functional.softplus", "beta threshold")
def softplus(x, a):
    return Call("softplus", {"x": x}) if (a.get("beta", 1), a.get("threshold", 20)) == (1, 20) else None


@form("clamp", "min max")
def clamp(x, a):
    low, high = a.get("min"), a.get("max")
    bounds = [b for b in (low, high) if b is not None]
    if not is_float(x) or not all(is_number(b) for b in bounds) or (len(bounds) == 2 and low > high):
        return None
    return Call("clamped", {"x": x}, options=numbers(low=low, high=high))


def binary(op, with_number=None, number_first=False):
    def make(x, a):
        y = a.get("other")
        if a.get("alpha", 1) != 1 or a.get("rounding_mode") or not is_float(x):
            return None
        if is_float(y):
            return Call(op, {"x": y, "y": x} if number_first else {"x": x, "y": y})
        return Call(with_number, {"x": x}, options=numbers(b=y)) if with_number and is_number(y) else None

    return (["other"], make)


FORMS |= {
    "add": binary("add", "addNumber"), "sub": binary("subtract", "subtractNumber"),
    "mul": binary("multiply", "multiplyNumber"), "div": binary("divide", "divideNumber"),
    "true_divide": binary("divide", "divideNumber"), "maximum": binary("maximum"), "minimum": binary("minimum"),
    "lt": binary("isLess"), "gt": binary("isGreater"), "eq": binary("isEqual"),
    "__radd__": binary("add", "addNumber"), "__rmul__": binary("multiply", "multiplyNumber"),
    "__rsub__": binary("subtract", "subtractFrom", True), "__rdiv__": binary("divide", "divideInto", True),
    "rsub": binary("subtract", "subtractFrom", True),
}  # fmt: skip


@form("pow", "exponent")
def power(x, a):
    y = a["exponent"]
    if is_float(x) and is_float(y):
        return Call("power", {"x": x, "y": y})
    return Call("powerNumber", {"x": x}, options=numbers(exponent=y)) if is_float(x) and is_number(y) else None


@form("where", "condition other")
def where(x, a):
    # op_db calls torch.where(condition, x, other) with x as the sample's input.
    y, condition = a.get("other"), a.get("condition")
    if not is_float(x, y):
        return None
    return Call("where", {"condition": condition.float(), "x": x, "y": y})


def one_axis(dim):
    if isinstance(dim, (list, tuple)):
        return dim[0] if len(dim) == 1 else None
    return dim
